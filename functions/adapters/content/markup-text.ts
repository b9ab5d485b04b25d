/** Ends of what stands apart when it is read: paragraphs, cells, rows, lines, shared strings. */
const breaks =
  /<\/(?:\w+:)?(?:p|h|si|c|row|tc|tr|li|div|td|th|text|title|h\d|table-cell|comment)>|<(?:\w+:)?(?:br|tab|cr|line-break|s)\b[^<>]*>/gi;

/** The text of XML or HTML, without tags. A run of letters in several elements is one, as it is read. */
export function markupText(markup: string): string {
  return markup
    .replaceAll(breaks, "\n")
    .replaceAll(/<[^<>]*>/g, "")
    .replaceAll(/&(#x[0-9a-f]{1,6}|#\d{1,7}|amp|lt|gt|quot|apos|nbsp);/gi, character);
}

const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
};

function character(whole: string, reference: string): string {
  const name = reference.toLowerCase();
  if (!name.startsWith("#")) return named[name] ?? whole;
  const code = Number(name.startsWith("#x") ? `0${name.slice(1)}` : name.slice(1));
  return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}
