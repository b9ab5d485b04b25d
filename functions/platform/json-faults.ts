import { invalid, type Violation } from "#domain/refusal.ts";

/** Far more than any body needs, and few enough to tell the faults of: a list spread into arguments has an end. */
const membersMax = 10_000;

type Frame = { keys: Set<string> | undefined; at: string | number };

// Sticky and unrolled: neither a search for the next token nor backtracking, so the time is linear in the text.
const token = /\s*(?:([{}[\],:])|("[^"\\]*(?:\\[^][^"\\]*)*")|([^\s{}[\],:"]+))/y;

/**
 * The faults of a JSON text that `JSON.parse` does not tell: keys given twice, of which it keeps the
 * last and other readers the first, and numbers that it would round. Text that is not
 * well-formed is left for it to refuse. Throws `INVALID_ARGUMENT` at the first value below `depthMax`,
 * and for more members than are worth reading.
 */
export function jsonFaults(text: string, depthMax: number): Violation[] {
  const faults: Violation[] = [];
  const frames: Frame[] = [];
  let last: string | undefined;
  let members = 0;
  token.lastIndex = 0;
  for (let found = token.exec(text); found; found = token.exec(text)) {
    const [, mark, quoted, literal] = found;
    const frame = frames.at(-1);
    if (mark === ",") members += 1;
    if (members > membersMax) throw invalid(tooMany);
    if (mark === ":" && frame) faults.push(...duplicate(frames, last));
    if (mark === "," && typeof frame?.at === "number") frame.at += 1;
    if (mark === "{") frames.push({ keys: new Set(), at: "" });
    if (mark === "[") frames.push({ keys: undefined, at: 0 });
    if (mark === "}" || mark === "]") frames.pop();
    if (literal !== undefined) faults.push(...imprecise(frames, literal));
    last = quoted;
    if (frames.length > depthMax + 1) {
      const field = pathOf(frames.slice(0, -1));
      throw invalid({ field, description: `Nest at most ${depthMax} levels.` });
    }
  }
  return faults;
}

const tooMany = {
  field: "body",
  description: `Give at most ${membersMax} fields and items together.`,
};

function duplicate(frames: Frame[], quoted: string | undefined): Violation[] {
  const frame = frames.at(-1);
  const key = quoted === undefined ? undefined : unquoted(quoted);
  if (!frame?.keys || key === undefined) return [];
  frame.at = key;
  if (frame.keys.has(key)) {
    return [{ field: pathOf(frames), description: "This field is given twice." }];
  }
  frame.keys.add(key);
  return [];
}

function imprecise(frames: Frame[], literal: string): Violation[] {
  if (!/^-?\d/.test(literal) || Math.abs(Number(literal)) <= Number.MAX_SAFE_INTEGER) return [];
  const description = `Numbers reach to ${Number.MAX_SAFE_INTEGER}: give a larger one as text.`;
  return [{ field: pathOf(frames), description }];
}

/** A key as it reads without escapes, so that `"\u0061"` is the key `a`; undefined where it is malformed. */
function unquoted(quoted: string): string | undefined {
  if (!quoted.includes("\\")) return quoted.slice(1, -1);
  try {
    return String(JSON.parse(quoted));
  } catch {
    return undefined;
  }
}

function pathOf(frames: readonly Frame[]): string {
  return frames.map(({ at }) => at).join(".");
}
