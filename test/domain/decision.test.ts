import { describe, expect, test } from "vitest";
import { close } from "#domain/case-rules.ts";
import { comment } from "#domain/comment-rules.ts";
import { type Ask, decideOnCase, decideOnCustomer, eventOf, type Found } from "#domain/decision.ts";
import {
  aCase,
  aClosedCase,
  aCustody,
  aFound,
  aFoundByAgent,
  anAsk,
  aPerson,
  aPrincipal,
  aStamp,
  custodyWith,
  outcomeOf,
  refusalOf,
} from "../support/builders.ts";

const receipt = {
  digest: "digest-one",
  at: "2026-03-10T11:00:00.000Z",
  reply: { state: "CLOSED" },
  pending: false,
};

function closing(found: Partial<Found> = {}, ask: Partial<Ask> = {}) {
  return decideOnCase(aFound(found), anAsk(ask), (sight, stamp) => {
    const change = close(sight.case, stamp);
    return { change, reply: { state: change.case.state, by: stamp.actor } };
  });
}

function creating(found: Partial<Found> = {}) {
  return decideOnCustomer(aFound({ case: undefined, ...found }), anAsk(), ({ standing }) => ({
    change: { case: aCase() },
    reply: standing.viewer,
  }));
}

describe("decideOnCase", () => {
  test("stores and tells what the rule decided, under the id of the ask", () => {
    const { change, event, reply } = closing({}, { eventId: "e7" });

    expect(change?.case.state).toBe("CLOSED");
    expect(change?.entry?.id).toBe("e7");
    expect(event).toEqual({
      id: "e7",
      receiptId: "e1",
      round: 0,
      type: "case.closed",
      at: "2026-03-10T12:00:00.000Z",
      customer: "1001",
      caseId: "100000000001",
    });
    expect(reply).toMatchObject({ state: "CLOSED" });
  });

  test("tells nobody of what already is, but answers", () => {
    const { event, reply } = closing({ case: aClosedCase() });

    expect(event).toBeUndefined();
    expect(reply).toMatchObject({ state: "CLOSED" });
  });

  test("stores nothing for a rehearsal and answers what would be", () => {
    const decision = closing({}, { validateOnly: true });

    expect(decision).toEqual({ reply: expect.objectContaining({ state: "CLOSED" }) });
  });

  test("refuses a rehearsal what it would refuse in earnest", () => {
    const outcome = outcomeOf(() =>
      closing({ custody: custodyWith({ access: "REVOKED" }) }, { validateOnly: true }),
    );

    expect(outcome).toBe("CONSENT_NOT_GRANTED");
  });

  test.each<[string, Partial<Found>, string]>([
    ["a stale etag", {}, "ETAG_MISMATCH"],
    ["no access", { custody: aCustody({ partners: {} }) }, "NOT_VISIBLE"],
    ["a missing case", { case: undefined }, "NOT_VISIBLE"],
  ])("refuses with %s: %s comes to %s", (_, found, expected) => {
    expect(outcomeOf(() => closing(found, { etag: '"9"' }))).toBe(expected);
  });

  test("refuses a missing case, a foreign one and one of another customer alike", () => {
    const foreign = aCase({ createdAt: "2023-12-31T23:59:59.999Z" });
    const elsewhere = aCase({ customer: "1004" });

    const refusals = [undefined, foreign, elsewhere].map((found) =>
      refusalOf(() => closing({ case: found })),
    );

    expect(refusals[0]?.code).toBe("NOT_VISIBLE");
    expect(refusals).toEqual([refusals[0], refusals[0], refusals[0]]);
  });

  test("knows an agent by id, whatever name the token gives", () => {
    const { reply } = decideOnCase(aFoundByAgent(), anAsk(), (_, { actor, viewer, agent }) => ({
      change: { case: aCase() },
      reply: { actor, viewer, agent },
    }));

    expect(reply).toEqual({
      actor: { kind: "agent", agentId: "agent-aino" },
      viewer: "support",
      agent: true,
    });
  });

  test("names a person as on record, and by the address where the record has no name", () => {
    const customers = { "1001": "PORTAL_USER" } as const;
    const names = ["Anna Alm", ""].map((displayName) => {
      const { change } = closing({ person: aPerson({ displayName, customers }) });
      return change?.entry?.actor;
    });

    expect(names).toMatchObject([
      { displayName: "Anna Alm" },
      { displayName: "anna@alfa-partner.example" },
    ]);
  });
});

describe("a request asked again under its key", () => {
  test("gets the same answer, and nothing happens", () => {
    expect(closing({ receipt })).toEqual({ reply: { state: "CLOSED" } });
  });

  test("gets the same answer although the case has changed, so that a lost reply can be fetched", () => {
    const outcome = closing({ receipt, case: aCase({ revision: 5 }) }, { etag: '"1"' });

    expect(outcome.reply).toEqual({ state: "CLOSED" });
  });

  test("is refused where it says something else", () => {
    expect(outcomeOf(() => closing({ receipt }, { digest: "digest-two" }))).toBe(
      "IDEMPOTENCY_KEY_REUSED",
    );
  });

  test.each([
    { at: "2026-03-11T10:59:59.999Z", digest: "digest-one", expected: "replayed" },
    { at: "2026-03-11T10:59:59.999Z", digest: "digest-two", expected: "IDEMPOTENCY_KEY_REUSED" },
    { at: "2026-03-11T11:00:00.000Z", digest: "digest-one", expected: "decided anew" },
    { at: "2026-03-11T11:00:00.000Z", digest: "digest-two", expected: "decided anew" },
  ])(
    "with $digest at $at, 24 hours after 11:00 on the tenth: $expected",
    ({ at, digest, expected }) => {
      const act = () => closing({ receipt }, { at, digest });

      const outcome = refusalOf(act)?.code ?? (act().change ? "decided anew" : "replayed");

      expect(outcome).toBe(expected);
    },
  );

  test("stands beyond the day while its event is still to be told, so that the event is not written over", () => {
    const at = "2026-03-12T11:00:00.000Z";

    expect(closing({ receipt: { ...receipt, pending: true } }, { at }).change).toBeUndefined();
  });

  test.each<[string, Partial<Found>, string]>([
    ["consent was revoked", { custody: custodyWith({ access: "REVOKED" }) }, "CONSENT_NOT_GRANTED"],
    ["the period ended", { custody: custodyWith({ periods: [] }) }, "NOT_VISIBLE"],
    ["the privileges were taken", { person: aPerson() }, "NO_ROLE"],
    ["the case is another's", { case: aCase({ customer: "1004" }) }, "NOT_VISIBLE"],
  ])("is refused once %s: access is decided before a replay", (_, found, expected) => {
    expect(outcomeOf(() => closing({ ...found, receipt }))).toBe(expected);
  });
});

describe("decideOnCustomer", () => {
  test("needs no case, for there is none yet", () => {
    expect(creating().reply).toBe("partner:alfa-partner.example");
  });

  test.each<[string, Partial<Found>, string]>([
    ["no consent", { custody: custodyWith({ access: "REVOKED" }) }, "CONSENT_NOT_GRANTED"],
    [
      "consent that ends now",
      { custody: custodyWith({ accessExpiresAt: "2026-03-10T12:00:00.000Z" }) },
      "CONSENT_EXPIRED",
    ],
    ["no such customer", { custody: undefined }, "NOT_VISIBLE"],
    ["no role", { person: undefined, principal: aPrincipal() }, "NO_ROLE"],
    [
      "a customer's user whose customer is gone",
      { custody: undefined, person: aPerson({ customers: { "1001": "ADMINISTRATOR" } }) },
      "NOT_VISIBLE",
    ],
  ])("refuses with %s", (_, found, expected) => {
    expect(outcomeOf(() => creating(found))).toBe(expected);
  });

  test("replays only to those who may still create", () => {
    expect(creating({ receipt }).reply).toEqual({ state: "CLOSED" });
    expect(
      outcomeOf(() => creating({ receipt, custody: custodyWith({ access: "REVOKED" }) })),
    ).toBe("CONSENT_NOT_GRANTED");
  });
});

test("the event of a comment carries ids and no text", () => {
  const change = comment(aCase(), { id: "c1", body: "Secret." }, aStamp());

  expect(JSON.stringify(eventOf(change, "r1"))).not.toContain("Secret.");
});
