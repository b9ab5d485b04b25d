import { markupText } from "./markup-text.ts";
import { decodeText } from "./text-encoding.ts";
import { zipParts } from "./zip-parts.ts";

/** The parts that hold what a reader sees, in Office's formats and in OpenDocument. */
const textParts =
  /^(word\/(document|comments|footnotes|endnotes|header\d*|footer\d*)\.xml|xl\/(sharedStrings|comments\d*|worksheets\/sheet\d+)\.xml|xl\/threadedComments\/[^/]+\.xml|ppt\/(slides|notesSlides|comments)\/[^/]+\.xml|content\.xml|styles\.xml)$/;

const numberCell = /<c\b([^<>]*)>\s*<v>\d+<\/v>\s*<\/c>/g;

/** The text of an office file. Throws where it holds none of the parts that it should, or is beyond its bounds. */
export function officeText(bytes: Uint8Array): string {
  const parts = zipParts(bytes, textParts);
  if (parts.size === 0) throw new Error("The file has no part that holds text.");
  const texts = [...parts.values()].map((part) => {
    const decoded = decodeText(part, true);
    if (!decoded) throw new Error("A part of the file is no text.");
    return markupText(withoutReferences(decoded.text));
  });
  return texts.join("\n");
}

/** Without the cells that hold the number of a shared string, which says nothing by itself. */
function withoutReferences(markup: string): string {
  return markup.replaceAll(numberCell, (cell, attributes: string) =>
    /\st="s"/.test(attributes) ? "" : cell,
  );
}
