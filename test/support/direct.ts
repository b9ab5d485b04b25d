import { z } from "zod";
import { projectId } from "./server.ts";

/** What a query asks for besides its collection, as the REST interface has it. */
export type Asked = { where?: object; orderBy?: object[]; limit?: number };

export type Listed = { status: number; paths: string[] };

/** Somebody's direct way to the database, as web and mobile clients have it. */
export type DirectClient = {
  /** The status of reading one document: 200, 403, or 404 where it is missing and may be known to be. */
  get(path: string): Promise<number>;
  /** The status of writing a field into one document. */
  write(path: string): Promise<number>;
  /** A query over one collection. The rules judge it as they judge the first answer of a listener. */
  list(collection: string, asked?: Asked): Promise<Listed>;
};

const database = `projects/${projectId}/databases/(default)/documents`;
const Answers = z.array(z.object({ document: z.object({ name: z.string() }).optional() }));

/** The client that holds this token; nobody's without. */
export function directClient(token: string | undefined): DirectClient {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return {
    get: async (path) => {
      const response = await fetch(addressOf(path), { headers });
      await response.arrayBuffer();
      return response.status;
    },
    write: async (path) => {
      const address = `${addressOf(path)}?updateMask.fieldPaths=planted`;
      const body = JSON.stringify({ fields: { planted: { booleanValue: true } } });
      const response = await fetch(address, { method: "PATCH", headers, body });
      await response.arrayBuffer();
      return response.status;
    },
    list: async (collection, asked = {}) => {
      const [parent, collectionId] = split(collection);
      const structuredQuery = { from: [{ collectionId }], ...asked };
      const response = await fetch(`${addressOf(parent)}:runQuery`, {
        method: "POST",
        headers,
        body: JSON.stringify({ structuredQuery }),
      });
      const answer: unknown = await response.json();
      if (!response.ok) return { status: response.status, paths: [] };
      const found = Answers.parse(answer).flatMap(({ document }) => document?.name ?? []);
      return { status: 200, paths: found.map((name) => name.slice(database.length + 1)) };
    },
  };
}

export const byUpdate = [
  { field: { fieldPath: "updatedAt" }, direction: "DESCENDING" },
  { field: { fieldPath: "__name__" }, direction: "ASCENDING" },
];

export function where(fieldPath: string, op: string, value: string | boolean): object {
  const typed = typeof value === "string" ? { stringValue: value } : { booleanValue: value };
  return { fieldFilter: { field: { fieldPath }, op, value: typed } };
}

export function all(...filters: object[]): object {
  return { compositeFilter: { op: "AND", filters } };
}

/** Has the emulator judge this file's project by other rules. Throws where they do not compile. */
export async function loadRules(content: string): Promise<void> {
  const host = process.env["FIRESTORE_EMULATOR_HOST"];
  const address = `http://${host}/emulator/v1/projects/${projectId}:securityRules`;
  const body = JSON.stringify({ rules: { files: [{ content }] } });
  const response = await fetch(address, { method: "PUT", body });
  if (!response.ok) throw new Error(`The emulator refused the rules: ${await response.text()}`);
}

function addressOf(path: string): string {
  const root = `http://${process.env["FIRESTORE_EMULATOR_HOST"]}/v1/${database}`;
  return path === "" ? root : `${root}/${path}`;
}

function split(collection: string): [parent: string, id: string] {
  const at = collection.lastIndexOf("/");
  return [collection.slice(0, Math.max(at, 0)), collection.slice(at + 1)];
}
