/** A piece of a text. A `fault` is the last one: its text says what is wrong, and what follows is unread. */
export type Token = {
  kind: "word" | "quoted" | "operator" | "keyword" | "minus" | "open" | "close" | "end" | "fault";
  text: string;
  /** The 1-based code point at which it begins. */
  position: number;
  /** Whether a blank, or the beginning of the text, stands before it. */
  spaced: boolean;
};

/** The pieces of a text, the last of which is an `end` or a `fault`. */
export function tokens(text: string): Token[] {
  const found: Token[] = [];
  let [offset, position, spaced] = [0, 1, true];
  while (offset < text.length) {
    const match = matchAt(text, offset, found.at(-1)?.kind === "operator");
    if (match === undefined) return [...found, quoteFault(text, offset, position)];
    const [piece] = match;
    const kind = kindOf(match);
    if (kind) found.push({ kind, text: textOf(match), position, spaced });
    spaced = kind === undefined;
    offset += piece.length;
    position += Array.from(piece).length;
  }
  return [...found, { kind: "end", text: "", position, spaced }];
}

const quoted = String.raw`"(?<quoted>(?:[^"\\]|\\["\\])*)"`;
const lexeme = new RegExp(
  [
    String.raw`(?<blank>\s+)`,
    String.raw`(?<open>\()`,
    String.raw`(?<close>\))`,
    String.raw`(?<operator>!?[=<>:~]+)`,
    String.raw`(?<minus>-(?=\S))`,
    String.raw`(?<word>(?:[^\s"()=<>:~!]|!(?![=<>:~]))+)`,
    quoted,
  ].join("|"),
  "uy",
);
// Behind an operator an instant may stand unquoted, and its colons and minus are its own.
const value = /(?<word>[^\s"()=<>]+)/uy;

function matchAt(text: string, offset: number, behindOperator: boolean) {
  for (const pattern of behindOperator ? [value, lexeme] : [lexeme]) {
    pattern.lastIndex = offset;
    const match = pattern.exec(text);
    if (match) return match;
  }
  return undefined;
}

function kindOf({ groups = {} }: RegExpExecArray): Token["kind"] | undefined {
  if (/^(?:AND|OR|NOT)$/.test(groups["word"] ?? "")) return "keyword";
  const kinds = ["word", "quoted", "operator", "minus", "open", "close"] as const;
  return kinds.find((kind) => groups[kind] !== undefined);
}

function textOf({ 0: piece, groups = {} }: RegExpExecArray): string {
  return groups["quoted"]?.replace(/\\(["\\])/g, "$1") ?? piece;
}

/** Every character but a quotation mark begins some piece, so an unread rest begins with one. */
function quoteFault(text: string, offset: number, position: number): Token {
  const start = /"(?:[^"\\]|\\["\\])*/uy;
  start.lastIndex = offset;
  const read = start.exec(text)?.[0] ?? "";
  if (offset + read.length >= text.length) {
    const fault = "a quotation begins here that has no end; write a closing quotation mark";
    return { kind: "fault", text: fault, position, spaced: true };
  }
  const fault = String.raw`a backslash stands here; inside quotation marks write \\ or \" alone`;
  return { kind: "fault", text: fault, position: position + Array.from(read).length, spaced: true };
}
