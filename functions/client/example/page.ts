import { type Case, newKey } from "../client.ts";
import {
  connect,
  listCustomers,
  listTopics,
  openCase,
  pagesOfCases,
  signIn,
  signOut,
  whoIsSignedIn,
} from "./calls.ts";
import { showCase } from "./case-view.ts";
import type { Config } from "./config.ts";
import { attempt, button, byId, make, onSubmit } from "./elements.ts";
import { stateWords } from "./words.ts";

const config: Config = await (await fetch("config.json")).json();
const product = connect(config);

const signInForm = byId("sign-in", HTMLFormElement);
const desk = byId("desk", HTMLElement);
const customers = byId("customers", HTMLSelectElement);
const cases = byId("cases", HTMLElement);
const opening = byId("open-new-case", HTMLDetailsElement);
const newCase = byId("new-case", HTMLFormElement);

let leaveCase = () => {};
let key = newKey();

whoIsSignedIn(product, (email) => {
  signInForm.hidden = email !== undefined;
  desk.hidden = email === undefined;
  byId("account", HTMLElement).hidden = email === undefined;
  byId("who", HTMLElement).textContent = email ?? "";
  if (email === undefined) leaveCase();
  else void attempt(byId("customer-choice", HTMLElement), showCustomers);
});

onSubmit(signInForm, async (given) => {
  await signIn(product, given("email"), given("password"));
});

byId("sign-out", HTMLElement).addEventListener("click", () => void signOut(product));

customers.addEventListener("change", () => void showCustomer());

// Another text is another case, as another customer is; the same sent again, because no answer came, is not.
newCase.addEventListener("input", () => {
  key = newKey();
});

onSubmit(newCase, async (given) => {
  const body = {
    displayName: given("title"),
    description: given("description"),
    classification: { id: given("topic") },
    priority: given("priority") as Case["priority"],
  };
  const redactPii = given("redact") !== "";
  const opened = await openCase(product, customers.value, { body, key, redactPii });
  newCase.reset();
  opening.open = false;
  await showCases();
  choose(opened);
});

async function showCustomers(): Promise<void> {
  const all = await listCustomers(product);
  const options = all.map(({ name, displayName }) => make("option", { value: name }, displayName));
  customers.replaceChildren(...options);
  byId("no-customers", HTMLElement).hidden = all.length > 0;
  const open = all.find(({ relationship }) => relationship?.access !== "REVOKED") ?? all[0];
  if (!open) return;
  customers.value = open.name;
  await showCustomer();
}

/** A customer that withholds its consent shows why in the place of its cases. */
async function showCustomer(): Promise<void> {
  leaveCase();
  key = newKey();
  cases.replaceChildren();
  opening.hidden = true;
  opening.open = false;
  await attempt(byId("case-list", HTMLElement), async () => {
    await showCases();
    const topics = await listTopics(product, customers.value);
    const options = topics.map(({ id, displayName }) => make("option", { value: id }, displayName));
    byId("topic", HTMLSelectElement).replaceChildren(...options);
    opening.hidden = false;
  });
}

async function showCases(): Promise<void> {
  const customer = customers.value;
  const pages = pagesOfCases(product, customer);
  const list = make("ul", {});
  const more = button("Show more", showPage);
  await showPage();
  // Another customer may have been chosen while these were on their way.
  if (customers.value === customer) cases.replaceChildren(list, more);

  async function showPage(): Promise<void> {
    const { value } = await pages.next();
    list.append(...(value?.cases ?? []).map(itemOf));
    more.hidden = !value?.nextPageToken;
  }
}

function itemOf(each: Case): HTMLElement {
  const facts = `${each.priority} · ${stateWords[each.state]}`;
  const name = make("strong", {}, each.displayName);
  const chosen = make("button", { type: "button", "data-case": each.name }, name, facts);
  chosen.addEventListener("click", () => choose(each));
  return make("li", {}, chosen);
}

function choose(each: Case): void {
  leaveCase();
  for (const item of cases.querySelectorAll("[data-case]")) {
    const current = item.getAttribute("data-case") === each.name;
    item.setAttribute("aria-current", String(current));
  }
  leaveCase = showCase(product, each);
}
