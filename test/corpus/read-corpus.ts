import { readdirSync, readFileSync } from "node:fs";
import { PersonalDataKind } from "#domain/personal-data.ts";

export type Half = "tuning" | "held-out";

/** Where personal data stands in a text, in UTF-16 units, `end` excluded. */
export type Label = { kind: PersonalDataKind; start: number; end: number };

export type CorpusText = { id: string; language: string; text: string; labels: Label[] };

/** All texts of one half, in the order of the files' names. Throws where a file is malformed. */
export function readHalf(half: Half): CorpusText[] {
  const folder = new URL(`${half}/`, import.meta.url);
  return readdirSync(folder)
    .filter((name) => name.endsWith(".txt"))
    .toSorted()
    .flatMap((name) => parseCorpus(readFileSync(new URL(name, folder), "utf8")));
}

/**
 * The texts of one file. A line `¶ id language`, with or without ` # note`, begins a text; `⟦KIND:value⟧`
 * labels personal data in it. Blank lines at a text's end are not part of it.
 *
 * Throws, naming the text or the line, where a heading or a mark is malformed or a text is empty.
 */
export function parseCorpus(source: string): CorpusText[] {
  const [before, ...parts] = source.split(/^¶/m);
  if (before?.trim()) throw new Error("The file begins with a text that has no heading.");
  return parts.map((part) => {
    const [heading = "", ...lines] = part.split("\n");
    const { id, language } = headingPattern.exec(heading)?.groups ?? {};
    if (id === undefined || language === undefined)
      throw new Error(`This is no heading: ¶${heading}`);
    const marked = lines.join("\n").trimEnd();
    if (marked === "") throw new Error(`${id} is empty.`);
    return { id, language, ...unmark(id, marked) };
  });
}

const headingPattern = /^ (?<id>[a-z]+(?:-[a-z]+)*-\d{2}) (?<language>[a-z]{2})(?: # \S.*)?$/;

function unmark(id: string, marked: string): Pick<CorpusText, "text" | "labels"> {
  const labels: Label[] = [];
  let text = "";
  // Every second piece is a mark, brackets included.
  for (const [at, piece] of marked.split(/(⟦[^⟦⟧]*⟧)/).entries()) {
    if (at % 2 === 0) {
      if (/[⟦⟧]/.test(piece)) throw new Error(`${id} has a mark that does not begin or end.`);
      text += piece;
      continue;
    }
    const { name, value } = /^⟦(?<name>[A-Z_]+):(?<value>.+)⟧$/s.exec(piece)?.groups ?? {};
    const kind = PersonalDataKind.safeParse(name);
    if (!kind.success || value === undefined || value !== value.trim())
      throw new Error(`${id} has a mark with no kind, no value, or blanks around its value.`);
    labels.push({ kind: kind.data, start: text.length, end: text.length + value.length });
    text += value;
  }
  return { text, labels };
}
