import { Firestore, Timestamp } from "@google-cloud/firestore";
import { config } from "#platform/config.ts";
import { countBilled } from "./billed.ts";

let db: Firestore | undefined;

/** The one client of a process, made on first use. */
export function firestore(): Firestore {
  db ??= made();
  return db;
}

/** Resolves once the database has answered one read, of a document that there never is. */
export async function firestoreAnswers(): Promise<void> {
  await firestore().doc("health/none").get();
}

function made(): Firestore {
  const client = new Firestore({
    projectId: config().GOOGLE_CLOUD_PROJECT,
    ignoreUndefinedProperties: true,
  });
  countBilled(client);
  return client;
}

/**
 * A domain value as Firestore keeps it: every field whose name ends in `At` is an instant and
 * becomes a Timestamp, so that rules and range queries can compare it with the time of a request.
 */
export function toDocument(value: Record<string, unknown>): Record<string, unknown> {
  return mapFields(value, (name, field) =>
    name.endsWith("At") && typeof field === "string" ? Timestamp.fromDate(new Date(field)) : field,
  );
}

/** The domain value of a document, instants as text again. */
export function fromDocument(data: Record<string, unknown>): Record<string, unknown> {
  return mapFields(data, (_name, field) =>
    field instanceof Timestamp ? field.toDate().toISOString() : field,
  );
}

type FieldMap = (name: string, field: unknown) => unknown;

function mapFields(value: Record<string, unknown>, map: FieldMap): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, mapValue(map(name, field), map)]),
  );
}

function mapValue(value: unknown, map: FieldMap): unknown {
  if (Array.isArray(value)) return value.map((item) => mapValue(item, map));
  return isPlain(value) ? mapFields(value, map) : value;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}
