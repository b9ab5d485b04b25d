import { readdir } from "node:fs/promises";

/** What is deployed as one service of Cloud Run: one function. */
export type Service = {
  /** Its function's file, in kebab case, such as `create-case`. */
  name: string;
  /** As the framework knows it, such as `createCase`. */
  functionName: string;
  kind: "http" | "event";
};

const functionsFolder = new URL("../../functions/", import.meta.url);

/**
 * The services of a deployment: the front door, every event function, and the HTTP functions that are
 * deployed on their own, by the functions' names. Rejects where there is no such HTTP function.
 */
export async function servicesOf(own: readonly string[]): Promise<Service[]> {
  const [http, events] = await Promise.all([servicesIn("http"), servicesIn("event")]);
  const unknown = own.filter((name) => !http.some(({ functionName }) => functionName === name));
  if (unknown.length > 0) {
    throw new Error(`functions/http/ has no function ${unknown.join(", ")}: see \`own\`.`);
  }
  const chosen = new Set(["api", ...own]);
  return [...http.filter(({ functionName }) => chosen.has(functionName)), ...events];
}

/** One function as a service. Rejects where there is none of that name. */
export async function serviceNamed(functionName: string): Promise<Service> {
  const all = await Promise.all([servicesIn("http"), servicesIn("event")]);
  const service = all.flat().find((each) => each.functionName === functionName);
  if (!service) throw new Error(`There is no function ${functionName}.`);
  return service;
}

const folderOf = { http: "http", event: "events" } as const;

/** By the names of the files, so that nothing is loaded: the file list is the API. */
async function servicesIn(kind: Service["kind"]): Promise<Service[]> {
  const files = await readdir(new URL(folderOf[kind], functionsFolder));
  return files
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.slice(0, -".ts".length))
    .toSorted()
    .map((name) => ({ name, functionName: camelCase(name), kind }));
}

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
