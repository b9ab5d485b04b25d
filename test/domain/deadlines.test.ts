import { describe, expect, test } from "vitest";
import type { Custody } from "#domain/custody.ts";
import { dueOf, noticeEvent, settled, stillHolds } from "#domain/deadlines.ts";
import { aCustody, aRelationship, custodyWith } from "../support/builders.ts";

const endsAt = "2026-07-01T12:00:00.000Z";
const alfa = "alfa-partner.example";

/** Alfa's consent ends on 1 July at noon; nothing that the clock did after the start of the year is dealt with. */
function endingCustody(over: Partial<Custody> = {}): Custody {
  const partners = { [alfa]: aRelationship({ accessExpiresAt: endsAt }) };
  return aCustody({ partners, settledAt: "2026-01-01T00:00:00.000Z", ...over });
}

describe("dueOf: notices", () => {
  test.each([
    ["30 days and a millisecond before", "2026-06-01T11:59:59.999Z", []],
    ["30 days before", "2026-06-01T12:00:00.000Z", [30]],
    ["29 d 23:59:59.999 before", "2026-06-01T12:00:00.001Z", [30]],
    ["7 days and a millisecond before", "2026-06-24T11:59:59.999Z", [30]],
    ["7 days before, of those slept over the most urgent alone", "2026-06-24T12:00:00.000Z", [7]],
    ["a day and a millisecond before", "2026-06-30T11:59:59.999Z", [7]],
    ["a day before", "2026-06-30T12:00:00.000Z", [1]],
    ["a millisecond before", "2026-07-01T11:59:59.999Z", [1]],
    ["at the end", "2026-07-01T12:00:00.000Z", [0]],
    ["long after", "2027-01-01T00:00:00.000Z", [0]],
  ])("%s", (_when, at, days) => {
    expect(dueOf(endingCustody(), at).notices).toEqual(
      days.map((each) => ({ domain: alfa, days: each, endsAt })),
    );
  });

  test.each(["2026-06-01T12:00:00.000Z", "2026-06-24T12:00:00.000Z", endsAt])(
    "what was settled at %s is not due again",
    (at) => {
      expect(dueOf(endingCustody({ settledAt: at }), at)).toEqual({ notices: [], moved: false });
    },
  );

  test("of a consent that is revoked, or has no end, nothing is said", () => {
    const partners = {
      [alfa]: aRelationship({ access: "REVOKED", accessExpiresAt: endsAt }),
      "beta-partner.example": aRelationship(),
    };

    expect(dueOf(endingCustody({ partners }), endsAt)).toEqual({ notices: [], moved: false });
  });

  test("each partner's consent has its own", () => {
    const partners = {
      [alfa]: aRelationship({ accessExpiresAt: endsAt }),
      "beta-partner.example": aRelationship({ accessExpiresAt: "2026-07-07T12:00:00.000Z" }),
    };

    expect(dueOf(endingCustody({ partners }), "2026-06-30T12:00:00.000Z").notices).toEqual([
      { domain: alfa, days: 1, endsAt },
      { domain: "beta-partner.example", days: 7, endsAt: "2026-07-07T12:00:00.000Z" },
    ]);
  });
});

describe("dueOf: whether anybody sees more or less", () => {
  const periods = [{ startAt: "2026-05-01T00:00:00.000Z", endAt: "2026-09-01T00:00:00.000Z" }];

  test.each([
    ["before a period begins", "2026-04-30T23:59:59.999Z", false],
    ["as it begins", "2026-05-01T00:00:00.000Z", true],
  ])("%s", (_when, at, moved) => {
    const custody = custodyWith({ periods });

    expect(dueOf({ ...custody, settledAt: "2026-03-01T00:00:00.000Z" }, at).moved).toBe(moved);
  });

  test.each([
    ["before it ends", "2026-08-31T23:59:59.999Z", false],
    ["as it ends", "2026-09-01T00:00:00.000Z", true],
  ])("%s", (_when, at, moved) => {
    const custody = custodyWith({ periods });

    expect(dueOf({ ...custody, settledAt: "2026-06-01T00:00:00.000Z" }, at).moved).toBe(moved);
  });

  test("a notice moves nothing, the end does", () => {
    expect(dueOf(endingCustody(), "2026-06-30T12:00:00.000Z").moved).toBe(false);
    expect(dueOf(endingCustody(), endsAt).moved).toBe(true);
  });
});

describe("settled", () => {
  test.each([
    ["2026-03-01T00:00:00.000Z", "2026-06-01T12:00:00.000Z"],
    ["2026-06-01T12:00:00.000Z", "2026-06-24T12:00:00.000Z"],
    ["2026-06-24T12:00:00.000Z", "2026-06-30T12:00:00.000Z"],
    ["2026-06-30T12:00:00.000Z", "2026-07-01T12:00:00.000Z"],
    ["2026-07-01T12:00:00.000Z", undefined],
  ])("at %s, the next is due at %s", (at, dueAt) => {
    expect(settled(endingCustody(), at)).toEqual(
      endingCustody({ settledAt: at, ...(dueAt && { dueAt }) }),
    );
  });

  test("the start and the end of a period are due too, whichever comes first", () => {
    const [startAt, endAt] = ["2026-05-01T00:00:00.000Z", "2026-09-01T00:00:00.000Z"];
    const custody = custodyWith({ periods: [{ startAt, endAt }], accessExpiresAt: endsAt });

    expect(settled(custody, "2026-04-01T00:00:00.000Z").dueAt).toBe(startAt);
    expect(settled(custody, endsAt).dueAt).toBe(endAt);
  });

  test("a new end starts the notices anew, but for those whose time had passed when it was given", () => {
    const later = custodyWith({ accessExpiresAt: "2026-07-20T00:00:00.000Z" });
    const given = settled(later, "2026-07-01T12:00:00.000Z");

    expect(given.dueAt).toBe("2026-07-13T00:00:00.000Z");
    expect(dueOf(given, "2026-07-12T23:59:59.999Z").notices).toEqual([]);
    expect(dueOf(given, "2026-07-13T00:00:00.000Z").notices).toMatchObject([{ days: 7 }]);
  });

  test("a process whose clock is behind undoes nothing", () => {
    const custody = endingCustody({ settledAt: endsAt });

    expect(settled(custody, "2026-06-30T12:00:00.000Z")).toEqual(custody);
  });
});

describe("stillHolds", () => {
  const notice = { domain: alfa, days: 7, endsAt };
  const at = "2026-06-25T00:00:00.000Z";

  test.each([
    ["as long as nothing changed", { accessExpiresAt: endsAt }, true],
    ["not when revoked", { access: "REVOKED" as const, accessExpiresAt: endsAt }, false],
    ["not when it has another end", { accessExpiresAt: "2026-08-01T00:00:00.000Z" }, false],
    ["not when it has none", {}, false],
    ["not once the relationship has ended", { periods: [], accessExpiresAt: endsAt }, false],
  ])("%s", (_when, relationship, holds) => {
    expect(stillHolds(notice, custodyWith(relationship), at)).toBe(holds);
  });

  test("a notice is of no use at the end, which has its own", () => {
    const custody = custodyWith({ accessExpiresAt: endsAt });

    expect(stillHolds(notice, custody, endsAt)).toBe(false);
    expect(stillHolds({ ...notice, days: 0 }, custody, endsAt)).toBe(true);
  });

  test("not for a domain that every object answers to", () => {
    expect(stillHolds({ ...notice, domain: "constructor" }, custodyWith({}), at)).toBe(false);
  });
});

test.each([
  [7, "consent.ending"],
  [0, "consent.ended"],
])("a notice of %i days is told as %s", (days, type) => {
  expect(noticeEvent("1001", { domain: alfa, days, endsAt }, { id: "e1", at: endsAt })).toEqual({
    id: "e1",
    receiptId: "e1",
    round: 0,
    type,
    customer: "1001",
    partner: alfa,
    days,
    endsAt,
    at: endsAt,
  });
});
