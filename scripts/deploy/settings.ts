import { readFile } from "node:fs/promises";
import { faultsOf, Settings, settingNames } from "../../infra/settings.ts";

/** The settings of a deployment, and which of them nobody has chosen yet. */
export type Chosen = {
  settings: Settings;
  /** Settings that have an example's value, for the file does not say them. */
  examples: readonly string[];
  /** Settings that a deployment can do without, though most want them, and of which the file says nothing. */
  unsaid: readonly string[];
};

/** Where the settings of a project stand, from the top of the checkout, where npm runs scripts. */
export function settingsFile(project: string): string {
  return `infra/settings/${project}.json`;
}

/** Values that show what a deployment would be, where nobody has chosen yet. */
const example = {
  region: "europe-north1",
  databaseLocation: "eur3",
  bucketLocation: "EU",
  supportDomain: "support.example",
  portalUrl: "https://portal.support.example",
  mailFrom: "Support portal <cases@support.example>",
  mailDomain: "mail.support.example",
};

/** Shown beside them, and never taken: left out, they mean what `infra/settings.ts` says. */
const wish = {
  corsOrigins: ["https://portal.support.example"],
  alertAddresses: ["oncall@support.example"],
  budget: { billingAccount: "012345-6789AB-CDEF01", monthly: 200, currency: "EUR" },
};

type Options = { project: string; region: string | undefined; release?: string };

/**
 * The settings of a project from its file, with examples for what is missing. Throws one error that names
 * every setting that is wrong.
 */
export async function chosenSettings(options: Options): Promise<Chosen> {
  const { project, region, release } = options;
  const file = settingsFile(project);
  const given: unknown = await readFile(file, "utf8").then(JSON.parse, noFile);
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new Error(`${file} must hold a JSON object.`);
  }
  const told = { ...given, ...(region !== undefined && { region }) };
  const isOpen = (name: string) => !Object.hasOwn(told, name);
  const examples = Object.keys(example).filter(isOpen);
  const unsaid = Object.keys(wish).filter(isOpen);
  const read = Settings.safeParse({
    ...example,
    ...told,
    project,
    ...(release !== undefined && { release }),
  });
  if (read.success) return { settings: read.data, examples, unsaid };
  throw new Error(`In ${file}, these settings are wrong:\n${faultsOf(read.error).join("\n")}`);
}

/** What a settings file would hold that it does not yet, to be written by somebody who fills in what is theirs. */
export function exampleFile({ examples, unsaid }: Omit<Chosen, "settings">): string {
  const names = [...examples, ...unsaid];
  const values = Object.entries({ ...example, ...wish }).filter(([name]) => names.includes(name));
  return JSON.stringify(Object.fromEntries(values), null, 2);
}

/** The settings as Pulumi keeps them: each a text, and the names of those that are to have no value. */
export function asConfig(settings: Settings): { set: [string, string][]; unset: string[] } {
  const values = new Map(Object.entries(settings));
  const set = settingNames.flatMap((name): [string, string][] => {
    const value = values.get(name);
    if (value === undefined) return [];
    return [[name, typeof value === "string" ? value : JSON.stringify(value)]];
  });
  return { set, unset: settingNames.filter((name) => values.get(name) === undefined) };
}

function noFile(error: unknown): object {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return {};
  throw error;
}
