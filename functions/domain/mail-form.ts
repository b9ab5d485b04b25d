import { html, type Markup } from "./html.ts";
import type { Language } from "./languages/languages.ts";

/** The page around what a mail says; screen readers and translators go by its language. */
export function mailPage(language: Language, body: Markup): string {
  return html`<!doctype html><html lang="${language}"><body style="font-family:sans-serif;color:#202124;max-width:40rem">
${body}
</body></html>`.text;
}

/** A text fit for a header: on one line, so that nothing in it can add a header of its own. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]+/gu, " ");
}
