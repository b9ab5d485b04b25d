import type { Finding } from "#domain/personal-data.ts";
import { type Recogniser, spans } from "./recogniser.ts";

/** Private keys, whole or cut short: from their first line to their last, and never a first line alone. */
export const privateKeys: Recogniser = ({ text }) =>
  [...armoured(text), ...others.flatMap((pattern) => [...spans(text, pattern)])].map(
    ({ start, end }) => ({ kind: "PRIVATE_KEY", confidence: "HIGH", start, end }) satisfies Finding,
  );

const marker = /-----(BEGIN|END) (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g;
const wholeKeyLengthMax = 64_000;

/** A line of a key, its prefix in quoted mail included; line ends may be written as `\n`. */
const bodyLines =
  /(?:(?:\s|\\[nr]|>|\|){1,8}(?:[A-Za-z0-9+/=]{20,}|[A-Za-z-]{4,20}: [A-Za-z0-9,-]{1,80}))+(?:(?:\s|\\[nr]|>|\|){1,8}[A-Za-z0-9+/]{1,20}={1,2})?/y;
const body = /[A-Za-z0-9+/=]{20}/;

function armoured(text: string): { start: number; end: number }[] {
  const markers = [...text.matchAll(marker)];
  return markers.flatMap((begin, at) => {
    if (begin[1] !== "BEGIN") return [];
    const start = begin.index;
    const next = markers[at + 1];
    const from = start + begin[0].length;
    if (next?.[1] === "END" && next.index - start <= wholeKeyLengthMax) {
      const end = next.index + next[0].length;
      return body.test(text.slice(from, next.index)) ? [{ start, end }] : [];
    }
    bodyLines.lastIndex = from;
    const lines = bodyLines.exec(text)?.[0] ?? "";
    return body.test(lines) ? [{ start, end: from + lines.length }] : [];
  });
}

const others = [
  /PuTTY-User-Key-File-\d: [a-z0-9-]{3,30}\r?\n(?:[A-Za-z-]{4,20}: [^\r\n]{0,120}\r?\n|[A-Za-z0-9+/=]{1,80}\r?\n){3,300}?Private-Lines: \d+(?:\r?\n[A-Za-z0-9+/=]{16,80})+(?:\r?\n[A-Za-z0-9+/]{1,16}={0,2}(?=\r?\n))?(?:\r?\nPrivate-MAC: [0-9a-f]{40,64})?/g,
  /(?<![A-Za-z])aws_?secret_?(?:access_?)?key(?:_id)?["']?\s{0,3}[:=]\s{0,3}["']?(?<value>[A-Za-z0-9+/]{40})(?![A-Za-z0-9+/=])/gi,
  /(?<![A-Za-z])private ?key["']?\s{0,3}[:=]\s{0,3}["']?(?<value>[A-Za-z0-9+/]{43,88}={0,2})(?![A-Za-z0-9+/=])/gi,
  /(?<![A-Za-z0-9-])AGE-SECRET-KEY-1[A-Z0-9]{58}(?![A-Z0-9])/g,
];
