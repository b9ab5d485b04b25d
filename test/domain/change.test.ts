import { describe, expect, test } from "vitest";
import { etagOf } from "#domain/case.ts";
import { changed, differences, unchanged } from "#domain/change.ts";
import { aCase, aClosedCase, anna, aStamp, now } from "../support/builders.ts";

describe("changed", () => {
  const before = aCase({ revision: 3 });
  const after = { ...before, displayName: "Late" };

  test("makes a new revision, time and etag", () => {
    const { case: next } = changed(before, after, {
      stamp: aStamp(),
      fact: { type: "case.changed" },
    });

    expect(next).toMatchObject({ displayName: "Late", revision: 4, updatedAt: now });
    expect(etagOf(next)).not.toBe(etagOf(before));
  });

  test("appends who, when and what under the id of the event", () => {
    const { entry } = changed(before, after, {
      stamp: aStamp({ eventId: "e9" }),
      fact: { type: "case.changed", reason: "Clearer." },
    });

    expect(entry).toEqual({
      id: "e9",
      type: "case.changed",
      createdAt: now,
      actor: anna,
      changes: [{ field: "displayName", before: "Mail is late", after: "Late" }],
      reason: "Clearer.",
      internal: false,
    });
  });

  test("that is internal leaves revision, time and etag, which others may see", () => {
    const assigned = { ...before, assigneeId: "agent-bo" };
    const fact = { type: "case.assigned", internal: true } as const;

    const { case: next, entry } = changed(before, assigned, { stamp: aStamp(), fact });

    expect(next).toEqual(assigned);
    expect(entry?.internal).toBe(true);
  });
});

test("unchanged is the very same case and nothing to append", () => {
  const current = aCase();

  const change = unchanged(current);

  expect(change.case).toBe(current);
  expect(Object.keys(change)).toEqual(["case"]);
});

describe("differences", () => {
  test("are none between equal cases", () => {
    expect(differences(aCase(), aCase())).toEqual([]);
  });

  test("name a value that came with `after` alone and one that went with `before` alone", () => {
    const [came, went] = [
      differences(aCase(), aCase({ assigneeId: "agent-bo" })),
      differences(aCase({ assigneeId: "agent-bo" }), aCase()),
    ];

    expect(came).toEqual([{ field: "assignee", after: "agent-bo" }]);
    expect(went).toEqual([{ field: "assignee", before: "agent-bo" }]);
  });

  test("tell of addresses, not of who brought them in", () => {
    const [one, other] = [["support"], ["customer:1001"]].map((sharedBy) =>
      aCase({ followers: [{ email: "moa@lindqvist.example", sharedBy }] }),
    );

    expect(differences(one ?? {}, other ?? aCase())).toEqual([]);
  });

  test("leave out what is kept for the jobs and the index alone", () => {
    const { closedAt: _closed, remindAt: _remind, ...rest } = aClosedCase();

    expect(
      differences(aClosedCase(), { ...rest, indexBytes: 9, viewers: [], revision: 8 }),
    ).toEqual([]);
  });
});
