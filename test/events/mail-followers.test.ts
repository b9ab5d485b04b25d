import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { firestoreDeliveries } from "#adapters/firestore/deliveries.ts";
import { comment, note } from "#domain/comment-rules.ts";
import * as desk from "#domain/desk-rules.ts";
import type { CaseEvent } from "#domain/event.ts";
import { share } from "#domain/followers.ts";
import { minuteMs } from "#domain/instant.ts";
import { mailFollowers } from "#events/mail-followers.ts";
import { newChildId } from "#platform/ids.ts";
import type { Inbox } from "../../scripts/stack/inbox.ts";
import { alfa, anAgentStamp, anna, aRelationship } from "../support/builders.ts";
import { ago, happens, putCase, putCustody, startOwnInbox } from "../support/events.ts";
import { type Handler, startHandler } from "../support/push.ts";
import { resetData } from "../support/server.ts";

const follower = (email: string, ...sharedBy: string[]) => ({ email, sharedBy });
const aino = { kind: "agent", agentId: "a7k2" } as const;
const { agent, viewer } = anAgentStamp();
const bySupport = { actor: aino, agent, viewer };
const byOlle = {
  actor: { ...anna, email: "olle@lindqvist.example", viewer: "customer:1001" },
  viewer: "customer:1001",
};
const speak: Parameters<typeof happens>[1] = (current, stamp) =>
  comment(current, { id: newChildId(), body: "Still late." }, stamp);
const assignTo =
  (agentId: string): typeof speak =>
  (current, stamp) =>
    desk.assign(current, agentId, stamp);

let inbox: Inbox;
let handler: Handler;

beforeAll(async () => {
  inbox = await startOwnInbox();
  handler = await startHandler(mailFollowers);
  await resetData();
});

beforeEach(() => {
  inbox.clear();
  inbox.fail("none");
});

afterAll(() => Promise.all([handler?.stop(), inbox?.stop()]));

describe("mailFollowers: who is mailed", () => {
  test.each([
    ["anna, who opened it", {}, ["aino@", "baker@", "olle@"]],
    ["the customer's olle", byOlle, ["aino@", "anna@", "baker@"]],
    ["the assigned agent", bySupport, ["anna@", "baker@", "olle@"]],
  ])(
    "a comment by %s reaches everybody else, each once for all roles",
    async (_who, by, mailed) => {
      const opened = await putCase({
        contactEmail: "olle@lindqvist.example",
        followers: [
          follower("olle@lindqvist.example", alfa),
          follower("anna@alfa-partner.example", alfa),
          follower("baker@lindqvist.example", alfa),
        ],
        assigneeId: "a7k2",
      });

      const status = await handler.push(await happens(opened, speak, by));

      expect(status).toBe(204);
      expect(addressees()).toEqual(mailed);
    },
  );

  test("a new follower alone is told that the case was shared", async () => {
    const opened = await putCase({ followers: [follower("old@lindqvist.example", alfa)] });
    const shared = await happens(opened, (current, stamp) =>
      share(current, ["new@lindqvist.example"], stamp),
    );

    await handler.push(shared);

    expect(addressees()).toEqual(["new@"]);
  });

  test("an internal note reaches the assigned agent alone", async () => {
    const opened = await putCase({
      assigneeId: "b4m9",
      followers: [follower("baker@lindqvist.example", alfa)],
    });
    const noted = await happens(
      opened,
      (current, stamp) => note(current, { id: newChildId(), body: "SPF again." }, stamp),
      bySupport,
    );

    await handler.push(noted);

    expect(addressees()).toEqual(["bo@"]);
  });

  test("an agent is told of an assignment by another, not of one's own", async () => {
    const opened = await putCase();
    await handler.push(await happens(opened, assignTo("b4m9"), bySupport));
    await handler.push(await happens(opened, assignTo("a7k2"), bySupport));

    expect(addressees()).toEqual(["bo@"]);
  });

  test("access revoked between change and mail: the partner's people and those it shared with get nothing", async () => {
    await putCustody({ customer: "2001" });
    const opened = await putCase({
      customer: "2001",
      contactEmail: "named-by-anna@mill.example",
      followers: [
        follower("brought-by-alfa@mill.example", alfa),
        follower("brought-by-both@mill.example", alfa, "customer:2001"),
        follower("lena@alfa-partner.example", "customer:2001"),
      ],
    });
    const said = await happens(opened, speak, bySupport);
    const revoked = aRelationship({ access: "REVOKED" });
    await putCustody({ customer: "2001", partners: { "alfa-partner.example": revoked } });

    const status = await handler.push(said);

    expect(status).toBe(204);
    expect(addressees()).toEqual(["brought-by-both@"]);
  });

  test("an event whose case is gone mails nobody and is settled", async () => {
    const ids = {
      id: newChildId(),
      receiptId: newChildId(),
      round: 0,
      customer: "1001",
      caseId: "9",
    };

    const status = await handler.push({
      ...ids,
      type: "case.closed",
      at: ago(0),
    } satisfies CaseEvent);

    expect(status).toBe(204);
    expect(inbox.messages()).toEqual([]);
  });

  test.each([
    ["no JSON", "not json"],
    ["no event", {}],
    ["an event of another kind", { id: "e1", type: "custody.changed", customer: "1001" }],
  ])("%s is not settled, so that it ends as a dead letter", async (_what, message) => {
    expect(await handler.push(message)).toBe(500);
  });
});

describe("mailFollowers: delivered again", () => {
  test("delivered twice, the mail does not go twice", async () => {
    const said = await aCommentFor("baker@lindqvist.example");

    const statuses = [await handler.push(said), await handler.push(said)];

    expect(statuses).toEqual([204, 204]);
    expect(addressees()).toEqual(["baker@"]);
  });

  test("delivered twice at once, one mail goes out and nothing stays behind", async () => {
    const said = await aCommentFor("baker@lindqvist.example");

    await Promise.all([handler.push(said), handler.push(said)]);

    expect(addressees()).toEqual(["baker@"]);
    expect(await handler.push(said)).toBe(204);
    expect(addressees()).toEqual(["baker@"]);
  });

  test("while another process holds the mail, the event is kept; a dead one's claim lapses", async () => {
    const email = "baker@lindqvist.example";
    const said = await aCommentFor(email);
    await firestoreDeliveries().claim({ eventId: said.id, email }, ago(minuteMs));
    const whileHeld = await handler.push(said);
    const mailedMeanwhile = addressees();
    const died = await aCommentFor(email);
    await firestoreDeliveries().claim({ eventId: died.id, email }, ago(2 * minuteMs));

    const afterLease = await handler.push(died);

    expect([whileHeld, mailedMeanwhile]).toEqual([500, []]);
    expect([afterLease, addressees()]).toEqual([204, ["baker@"]]);
  });
});

function aCommentFor(email: string): Promise<CaseEvent> {
  return putCase({ followers: [follower(email, alfa)] }).then((opened) => happens(opened, speak));
}

/** Whom the inbox has mails for, one entry a mail, in order of address, without the domain. */
function addressees(): string[] {
  const all = inbox.messages().flatMap(({ to }) => to);
  return all.map((email) => email.slice(0, email.indexOf("@") + 1)).toSorted();
}
