import { CallFailed } from "../client.ts";

type Kind<E> = new () => E;

/** The element of the page with this id. Throws where there is none of this kind. */
export function byId<E extends HTMLElement>(id: string, kind: Kind<E>): E {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new Error(`The page has no ${kind.name} #${id}.`);
}

/** Makes an element. Text becomes text, never markup. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, string>,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** A button that does something when it is pressed, and shows beside itself what went wrong. */
export function button(text: string, act: () => Promise<void>): HTMLElement {
  const pressed = make("button", { type: "button" }, text);
  const whole = make("span", { class: "action" }, pressed);
  pressed.addEventListener("click", () => void attempt(whole, act));
  return whole;
}

/** Calls back with what a form holds, by the names of its fields. It can be sent again when that is done. */
export function onSubmit(
  form: HTMLFormElement,
  act: (given: (name: string) => string) => Promise<void>,
): void {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const given = new FormData(form);
    void attempt(form, () =>
      act((name) => {
        const value = given.get(name);
        return typeof value === "string" ? value : "";
      }),
    );
  });
}

/** Does something that a person waits for, and shows at the end of the place what went wrong. */
export async function attempt(place: HTMLElement, act: () => Promise<void>): Promise<void> {
  place.querySelector(".problem")?.remove();
  const pressed = place.querySelector("button");
  pressed?.setAttribute("disabled", "");
  place.setAttribute("aria-busy", "true");
  try {
    await act();
  } catch (error) {
    place.append(problem(error));
  } finally {
    pressed?.removeAttribute("disabled");
    place.removeAttribute("aria-busy");
  }
}

/** What went wrong, in words for the person at the page: what, where, and what to do about it. */
export function problem(error: unknown): HTMLElement {
  const shown = make("div", { class: "problem", role: "alert" });
  shown.append(make("strong", {}, error instanceof Error ? error.message : String(error)));
  if (!(error instanceof CallFailed)) return shown;
  const faults = error.fieldViolations.map(({ field, description }) =>
    make("li", {}, `${field}: ${description}`),
  );
  if (faults.length > 0) shown.append(make("ul", {}, ...faults));
  if (error.remedy !== undefined) shown.append(make("p", {}, error.remedy));
  return shown;
}
