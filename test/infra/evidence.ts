import { readdirSync } from "node:fs";
import { build, type Plugin } from "esbuild";

/** What a function's own code shows that it needs, by the same names as infra/needs.ts has. */
export type Evidence = ReadonlySet<string>;

/** The ways in which the ports of the Firestore adapters write and read. */
export const portMethods = {
  writing: [
    "change",
    "changeAsSystem",
    "claim",
    "confirm",
    "noteSweptUntil",
    "put",
    "putBack",
    "reindex",
    "reindexWords",
    "release",
    "settle",
    "takeDue",
    "write",
  ],
  reading: [
    "attachedBetween",
    "attachmentOf",
    "attachments",
    "certificate",
    "comments",
    "due",
    "feed",
    "find",
    "findScope",
    "held",
    "history",
    "page",
    "sweptUntil",
  ],
} as const;

/**
 * What each method of the file store comes to. Storing looks at what is there, where something is. Whether a file is
 * there at all is told to those alone who may list files, by Google; a signed address is of one that is there.
 */
export const fileMethods: Readonly<Record<string, readonly string[]>> = {
  put: ["files:create", "files:read"],
  stat: ["files:read"],
  read: ["files:read"],
  list: ["files:read"],
  remove: ["files:remove"],
  uploadTicket: ["files:create", "files:sign"],
  downloadUrl: ["files:show", "files:sign"],
};

/** For every function but the front door, by its name in camelCase: what its code uses, with what it does not use shaken off. */
export async function evidenceOf(folder: "http" | "events"): Promise<Map<string, Evidence>> {
  const files = readdirSync(`functions/${folder}`).filter((file) => file !== "api.ts");
  const found = await Promise.all(
    files.map(async (file) => {
      const path = `functions/${folder}/${file}`;
      const [own, whole] = await Promise.all([bundled(path, "own"), bundled(path, "whole")]);
      return [camelCase(file.replace(/\.ts$/, "")), needsIn(own, whole)] as const;
    }),
  );
  return new Map(found);
}

const bundles = new Map<string, Promise<string>>();

/** The code of a function without the adapters and the domain (`own`), or with them; never the configuration. */
export function bundled(entry: string, extent: "own" | "whole"): Promise<string> {
  const key = `${extent} ${entry}`;
  const text =
    bundles.get(key) ?? bundle(entry, extent === "own" ? ["#adapters/*", "#domain/*"] : []);
  bundles.set(key, text);
  return text;
}

async function bundle(entry: string, external: string[]): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
    packages: "external",
    external,
    plugins: [withoutConfiguration],
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}

/** It names every variable, whoever reads it. */
const withoutConfiguration: Plugin = {
  name: "without configuration",
  setup(building) {
    building.onResolve({ filter: /\/config\.ts$/ }, ({ path }) => ({
      path,
      external: true,
    }));
  },
};

function needsIn(own: string, whole: string): Evidence {
  const uses = (adapter: string) => new RegExp(`\\}\\s*from\\s*"#adapters/${adapter}`).test(own);
  const calls = callsIn(own);
  return new Set([
    ...(uses("firestore/") ? [calls.writing.size > 0 ? "records:write" : "records:read"] : []),
    ...(uses("pubsub/publisher") ? topicsOf(calls.writing) : []),
    ...(/function noteSeen\b/.test(own) ? ["publish:access-records"] : []),
    ...[...own.matchAll(/\bfiles\d*\.(\w+)\(/g)].flatMap(
      ([, method = ""]) => fileMethods[method] ?? [`files.${method}`],
    ),
    ...(uses("personal-data/chosen-detector") ? ["detect"] : []),
    ...(uses("clamd/") ? ["scanner:reached"] : []),
    ...(own.includes("CLAMD_ADDRESS") ? ["scanner:known"] : []),
    ...(uses("content/") ? ["types"] : []),
    ...(uses("smtp/") ? ["mail"] : []),
    ...(whole.includes("PAGE_TOKEN_KEY") ? ["seal"] : []),
  ]);
}

/** What the Firestore ports are called where they are used. */
const stores = [
  "cases",
  "custody",
  "people",
  "recalls",
  "events",
  "deliveries",
  "deadlines",
  "records",
];

/** What else has a method of such a name, and writes no document. */
const others = ["files.put", "stdout.write"];

/**
 * Calls that write, such as `cases.change`. Throws where a method that writes is called on what is known neither as
 * a store nor as something else, so that no writer passes for a reader.
 */
export function callsIn(own: string): { writing: Set<string> } {
  const methods = portMethods.writing.join("|");
  const calls = own.matchAll(new RegExp(`([\\w$]*?)\\d*\\??\\.(${methods})\\(`, "g"));
  const writing = new Set([...calls].map(([, store, method]) => `${store}.${method}`));
  for (const other of others) writing.delete(other);
  const unknown = [...writing].filter((call) => !stores.includes(call.split(".")[0] ?? ""));
  if (unknown.length > 0) throw new Error(`No test knows what ${unknown.join(", ")} writes to.`);
  return { writing };
}

/** The topics on which the publisher sends what such a write gives it. */
function topicsOf(writing: ReadonlySet<string>): string[] {
  const any = (...calls: readonly string[]) => calls.some((call) => writing.has(call));
  return [
    ...(any("cases.change", "cases.changeAsSystem", "recalls.change", "events.takeDue")
      ? ["publish:case-events"]
      : []),
    ...(any("custody.change", "deadlines.settle", "events.takeDue")
      ? ["publish:custody-events"]
      : []),
  ];
}

function camelCase(kebab: string): string {
  return kebab.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
