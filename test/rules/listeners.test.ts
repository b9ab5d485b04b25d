import { Firestore, type Query } from "@google-cloud/firestore";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { firestoreCustody } from "#adapters/firestore/custody-store.ts";
import { caseDoc, caseViewDoc, readCase } from "#adapters/firestore/documents.ts";
import { close } from "#domain/case-rules.ts";
import { newEventId } from "#platform/ids.ts";
import { aCustody } from "../support/builders.ts";
import { happens } from "../support/events.ts";
import { projectId, tokenFor } from "../support/server.ts";
import { storeRows } from "./rows.ts";

const ends: (() => void)[] = [];

beforeAll(storeRows);

afterAll(() => {
  for (const end of ends) end();
});

describe("a live listener", () => {
  test("shows a partner's client the customer's cases, and a change as it happens", async () => {
    const listened = listen(tioCases());
    const before = await listened.next();

    await closeCase("200");
    const after = await listened.next();

    expect(before).toMatchObject({ "200": "NEW", "209": "NEW" });
    expect(after).toEqual({ ...before, "200": "CLOSED" });
  });

  test("is refused as a whole where it could show a foreign case", async () => {
    const listened = listen(casesOf("tess@tio-partner.example"));

    await expect(listened.next()).rejects.toThrow(/^Error 7:/);
  });

  test("is ended by the next change once consent is withdrawn, and does not show it", async () => {
    const listened = listen(tioCases());
    await listened.next();

    await withdrawConsent();
    await closeCase("201");

    await expect(listened.next()).rejects.toThrow(/^Error 7:/);
  });
});

function tioCases(): Query {
  return casesOf("tess@tio-partner.example").where("viewKeys", "array-contains", "key-tio");
}

async function closeCase(id: string): Promise<void> {
  const found = readCase(await caseDoc(id).get());
  if (!found) throw new Error(`There is no case ${id}.`);
  await happens(found, close);
}

async function withdrawConsent(): Promise<void> {
  const stamp = { at: new Date().toISOString(), eventId: newEventId() };
  await firestoreCustody().put("2001", stamp, (current = aCustody()) => {
    const partners = Object.entries(current.partners).map(([domain, each]) => [
      domain,
      { ...each, access: "REVOKED" as const },
    ]);
    return { ...current, partners: Object.fromEntries(partners) };
  });
}

type Listened = { next(): Promise<Record<string, unknown>> };

/** Each answer in turn: the states of the cases by their ids. */
function listen(query: Query): Listened {
  const answers: ReadableStreamDefaultReader<Record<string, unknown>> = new ReadableStream({
    start: (out) => {
      const end = query.onSnapshot(
        ({ docs }) =>
          out.enqueue(Object.fromEntries(docs.map((doc) => [doc.id, doc.get("state")]))),
        (error) => out.error(error),
      );
      ends.push(end);
    },
  }).getReader();
  return { next: async () => (await answers.read()).value ?? {} };
}

/** Google's own client, sending the caller's token as web and mobile clients do. */
function casesOf(email: string): Query {
  const customHeaders = { Authorization: `Bearer ${tokenFor(email)}` };
  const client = new Firestore({ projectId, customHeaders });
  return client.collection(caseViewDoc({ customer: "2001", caseId: "200" }).parent.path);
}
