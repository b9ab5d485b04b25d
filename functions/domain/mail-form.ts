import { html, type Markup } from "./html.ts";
import type { Language } from "./languages/languages.ts";

/** The page around what a mail says; screen readers and translators go by its language. */
export function mailPage(language: Language, body: Markup): string {
  return html`<!doctype html><html lang="${language}"><body style="font-family:sans-serif;color:#202124;max-width:40rem">
${body}
</body></html>`.text;
}

/**
 * A text fit for a header, or for a line among others: without breaks, so that nothing in it passes for a
 * header or a line of its own, and without the marks that turn what stands beside it.
 */
export function oneLine(text: string): string {
  return text.replaceAll(/[\s\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, " ");
}
