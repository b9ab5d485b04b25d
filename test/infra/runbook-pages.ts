import { readdirSync, readFileSync } from "node:fs";

export type Page = { name: string; text: string };

export const folder = "infra/runbooks";

/** Every page of the runbooks, the one before them included. */
export const pages: readonly Page[] = readdirSync(folder).map((name) => ({
  name,
  text: readFileSync(`${folder}/${name}`, "utf8"),
}));

/** What stands in a page to be run: the lines of its blocks, each whole, and commands with options within a sentence. */
export function commandsOf(text: string): string[] {
  const blocks = [...text.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = ""]) =>
    block
      .replaceAll(/\\\n\s*/g, "")
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== ""),
  );
  const inline = [...text.replaceAll(/```[\s\S]*?```/g, "").matchAll(/`((?:gcloud|npm) [^`]+)`/g)];
  return [...blocks, ...inline.map(([, command = ""]) => command)].filter((command) =>
    command.includes(" --"),
  );
}

/** What a command asks the log for; nothing where it asks for something else. */
export function filterIn(command: string): string {
  return /logging read '([^']+)'/.exec(command)?.[1] ?? "";
}

/** The texts with which a filter compares a field. */
export function valuesOf(filter: string, field: string): string[] {
  const compared = filter.matchAll(new RegExp(`${field}=(\\([^)]*\\)|"[^"]*")`, "g"));
  return [...compared].flatMap(([, values = ""]) =>
    [...values.matchAll(/"([^"]*)"/g)].map(([, text = ""]) => text),
  );
}

/** The fields that a command compares and shows. */
export function fieldsOf(command: string): string[] {
  const filter = filterIn(command).replaceAll(/"[^"]*"/g, '""');
  const shown = /--format='(?:value|table)\(([^']+)\)'/.exec(command)?.[1]?.split(/, */) ?? [];
  return [...[...filter.matchAll(/[A-Za-z][\w.]*(?=[=:<>])/g)].map(([field]) => field), ...shown];
}
