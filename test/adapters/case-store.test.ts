import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { firestoreCases } from "#adapters/firestore/case-store.ts";
import type { Case } from "#domain/case.ts";
import * as rules from "#domain/case-rules.ts";
import type { Change, Stamp } from "#domain/change.ts";
import { comment } from "#domain/comment-rules.ts";
import { type Ask, type Decision, decideOnCase, eventOf } from "#domain/decision.ts";
import { newChildId } from "#platform/ids.ts";
import { anAsk, anEntry } from "../support/builders.ts";
import { ago, historyOf, putCase, receiptOf, storedCase } from "../support/events.ts";
import { resetData } from "../support/server.ts";

const feed = { order: "asc", limit: 10, internal: true } as const;

let opened: Case;

beforeAll(resetData);

beforeEach(async () => {
  opened = await putCase();
});

describe("the case store: changes of one case at once", () => {
  test("two comments at once both land, one after the other", async () => {
    await Promise.all([changed(say("first")), changed(say("second"))]);

    const { customer, id: caseId } = opened;
    const comments = await firestoreCases().comments({ customer, caseId }, feed);
    expect(comments.map(({ body }) => body).toSorted()).toEqual(["first", "second"]);
    expect((await storedCase(opened)).revision).toBe(3);
    expect(await historyOf(opened)).toEqual(["comment.created", "comment.created"]);
  });

  test("of two closings at once, the later finds the case closed: one event, one entry in history", async () => {
    const decisions = await Promise.all([changed(rules.close), changed(rules.close)]);

    expect(decisions.filter(({ event }) => event)).toHaveLength(1);
    expect(await historyOf(opened)).toEqual(["case.closed"]);
  });

  test("of two writes with one etag, one is refused and leaves nothing", async () => {
    const etag = '"1"';

    const outcomes = await Promise.allSettled([
      changed(say("first"), { etag }),
      changed(say("second"), { etag }),
    ]);

    const refused = outcomes.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
    expect(refused).toEqual([expect.objectContaining({ code: "ETAG_MISMATCH" })]);
    expect(await historyOf(opened)).toEqual(["comment.created"]);
  });

  test("the same request twice at once, with a key, is done once and answered alike", async () => {
    const same = { receiptId: newChildId(), keyed: true, digest: "same" };

    const replies = await Promise.all([
      changed(say("once"), same, { number: 1 }),
      changed(say("once"), same, { number: 2 }),
    ]);

    expect(await historyOf(opened)).toEqual(["comment.created"]);
    expect(replies[0]?.reply).toEqual(replies[1]?.reply);
  });
});

describe("the case store: all or nothing", () => {
  test("a case that is there is never overwritten by one that is opened", async () => {
    const eventId = newChildId();
    const usurper = { ...opened, displayName: "Another case" };
    const entry = anEntry({ id: eventId, type: "case.created" });
    const change = { case: usurper, entry };
    const event = eventOf(change, eventId);
    const ask = anAsk({ eventId, receiptId: eventId });

    const creating = firestoreCases().change(ask, () => ({
      change,
      ...(event && { event }),
      reply: {},
    }));

    await expect(creating).rejects.toThrow(/ALREADY_EXISTS|already exists/i);
    expect((await storedCase(opened)).displayName).toBe("Mail is late");
    expect([await historyOf(opened), await receiptOf(eventId)]).toEqual([[], undefined]);
  });

  test("case, history, comment and event are stored together", async () => {
    const { event } = await changed(say("It began at 07:40."));

    const receipt = await receiptOf(event?.receiptId ?? "");
    expect(await historyOf(opened)).toEqual(["comment.created"]);
    expect(receipt).toMatchObject({ event: { type: "comment.created", caseId: opened.id } });
  });

  test("a rule that refuses leaves nothing", async () => {
    const receiptId = newChildId();
    const escalation = { reason: "BUSINESS_IMPACT", justification: "No flour." } as const;
    await changed(rules.close);

    const refused = changed(
      (current, stamp) =>
        rules.escalate(current, escalation, {
          stamp,
          custody: { supportTier: "PREMIUM" } as never,
        }),
      { receiptId },
    );

    await expect(refused).rejects.toMatchObject({ code: "CASE_CLOSED" });
    expect([await historyOf(opened), await receiptOf(receiptId)]).toEqual([
      ["case.closed"],
      undefined,
    ]);
  });

  test("a rehearsal leaves nothing", async () => {
    const receiptId = newChildId();

    const { reply } = await changed(
      rules.close,
      { receiptId, validateOnly: true },
      { state: "CLOSED" },
    );

    expect(reply).toEqual({ state: "CLOSED" });
    expect(await storedCase(opened)).toMatchObject({ state: "NEW", revision: 1 });
    expect([await historyOf(opened), await receiptOf(receiptId)]).toEqual([[], undefined]);
  });

  test("a job changes no case under another customer's name, and none that is gone", async () => {
    const jobs = [
      { customer: "1003", caseId: opened.id },
      { customer: "1001", caseId: "1" },
    ].map((key) => firestoreCases().changeAsSystem(key, (current) => ({ case: { ...current } })));

    expect(await Promise.all(jobs)).toEqual([undefined, undefined]);
    expect((await storedCase(opened)).revision).toBe(1);
  });
});

type Rule = (current: Case, stamp: Stamp) => Change;

/** Changes the case as anna asks for it now. */
function changed(rule: Rule, over: Partial<Ask> = {}, reply: unknown = {}): Promise<Decision> {
  const eventId = newChildId();
  const ask = { ...anAsk({ at: ago(0), eventId, receiptId: eventId, ...over }), caseId: opened.id };
  return firestoreCases().change(ask, (found) =>
    decideOnCase(found, ask, (sight, stamp) => ({ change: rule(sight.case, stamp), reply })),
  );
}

function say(body: string): Rule {
  return (current, stamp) => comment(current, { id: newChildId(), body }, stamp);
}
