import { firstInstant } from "#domain/instant.ts";
import type { Node, TimeOperator } from "./node.ts";
import { nothing } from "./node.ts";

const pattern =
  /^(?<day>\d{4}-\d\d-\d\d)(?:T(?<time>(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.(?<fraction>\d{1,9}))?(?<offset>Z|[+-](?:[01]\d|2[0-3]):[0-5]\d))?$/i;

/**
 * The comparison of a record's instant with the one written: RFC 3339 with any offset, or a day,
 * which is its midnight in UTC. Undefined where the text is neither, or leaves the years 1 to 9999.
 */
export function compareInstant<Key extends string>(
  key: Key,
  operator: TimeOperator,
  text: string,
): Node<Key> | undefined {
  const instant = read(text);
  if (instant === undefined) return undefined;
  const { at, onTheMillisecond } = instant;
  if (onTheMillisecond) return { kind: "time", key, operator, at };
  if (operator === "=") return nothing;
  // Records know milliseconds: what is at or after .0005 is after .000, what is before it at most .000.
  return { kind: "time", key, operator: operator.startsWith(">") ? ">" : "<=", at };
}

function read(text: string): { at: string; onTheMillisecond: boolean } | undefined {
  const { day, time = "00:00:00", fraction = "", offset = "Z" } = pattern.exec(text)?.groups ?? {};
  if (day === undefined || !exists(day)) return undefined;
  const milliseconds = fraction.padEnd(3, "0").slice(0, 3);
  const parsed = new Date(`${day}T${time}.${milliseconds}${offset.toUpperCase()}`);
  const at = Number.isNaN(parsed.getTime()) ? "" : parsed.toISOString();
  // Years beyond four digits are written longer, and would break the order of texts.
  return at.length === 24 && at >= firstInstant
    ? { at, onTheMillisecond: /^0*$/.test(fraction.slice(3)) }
    : undefined;
}

/** `Date` reads February 30 as March 2. */
function exists(day: string): boolean {
  const parsed = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day);
}
