import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { cloudStorageFiles } from "#adapters/storage/file-store.ts";
import { eventNeeds, httpNeeds } from "../../infra/needs.ts";
import { callsIn, evidenceOf, fileMethods, portMethods } from "./evidence.ts";

const sorted = (needs: Iterable<string>) => [...needs].toSorted();

describe("what functions need", async () => {
  const http = await evidenceOf("http");
  const events = await evidenceOf("events");

  test.each([...http])(
    "of HTTP: %s is granted what its code uses, and no more",
    (name, evidence) => {
      expect(sorted(httpNeeds[name] ?? [])).toEqual(sorted(evidence));
    },
  );

  test.each([...events])(
    "of events: %s is granted what its code uses, and no more",
    (name, evidence) => {
      expect(sorted(eventNeeds[name] ?? [])).toEqual(sorted(evidence));
    },
  );

  test("the tables name no function that is not there", () => {
    expect(Object.keys(httpNeeds).toSorted()).toEqual(sorted(http.keys()));
    expect(Object.keys(eventNeeds).toSorted()).toEqual(sorted(events.keys()));
  });
});

test("every method of a Firestore port is known to write or to read, so that no write passes for a read", async () => {
  const methods = await firestoreMethods();

  const known = [...portMethods.writing, ...portMethods.reading];

  expect(sorted(new Set(methods))).toEqual(sorted(known));
});

test.each(["stock.put(", "services.stock2.change(", "stock?.write(", "stockOf(id).claim("])(
  "a call that writes to what no test knows is told, and taken for no read: %s",
  (call) => {
    expect(() => callsIn(`await ${call}id)`)).toThrow("No test knows what");
  },
);

test("calls that write are known by the store, however often a bundle has its name", () => {
  const { writing } = callsIn(
    "cases2.change(id); services.people.change(email); files.put(name); cases.find(id)",
  );

  expect([...writing]).toEqual(["cases.change", "people.change"]);
});

test("every method of the file store is known by what it needs", () => {
  const methods = Object.keys(cloudStorageFiles());

  expect(sorted(methods)).toEqual(sorted(Object.keys(fileMethods)));
});

/** The methods of whatever the adapters' `firestoreSomethings()` give. */
async function firestoreMethods(): Promise<string[]> {
  const folder = new URL("../../functions/adapters/firestore/", import.meta.url);
  const modules: Record<string, unknown>[] = await Promise.all(
    readdirSync(folder).map((file) => import(new URL(file, folder).href)),
  );
  const factories = modules
    .flatMap((module) => Object.entries(module))
    .filter(([name]) => /^firestore[A-Z]/.test(name) && name !== "firestoreAnswers");
  return factories.flatMap(([, make]) => (typeof make === "function" ? Object.keys(make()) : []));
}
