/** Markup that is safe as it stands: made by `html` alone. */
export type Markup = { readonly text: string };

type Part = string | Markup | readonly Markup[];

/** A template tag that escapes every text put in, in content and in quoted attributes. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  const texts = strings.map((literal, i) => literal + shown(parts[i]));
  return { text: texts.join("") };
}

function shown(part: Part | undefined): string {
  if (part === undefined) return "";
  if (typeof part === "string") return escaped(part);
  return "text" in part ? part.text : part.map(({ text }) => text).join("");
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
