import { beforeAll, describe, expect, test } from "vitest";
import { firestoreCustody } from "#adapters/firestore/custody-store.ts";
import {
  caseDoc,
  caseViewDoc,
  custodyDoc,
  customerDoc,
  read,
  readCase,
} from "#adapters/firestore/documents.ts";
import type { Case } from "#domain/case.ts";
import { close } from "#domain/case-rules.ts";
import { note } from "#domain/comment-rules.ts";
import { Custody, type Relationship } from "#domain/custody.ts";
import { assign } from "#domain/desk-rules.ts";
import { aCustody, anAgentStamp, aRelationship } from "../support/builders.ts";
import { happens, putCustody } from "../support/events.ts";
import { resetData } from "../support/server.ts";
import { storeCases } from "../support/stored-cases.ts";

const domain = "alfa-partner.example";
const openedAt = "2026-03-01T09:00:00.000Z";

beforeAll(resetData);

describe("what clients see of a case", () => {
  test("is written with it, marked with the words of the partners that see it", async () => {
    await aCaseOf("100");

    expect(await viewOf("100")).toMatchObject({ id: "100", state: "NEW", viewKeys: ["first"] });
  });

  test("follows a change", async () => {
    await aCaseOf("200");

    await happens(await stored("200"), close);

    expect(await viewOf("200")).toMatchObject({ state: "CLOSED", revision: 3 });
  });

  test("shows no trace of a note or of who works on it", async () => {
    await aCaseOf("300");
    const before = await caseViewDoc({ customer: "300", caseId: "300" }).get();
    const stamp = anAgentStamp({ at: "2026-03-02T09:00:00.000Z" });

    await happens(await stored("300"), (current) =>
      note(current, { id: "n2", body: "Odd." }, { ...stamp, eventId: "n2" }),
    );
    await happens(await stored("300"), (current) =>
      assign(current, "agent-bo", { ...stamp, eventId: "a1" }),
    );

    const after = await caseViewDoc({ customer: "300", caseId: "300" }).get();
    expect(after.updateTime).toEqual(before.updateTime);
  });
});

describe("a partner's word", () => {
  test("is another one once it loses sight of anything, and marks cases anew with the index", async () => {
    await aCaseOf("700");

    await putCustody(of("700", { periods: [{ startAt: "2026-02-01T00:00:00.000Z" }] }));
    const [key = ""] = await keysOf("700");
    const lagging = await viewOf("700");
    await firestoreCustody().reindex("700", new Date().toISOString());

    expect(key).not.toBe("first");
    expect(lagging["viewKeys"]).toEqual(["first"]);
    expect((await viewOf("700"))["viewKeys"]).toEqual([key]);
  });

  test("stays while nothing is lost", async () => {
    await aCaseOf("500");

    await putCustody(of("500", { accessExpiresAt: "2999-01-01T00:00:00.000Z" }));

    expect(await keysOf("500")).toEqual(["first"]);
  });
});

test("a customer's profile does not move with a partner's relationship", async () => {
  await putCustody(of("600", {}));
  const before = await customerDoc("600").get();

  await putCustody(of("600", { access: "REVOKED" }));

  expect((await customerDoc("600").get()).updateTime).toEqual(before.updateTime);
});

/** Customer and case share a number; alfa has had the customer since January. */
function of(customer: string, over: Partial<Relationship>): Custody {
  const year = [{ startAt: "2026-01-01T00:00:00.000Z" }];
  const relationship = aRelationship({ viewKey: "first", periods: year, ...over });
  return aCustody({ customer, partners: { [domain]: relationship } });
}

async function aCaseOf(customer: string): Promise<void> {
  await putCustody(of(customer, {}));
  await storeCases([{ custody: of(customer, {}), id: customer, at: openedAt }]);
}

async function stored(id: string): Promise<Case> {
  const found = readCase(await caseDoc(id).get());
  if (!found) throw new Error(`There is no case ${id}.`);
  return found;
}

async function viewOf(customer: string): Promise<Record<string, unknown>> {
  return (await caseViewDoc({ customer, caseId: customer }).get()).data() ?? {};
}

async function keysOf(customer: string): Promise<string[]> {
  const custody = read(Custody, await custodyDoc(customer).get());
  return Object.values(custody?.partners ?? {}).map(({ viewKey }) => viewKey);
}
