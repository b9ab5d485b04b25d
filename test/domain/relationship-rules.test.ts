import { describe, expect, test } from "vitest";
import { withConsent } from "#domain/consent.ts";
import { end, start } from "#domain/relationship-rules.ts";
import { aRelationship, justAfter, now, outcomeOf, refusalOf } from "../support/builders.ts";

const supporter = aRelationship({ kind: "SUPPORT_PARTNER" });
const wish = { viewKey: "v2", known: true };
const past = { startAt: "2024-01-01T00:00:00.000Z", endAt: "2025-01-01T00:00:00.000Z" };

describe("start", () => {
  test("begins a relationship now, with access", () => {
    expect(start(undefined, wish, now)).toEqual({
      kind: "SUPPORT_PARTNER",
      periods: [{ startAt: now }],
      access: "GRANTED",
      viewKey: "v2",
      revision: 1,
    });
  });

  test("adds a period to one that has ended, and forgets the old end of access", () => {
    const ended = aRelationship({
      kind: "SUPPORT_PARTNER",
      periods: [past],
      access: "REVOKED",
      accessExpiresAt: "2025-02-01T00:00:00.000Z",
      revision: 4,
    });

    expect(start(ended, wish, now)).toEqual({
      kind: "SUPPORT_PARTNER",
      periods: [past, { startAt: now }],
      access: "GRANTED",
      viewKey: "v2",
      revision: 5,
    });
  });

  test("leaves one that runs as it is, revoked access included", () => {
    const revoked = { ...supporter, access: "REVOKED" as const };

    expect(start(revoked, { ...wish, accessExpiresAt: "2027-01-01T00:00:00.000Z" }, now)).toBe(
      revoked,
    );
  });

  test("one whose period ends this very instant has ended", () => {
    const ending = { ...supporter, periods: [{ ...past, endAt: now }] };

    expect(start(ending, wish, now).periods).toHaveLength(2);
  });

  test("takes an end of access to come alone", () => {
    expect(outcomeOf(() => start(undefined, { ...wish, accessExpiresAt: now }, now))).toBe(
      "INVALID_ARGUMENT",
    );
    expect(start(undefined, { ...wish, accessExpiresAt: justAfter(now) }, now)).toMatchObject({
      accessExpiresAt: justAfter(now),
    });
  });

  test.each([
    ["a domain that is unknown", undefined, { ...wish, known: false }],
    ["the customer's reseller", aRelationship(), wish],
    [
      "one that has had ten periods",
      { ...supporter, periods: Array.from({ length: 10 }, () => past) },
      wish,
    ],
  ])("refuses %s, naming the field", (_whom, current, wish) => {
    expect(refusalOf(() => start(current, wish, now))?.details.violations).toMatchObject([
      { field: "partner" },
    ]);
  });
});

describe("end", () => {
  test("ends what runs now, keeps what has been, and lets nothing begin later", () => {
    const running = { startAt: "2026-01-01T00:00:00.000Z" };
    const planned = { startAt: "2026-01-01T00:00:00.000Z", endAt: "2027-01-01T00:00:00.000Z" };
    const coming = { startAt: "2028-01-01T00:00:00.000Z" };
    const current = { ...supporter, periods: [past, running, planned, coming] };

    expect(end(current, now)).toEqual({
      ...current,
      periods: [past, { ...running, endAt: now }, { ...planned, endAt: now }],
      revision: 2,
    });
  });

  test("leaves what has ended as it is", () => {
    const ended = { ...supporter, periods: [past] };

    expect(end(ended, now)).toBe(ended);
  });

  test("refuses to end a reseller", () => {
    expect(outcomeOf(() => end(aRelationship(), now))).toBe("INVALID_ARGUMENT");
  });
});

describe("withConsent", () => {
  test("counts a change, and no request for what already is", () => {
    const current = aRelationship();

    expect(withConsent(current, { access: "REVOKED" }, now)).toEqual({
      ...current,
      access: "REVOKED",
      revision: 2,
    });
    expect(withConsent(current, { access: "GRANTED" }, now)).toBe(current);
  });
});
