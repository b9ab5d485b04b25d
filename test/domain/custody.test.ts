import { describe, expect, test } from "vitest";
import {
  accessAt,
  inPeriod,
  partnerSees,
  type Relationship,
  sightEndsAt,
  viewersOf,
} from "#domain/custody.ts";
import { aCustody, aRelationship, justBefore, now } from "../support/builders.ts";

const january = { startAt: "2026-01-01T00:00:00.000Z", endAt: "2026-02-01T00:00:00.000Z" };
const march = { startAt: "2026-03-01T00:00:00.000Z", endAt: "2026-04-01T00:00:00.000Z" };

describe("inPeriod", () => {
  test.each([
    ["2025-12-31T23:59:59.999Z", false],
    ["2026-01-01T00:00:00.000Z", true],
    ["2026-01-31T23:59:59.999Z", true],
    ["2026-02-01T00:00:00.000Z", false],
    ["2026-02-15T00:00:00.000Z", false],
    ["2026-03-01T00:00:00.000Z", true],
    ["2026-04-01T00:00:00.000Z", false],
  ])("holds at %s of January and March: %s", (at, expected) => {
    expect(inPeriod(aRelationship({ periods: [january, march] }), at)).toBe(expected);
  });

  test("has no end where the period has none", () => {
    const relationship = aRelationship({ periods: [{ startAt: january.startAt }] });

    expect(inPeriod(relationship, "2099-01-01T00:00:00.000Z")).toBe(true);
  });

  test("holds in no period that ends as it starts", () => {
    const empty = { startAt: now, endAt: now };

    expect(inPeriod(aRelationship({ periods: [empty] }), now)).toBe(false);
  });
});

describe("accessAt", () => {
  const expiring = { accessExpiresAt: now };
  const revoked = { access: "REVOKED" } as const;

  test.each([
    { what: "granted without end", over: {}, at: now, expected: "GRANTED" },
    { what: "just before it expires", over: expiring, at: justBefore(now), expected: "GRANTED" },
    { what: "as it expires", over: expiring, at: now, expected: "EXPIRED" },
    { what: "revoked", over: revoked, at: now, expected: "REVOKED" },
    {
      what: "revoked before it expired",
      over: { ...expiring, ...revoked },
      at: now,
      expected: "REVOKED",
    },
  ])("of consent, $what, is $expected", ({ over, at, expected }) => {
    expect(accessAt(aRelationship(over), at)).toBe(expected);
  });
});

describe("partnerSees", () => {
  const relationship = aRelationship({ periods: [january, march] });

  test.each([
    ["2026-01-15T00:00:00.000Z", now, true],
    ["2026-03-10T00:00:00.000Z", now, true],
    ["2026-02-15T00:00:00.000Z", now, false],
    ["2026-01-15T00:00:00.000Z", "2026-02-15T00:00:00.000Z", false],
    ["2026-01-15T00:00:00.000Z", "2026-04-01T00:00:00.000Z", false],
  ])("a case of %s at %s, its periods being January and March: %s", (createdAt, at, expected) => {
    expect(partnerSees(relationship, createdAt, at)).toBe(expected);
  });

  test("nothing without a relationship", () => {
    expect(partnerSees(undefined, now, now)).toBe(false);
  });
});

describe("viewersOf", () => {
  test("are support, the customer and in a fixed order every partner that sees the case", () => {
    const custody = aCustody({
      partners: {
        "hjalp-partner.example": aRelationship({ kind: "SUPPORT_PARTNER" }),
        "beta-partner.example": aRelationship({ periods: [january] }),
        "gamma-partner.example": aRelationship({ access: "REVOKED" }),
        "alfa-partner.example": aRelationship(),
      },
    });

    expect(viewersOf(custody, now, now)).toEqual([
      "support",
      "customer:1001",
      "partner:alfa-partner.example",
      "partner:hjalp-partner.example",
    ]);
  });
});

describe("sightEndsAt", () => {
  const soon = "2026-03-20T00:00:00.000Z";

  test.each<{ who: string; over: Partial<Relationship>; expected: string | undefined }>([
    { who: "an open period and consent without end", over: {}, expected: undefined },
    {
      who: "a period with an end",
      over: { periods: [march] },
      expected: "2026-04-01T00:00:00.000Z",
    },
    { who: "consent that expires", over: { accessExpiresAt: soon }, expected: soon },
    {
      who: "consent that expires before the period ends",
      over: { periods: [march], accessExpiresAt: soon },
      expected: soon,
    },
    {
      who: "consent that expires after the period ends",
      over: { periods: [march], accessExpiresAt: "2026-05-01T00:00:00.000Z" },
      expected: "2026-04-01T00:00:00.000Z",
    },
    {
      who: "two periods at once, until the later end",
      over: { periods: [march, { ...march, endAt: soon }] },
      expected: march.endAt,
    },
    {
      who: "an end and an open one at once",
      over: { periods: [march, { startAt: january.startAt }] },
      expected: undefined,
    },
    { who: "a revocation", over: { access: "REVOKED" }, expected: now },
    { who: "consent that expires now", over: { accessExpiresAt: now }, expected: now },
    { who: "a period that is over", over: { periods: [january] }, expected: now },
    {
      who: "a period that ends now",
      over: { periods: [{ ...january, endAt: now }] },
      expected: now,
    },
    { who: "no period", over: { periods: [] }, expected: now },
  ])("with $who: until $expected", ({ over, expected }) => {
    expect(sightEndsAt(aRelationship(over), now)).toBe(expected);
  });

  test("is now without a relationship", () => {
    expect(sightEndsAt(undefined, now)).toBe(now);
  });
});
