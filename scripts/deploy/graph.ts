import type { Planned } from "../../infra/preview.ts";
import type { Cost, Kind } from "./kind.ts";
import { kinds } from "./kinds.ts";

const costWords: Record<Cost, string> = {
  none: "costs nothing",
  use: "paid by use",
  always: "paid around the clock",
  unknown: "what it costs is not told here",
};
const lineLengthMax = 150;

/** The whole graph for a reader who knows neither Pulumi nor its types: by kind, each resource in one line. */
export function graphInWords(graph: readonly Planned[]): string {
  const byType = Map.groupBy(graph, ({ type }) => type);
  const order = Object.keys(kinds);
  const types = [...byType.keys()].toSorted((a, b) => placeOf(a, order) - placeOf(b, order));
  return types.map((type) => groupInWords(type, byType.get(type) ?? [])).join("\n\n");
}

/** What is paid for also when nobody calls, and how much of it there is. */
export function alwaysOn(graph: readonly Planned[]): string[] {
  const warm = graph.flatMap(({ type, name, inputs }) => {
    const count = Number(inputAt(inputs, "template.scaling.minInstanceCount") ?? 0);
    const memory = inputAt(inputs, "template.containers.0.resources.limits.memory");
    if (type !== "gcp:cloudrunv2/service:Service" || count === 0) return [];
    return [`${count} × ${name}, kept warm with one processor and ${memory}`];
  });
  const kept = [...Map.groupBy(graph, ({ type }) => type)].flatMap(([type, all]) => {
    const kind = kindOf(type);
    return kind.cost === "always" ? [`${all.length} × ${kind.title}: ${kind.paid}`] : [];
  });
  return [...warm, ...kept];
}

function groupInWords(type: string, all: readonly Planned[]): string {
  const { title, cost, paid, told } = kindOf(type);
  const head = `${title} (${all.length}; ${costWords[cost]}${paid ? `: ${paid}` : ""})`;
  const lines = all.map(({ name, inputs }) => {
    const words = told.flatMap(([word, path, meaning = {}]) => {
      const value = inputAt(inputs, path);
      if (value === undefined || value === name) return [];
      const reason = Object.hasOwn(meaning, value) ? ` (${meaning[value]})` : "";
      return [`${word} ${shortTopic(value)}${reason}`.trim()];
    });
    return wrapped(`  ${name}${words.length > 0 ? ":" : ""}`, words);
  });
  return [head, ...lines].join("\n");
}

/** A kind that nobody has described yet is told by its type, never left out. */
function kindOf(type: string): Kind {
  return Object.hasOwn(kinds, type) && kinds[type] ? kinds[type] : unknownKind(type);
}

function unknownKind(type: string): Kind {
  return { title: type.slice(type.lastIndexOf(":") + 1), cost: "unknown", told: [] };
}

function placeOf(type: string, order: readonly string[]): number {
  const place = order.indexOf(type);
  return place === -1 ? order.length : place;
}

/** An input by its path, as one reads it; undefined where it is not set. */
function inputAt(inputs: unknown, path: string): string | undefined {
  let value: unknown = inputs;
  for (const key of path.split(".")) {
    value = typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
  }
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value)) return value.map(String).join(", ");
  if (typeof value === "string") return value;
  const text = JSON.stringify(value);
  // That it is there says it all.
  return text === "{}" ? "" : text;
}

/** All topics are the project's own. An address that ends in one stays whole. */
function shortTopic(value: string): string {
  return value.replace(/^projects\/[^/]+\/topics\//, "");
}

/** Words behind a beginning, over several lines where they are long: nothing is cut off. */
function wrapped(start: string, words: readonly string[]): string {
  const lines = [start];
  for (const [index, word] of words.entries()) {
    const text = index < words.length - 1 ? `${word},` : word;
    const line = `${lines.at(-1)} ${text}`;
    if (line.length > lineLengthMax) lines.push(`      ${text}`);
    else lines[lines.length - 1] = line;
  }
  return lines.join("\n");
}
