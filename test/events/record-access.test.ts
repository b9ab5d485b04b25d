import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { recordsOf } from "#adapters/firestore/access-records.ts";
import { fromDocument } from "#adapters/firestore/client.ts";
import type { AccessEntry } from "#domain/access-record.ts";
import { recordAccess } from "#events/record-access.ts";
import { newEventId } from "#platform/ids.ts";
import { anna, aRelationship, now } from "../support/builders.ts";
import { putCustody } from "../support/events.ts";
import { type Handler, startHandler } from "../support/push.ts";

let handler: Handler;

beforeAll(async () => {
  handler = await startHandler(recordAccess);
  await putCustody({ customer: "1001" });
});

afterAll(() => handler?.stop());

const reliance = {
  kind: "RESELLER",
  periodStartAt: "2024-01-01T00:00:00.000Z",
  access: "GRANTED",
  revision: 7,
  readAt: now,
} as const;

function anEntry(over: Partial<AccessEntry> = {}): AccessEntry {
  return {
    id: newEventId(),
    customer: "1001",
    createdAt: now,
    function: "getCase",
    actor: anna,
    cases: ["100000000001"],
    list: false,
    reliance,
    ...over,
  };
}

async function stored({ customer, id }: AccessEntry): Promise<Record<string, unknown>> {
  return fromDocument((await recordsOf(customer).doc(id).get()).data() ?? {});
}

describe("recordAccess", () => {
  test("stores each entry below its customer, to be deleted after 400 days", async () => {
    const [one, other] = [anEntry(), anEntry({ customer: "1002" })];

    const status = await handler.push({ entries: [one, other] });

    const expiresAt = "2027-04-14T12:00:00.000Z";
    expect(status).toBe(204);
    expect(await stored(one)).toEqual({ ...one, expiresAt });
    expect(await stored(other)).toEqual({ ...other, expiresAt });
  });

  test("stores once what is delivered twice, and leaves it as it was", async () => {
    const entry = anEntry();
    await handler.push({ entries: [entry] });

    const again = await handler.push({
      entries: [anEntry({ id: entry.id, function: "closeCase" })],
    });

    expect(again).toBe(204);
    expect(await stored(entry)).toMatchObject({ function: "getCase" });
  });

  test("looks up what a list over several customers relied on, and says when", async () => {
    const { reliance: _none, ...entry } = anEntry({ list: true });

    await handler.push({ entries: [entry] });

    const { readAt, ...told } = Object((await stored(entry))["reliance"]);
    expect(told).toEqual({
      kind: "RESELLER",
      periodStartAt: "2024-01-01T00:00:00.000Z",
      access: "GRANTED",
      revision: 1,
    });
    expect(readAt > now).toBe(true);
  });

  test("names no relationship but that of the actor's domain", async () => {
    await putCustody({
      customer: "1005",
      partners: { "hjalp-partner.example": aRelationship({ kind: "SUPPORT_PARTNER" }) },
    });
    const { reliance: _none, ...entry } = anEntry({ customer: "1005", list: true });

    await handler.push({ entries: [entry] });

    expect(await stored(entry)).not.toHaveProperty("reliance");
  });

  test("gives an agent's access no relationship", async () => {
    const { reliance: _none, ...rest } = anEntry();
    const entry: AccessEntry = { ...rest, actor: { kind: "agent", agentId: "a7k2" } };

    await handler.push({ entries: [entry] });

    expect(await stored(entry)).not.toHaveProperty("reliance");
  });

  test.each([{}, { entries: [] }, { entries: [{ id: "e1" }] }])(
    "has %j delivered again, for it is none of ours",
    async (message) => {
      expect(await handler.push(message)).toBe(500);
    },
  );
});
