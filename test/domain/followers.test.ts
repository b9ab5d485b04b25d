import { describe, expect, test } from "vitest";
import type { CaseState } from "#domain/case.ts";
import { replaceFollowers, share, unshare } from "#domain/followers.ts";
import {
  aCase,
  aCaseIn,
  aCustomerStamp,
  alfa,
  anAgentStamp,
  aStamp,
  now,
  outcomeOf,
  refusalOf,
} from "../support/builders.ts";

const moa = { email: "moa@lindqvist.example", sharedBy: [alfa] };
const ida = { email: "ida@lindqvist.example", sharedBy: ["customer:1001"] };

function addresses(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `person${i}@lindqvist.example`);
}

describe("share", () => {
  test("adds addresses behind those that follow already, as the sharing party's", () => {
    const { case: next, entry } = share(
      aCase({ followers: [moa] }),
      ["ida@lindqvist.example"],
      aCustomerStamp(),
    );

    expect(next.followers).toEqual([moa, ida]);
    expect(entry).toMatchObject({
      type: "case.shared",
      changes: [
        {
          field: "subscriberEmailAddresses",
          before: ["moa@lindqvist.example"],
          after: ["moa@lindqvist.example", "ida@lindqvist.example"],
        },
      ],
    });
    expect(next).toMatchObject({ updatedAt: now, revision: 2 });
  });

  test("takes an address named twice once", () => {
    const { case: next } = share(aCase(), [moa.email, moa.email], aStamp());

    expect(next.followers).toEqual([moa]);
  });

  test("again by the same party changes nothing, so that nobody is told twice", () => {
    const shared = aCase({ followers: [moa] });

    const change = share(shared, ["moa@lindqvist.example"], aStamp());

    expect(change.case).toBe(shared);
    expect(change.entry).toBeUndefined();
  });

  test("again by another party counts for both, so that the mail outlives the first one's access", () => {
    const { case: next, entry } = share(
      aCase({ followers: [moa] }),
      ["moa@lindqvist.example"],
      aCustomerStamp(),
    );

    expect(next.followers).toEqual([
      { email: "moa@lindqvist.example", sharedBy: [alfa, "customer:1001"] },
    ]);
    expect(entry?.changes).toEqual([]);
  });

  test("leaves the provenance of those it does not name alone", () => {
    const { case: next } = share(
      aCase({ followers: [moa] }),
      ["ida@lindqvist.example"],
      anAgentStamp(),
    );

    expect(next.followers[0]).toEqual(moa);
  });

  test.each<CaseState>([
    "NEW",
    "IN_PROGRESS_GOOGLE_SUPPORT",
    "ACTION_REQUIRED",
    "SOLUTION_PROVIDED",
    "CLOSED",
  ])("works in state %s and leaves it as it is", (state) => {
    const { case: next } = share(aCaseIn(state), ["moa@lindqvist.example"], aStamp());

    expect(next.state).toBe(state);
  });

  test("makes a case followed by 50 addresses, not by 51", () => {
    expect(outcomeOf(() => share(aCase(), addresses(50), aStamp()))).toBe("allowed");
    expect(refusalOf(() => share(aCase(), addresses(51), aStamp()))?.details.violations).toEqual([
      {
        field: "emailAddresses",
        description:
          "A case has at most 50 followers; this would make 51. Unshare it with some first.",
      },
    ]);
  });
});

describe("unshare", () => {
  test("takes addresses away, whoever brought them in", () => {
    const { case: next, entry } = unshare(
      aCase({ followers: [moa, ida] }),
      ["moa@lindqvist.example"],
      aCustomerStamp(),
    );

    expect(next.followers).toEqual([ida]);
    expect(entry).toMatchObject({
      type: "case.unshared",
      changes: [
        {
          field: "subscriberEmailAddresses",
          before: ["moa@lindqvist.example", "ida@lindqvist.example"],
          after: ["ida@lindqvist.example"],
        },
      ],
    });
  });

  test("of addresses that do not follow changes nothing", () => {
    const shared = aCase({ followers: [moa] });

    const change = unshare(shared, ["nobody@lindqvist.example"], aStamp());

    expect(change.case).toBe(shared);
    expect(change.entry).toBeUndefined();
  });
});

describe("replaceFollowers", () => {
  test("makes exactly the named addresses, those known first, so that another order is no change", () => {
    const made = replaceFollowers([moa, ida], ["new@lindqvist.example", moa.email], {
      by: "support",
    });

    expect(made).toEqual([moa, { email: "new@lindqvist.example", sharedBy: ["support"] }]);
  });

  test("forgets who once shared an address that was taken away in between", () => {
    const without = replaceFollowers([moa], [], { by: alfa });

    const made = replaceFollowers(without, [moa.email], { by: "customer:1001" });

    expect(made).toEqual([{ email: "moa@lindqvist.example", sharedBy: ["customer:1001"] }]);
  });
});
