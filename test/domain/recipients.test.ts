import { describe, expect, test } from "vitest";
import type { HistoryEntry } from "#domain/history.ts";
import { recipientsOf, type Telling } from "#domain/recipients.ts";
import {
  aCase,
  aCustody,
  agents,
  aino,
  alfa,
  anEntry,
  anna,
  aPersonActor,
  aRelationship,
  aTelling,
  custodyWith,
  justBefore,
  now,
  olle,
} from "../support/builders.ts";

const viktor = aPersonActor({ email: "viktor@alfa-partner.example", displayName: "Viktor Ahl" });
const mia = { email: "mia@kvarn.example", sharedBy: [alfa] };
const ida = { email: "ida@lindqvist.example", sharedBy: ["customer:1001"] };
/** Opened by anna of alfa, contact kim, followed by mia (an outsider shared by alfa) and ida (by the customer), bo's. */
const full = aCase({
  contactEmail: "kim@elsewhere.example",
  followers: [mia, ida],
  assigneeId: "agent-bo",
});
const everybody = [
  "anna@alfa-partner.example",
  "kim@elsewhere.example",
  mia.email,
  ida.email,
  "bo@support.example",
];

function told(entry: Partial<HistoryEntry>, over: Partial<Telling> = {}): string[] {
  return recipientsOf(
    aTelling({ entry: anEntry({ actor: viktor, ...entry }), case: full, ...over }),
  ).map(({ email }) => email);
}

function followersChange(before: string[], after: string[]): HistoryEntry["changes"] {
  return [{ field: "subscriberEmailAddresses", before, after }];
}

describe("recipientsOf", () => {
  test.each<[HistoryEntry["type"], string[]]>([
    ["case.created", everybody],
    ["case.closed", everybody],
    ["case.reopened", everybody],
    ["case.escalated", everybody],
    ["comment.created", everybody],
    ["reopenWindow.ending", everybody],
    ["case.assigned", ["bo@support.example"]],
    ["note.created", ["bo@support.example"]],
    ["case.unshared", []],
    ["reopenWindow.ended", []],
  ])("of %s are %j", (type, expected) => {
    expect(told({ type })).toEqual(expected);
  });

  test("of a changed title, state or severity are all", () => {
    const changes = [{ field: "priority", before: "P2", after: "P1" }];

    expect(told({ type: "case.changed", changes })).toEqual(everybody);
  });

  test.each(["case.shared", "case.changed"] as const)(
    "of %s with followers alone are the new ones",
    (type) => {
      const changes = followersChange([mia.email], [mia.email, ida.email]);

      expect(told({ type, changes })).toEqual(["ida@lindqvist.example"]);
    },
  );

  test("of a sharing are none that were taken away again before the mail", () => {
    const changes = followersChange([], ["gone@lindqvist.example"]);

    expect(told({ type: "case.shared", changes })).toEqual([]);
  });

  test("of an escalated test case are none, so that a rehearsed emergency wakes nobody", () => {
    expect(told({ type: "case.escalated" }, { case: { ...full, testCase: true } })).toEqual([]);
  });

  test("of any other event of a test case are those of a real one", () => {
    const rehearsal = { case: { ...full, testCase: true } };

    expect(told({ type: "comment.created" }, rehearsal)).toEqual(everybody);
  });
});

describe("the one who acted", () => {
  test("is never told, whatever the roles", () => {
    const current = aCase({
      contactEmail: anna.email,
      followers: [{ email: anna.email, sharedBy: [alfa] }, ida],
    });

    expect(told({ actor: anna }, { case: current })).toEqual(["ida@lindqvist.example"]);
  });

  test("is known among agents by the id, and not told either", () => {
    const current = aCase({ assigneeId: "agent-aino" });

    expect(told({ actor: aino }, { case: current })).toEqual(["anna@alfa-partner.example"]);
  });

  test("may be the system, which leaves everybody", () => {
    expect(told({ actor: { kind: "system" } })).toEqual(everybody);
  });
});

describe("one person", () => {
  test("is told once with every role, each once", () => {
    const current = aCase({
      contactEmail: anna.email,
      followers: [{ email: anna.email, sharedBy: [alfa, "customer:1001"] }],
    });

    const recipients = recipientsOf(aTelling({ entry: anEntry({ actor: viktor }), case: current }));

    expect(recipients).toEqual([
      {
        email: "anna@alfa-partner.example",
        roles: ["creator", "contact", "follower"],
        agent: false,
      },
    ]);
  });

  test("counts as an agent only as assignee", () => {
    const byAgent = aCase({ creator: aino, assigneeId: "agent-bo" });

    const recipients = recipientsOf(aTelling({ entry: anEntry({ actor: viktor }), case: byAgent }));

    expect(recipients).toEqual([
      { email: "aino@support.example", roles: ["creator"], agent: false },
      { email: "bo@support.example", roles: ["assignee"], agent: true },
    ]);
  });

  test("who no longer is an agent on record is not told as assignee", () => {
    const { "agent-bo": _bo, ...others } = agents;

    expect(told({}, { agents: others })).not.toContain("bo@support.example");
  });

  test("with a word of the language as agent id is nobody", () => {
    expect(told({}, { case: aCase({ assigneeId: "constructor" }) })).toEqual([
      "anna@alfa-partner.example",
    ]);
  });
});

describe("access that has ended", () => {
  const ended: [string, Telling["custody"]][] = [
    ["consent revoked", custodyWith({ access: "REVOKED" })],
    ["consent expired", custodyWith({ accessExpiresAt: now })],
    [
      "period over",
      custodyWith({ periods: [{ startAt: "2024-01-01T00:00:00.000Z", endAt: now }] }),
    ],
    [
      "case from before the period",
      custodyWith({ periods: [{ startAt: "2026-03-02T00:00:00.000Z" }] }),
    ],
    ["relationship gone", aCustody({ partners: {} })],
  ];

  test.each(ended)("(%s) leaves only those the customer brought in, and support", (_, custody) => {
    expect(told({}, { custody })).toEqual(["ida@lindqvist.example", "bo@support.example"]);
  });

  test("counts from its instant on, not a millisecond earlier", () => {
    const custody = custodyWith({ accessExpiresAt: now });

    expect(told({}, { custody, now: justBefore(now) })).toEqual(everybody);
  });

  test("does not silence a follower whom the customer shared the case with as well", () => {
    const current = aCase({ followers: [{ email: mia.email, sharedBy: [alfa, "customer:1001"] }] });

    const emails = told({}, { case: current, custody: custodyWith({ access: "REVOKED" }) });

    expect(emails).toEqual(["mia@kvarn.example"]);
  });

  test("silences the partner's own people, whoever shared with them", () => {
    const current = aCase({
      creator: olle,
      followers: [{ email: "viktor@alfa-partner.example", sharedBy: ["customer:1001"] }],
    });

    const emails = told(
      { actor: anna },
      { case: current, custody: custodyWith({ access: "REVOKED" }) },
    );

    expect(emails).toEqual(["olle@lindqvist.example"]);
  });

  test("of one partner leaves another partner's followers alone", () => {
    const hanna = {
      email: "hanna@hjalp-partner.example",
      sharedBy: ["partner:hjalp-partner.example"],
    };
    const custody = aCustody({
      partners: {
        "alfa-partner.example": aRelationship({ access: "REVOKED" }),
        "hjalp-partner.example": aRelationship({ kind: "SUPPORT_PARTNER" }),
      },
    });

    expect(told({}, { case: aCase({ followers: [mia, hanna] }), custody })).toEqual([hanna.email]);
  });
});
