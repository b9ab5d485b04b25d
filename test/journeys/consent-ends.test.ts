import { afterAll, beforeAll, expect, test } from "vitest";
import { firestoreCustody } from "#adapters/firestore/custody-store.ts";
import { firestoreDeadlines } from "#adapters/firestore/deadlines.ts";
import { custodyDoc } from "#adapters/firestore/documents.ts";
import { pubsubEvents } from "#adapters/pubsub/publisher.ts";
import { dayMs, minuteMs } from "#domain/instant.ts";
import { newEventId } from "#platform/ids.ts";
import { settleDeadlines } from "#platform/settle-deadlines.ts";
import type { Inbox } from "../../scripts/stack/inbox.ts";
import { aCustody, aRelationship } from "../support/builders.ts";
import { ago, startOwnInbox } from "../support/events.ts";
import { mailArrives } from "../support/mailbox.ts";
import { callersOf } from "../support/request.ts";
import { resetData, startEvents, startServer } from "../support/server.ts";

const anna = "anna@alfa-partner.example";
const sara = "sara@alfa-partner.example";
const olle = "olle@lindqvist.example";
const partner = "/v2/customers/1001/partners/alfa-partner.example";

let inbox: Inbox;
let server: Awaited<ReturnType<typeof startServer>>;
let events: Awaited<ReturnType<typeof startEvents>>;

beforeAll(async () => {
  inbox = await startOwnInbox();
  server = await startServer();
  await resetData();
  events = await startEvents();
});

afterAll(() => Promise.all([server, events, inbox].map((part) => part?.stop())));

test("a consent that ran out: refused at once, told to both sides, and granted anew from the mail", async () => {
  const as = callersOf(server.url);
  const partners = {
    "alfa-partner.example": aRelationship({ accessExpiresAt: ago(minuteMs) }),
  };
  const stamp = { at: ago(2 * dayMs), eventId: newEventId() };
  // Anew: the demo data's custody has been settled up to now.
  await custodyDoc("1001").delete();
  await firestoreCustody().put("1001", stamp, () => aCustody({ partners, revision: 1 }));

  const beforeTheJob = await as(anna).get("/v2/customers/1001/cases");
  await settleDeadlines(ago(0), { deadlines: firestoreDeadlines(), events: pubsubEvents() });
  const [toOlle, toSara] = [await mailArrives(olle), await mailArrives(sara)];
  const trail = await as(sara).get("/v2/partners/alfa-partner.example/auditEntries");
  const granted = await as(olle).post(`${partner}:grantAccess`);
  const afterwards = await as(anna).get("/v2/customers/1001/cases");

  expect(beforeTheJob.text).toContain("CONSENT_EXPIRED");
  expect(toOlle.subject).toBe("Access has ended: Lindqvist Bageri AB, alfa-partner.example");
  expect(toSara.text).toContain("ask an administrator of lindqvist.example to grant access anew");
  expect(trail.body).toMatchObject({
    auditEntries: [{ action: "access.expired", customer: "customers/1001" }],
  });
  expect([granted.status, afterwards.status]).toEqual([200, 200]);
});
