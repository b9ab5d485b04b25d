const wordLengthMax = 40;

/**
 * The distinct words of a text as full-text search knows them, in order of first appearance: lower
 * case, compatibility forms and diacritics folded, 1 to 40 code points each (longer ones are cut).
 * Index and query must both be split here: only then does "RÉSUMÉ" find "resume".
 */
export function words(text: string): string[] {
  const found = folded(text).match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? [];
  return [...new Set(found.map(cut))];
}

function folded(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .normalize("NFD")
    .replace(diacritics, "")
    .replace(/[øłđħŧıςßæœ]/gu, (letter) => undecomposed[letter] ?? letter)
    .normalize("NFKC");
}

/**
 * Latin, Greek, Cyrillic, Hebrew and Arabic alone: a Devanagari vowel sign or a Japanese voicing
 * mark is a mark as well, and without it the word is another word.
 */
const diacritics = /[\p{Mn}&&[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]]/gv;

/** Letters that people type without their stroke or ligature, and that Unicode does not take apart. */
const undecomposed: Readonly<Record<string, string>> = {
  ø: "o",
  ł: "l",
  đ: "d",
  ħ: "h",
  ŧ: "t",
  ı: "i",
  ς: "σ",
  ß: "ss",
  æ: "ae",
  œ: "oe",
};

function cut(word: string): string {
  return word.length <= wordLengthMax ? word : Array.from(word).slice(0, wordLengthMax).join("");
}
