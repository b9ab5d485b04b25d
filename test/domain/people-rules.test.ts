import { describe, expect, test } from "vitest";
import { decideOnPerson, type PersonRule } from "#domain/people-rules.ts";
import type { FoundToChange, PersonAsk } from "#domain/people-store.ts";
import { anAsk, aPartnerUser, aPrincipal, now, outcomeOf } from "../support/builders.ts";

const sara = "sara@alfa-partner.example";
const anna = "anna@alfa-partner.example";
const saraRecord = aPartnerUser({ superAdministrator: true }, { email: sara, displayName: "Sara" });
const party = { kind: "partner", domain: "alfa-partner.example" } as const;

function found(over: Partial<FoundToChange> = {}): FoundToChange {
  return {
    principal: aPrincipal({ email: sara }),
    person: saraRecord,
    user: aPartnerUser({ role: "CUSTOM" }),
    administrators: [sara],
    ...over,
  };
}

function asked(over: Partial<PersonAsk> = {}): PersonAsk {
  return { ...anAsk(), party, user: anna, ...over };
}

const promote: PersonRule = () => aPartnerUser({ role: "RESELLER_ADMIN" });
const keep: PersonRule = () => aPartnerUser({ role: "CUSTOM" });
const depose: PersonRule = (current) => ({ ...(current ?? saraRecord), ...aPartnerUser() });

function decide(rule: PersonRule, given: FoundToChange, ask: PersonAsk = asked()) {
  return decideOnPerson(given, ask, { rule, render: ({ email }) => ({ email }) });
}

describe("decideOnPerson", () => {
  test("counts the change for this party, and tells who made it, when, from what to what", () => {
    expect(decide(promote, found())).toEqual({
      person: aPartnerUser(
        { role: "RESELLER_ADMIN" },
        { revisions: { "partner:alfa-partner.example": 2 } },
      ),
      entry: {
        id: "e1",
        action: "partnerUser.changed",
        createdAt: now,
        actor: {
          kind: "person",
          email: sara,
          displayName: "Sara",
          viewer: "partner:alfa-partner.example",
        },
        subject: anna,
        changes: [{ field: "role", before: "CUSTOM", after: "RESELLER_ADMIN" }],
      },
      reply: { email: anna },
    });
  });

  test("stores nothing where nothing changes, and nothing for a rehearsal", () => {
    const unchanged = decide(keep, found());
    const rehearsed = decide(promote, found(), asked({ validateOnly: true }));

    expect([unchanged, rehearsed]).toEqual([
      { reply: { email: anna } },
      { reply: { email: anna } },
    ]);
  });

  test.each<[string, string[], string]>([
    ["the only administrator", [sara], "LAST_ADMINISTRATOR"],
    ["an administrator whom no list knows of", [], "LAST_ADMINISTRATOR"],
    ["one of two", [anna, sara], "allowed"],
  ])("deposing %s: %s", (_, administrators, expected) => {
    const given = found({ user: saraRecord, administrators });

    expect(outcomeOf(() => decide(depose, given, asked({ user: sara })))).toBe(expected);
  });

  test("lets nobody but an administrator even ask again by a key", () => {
    const receipt = { digest: "digest-one", at: now, reply: {}, pending: false };
    const given = found({ person: aPartnerUser({}, { email: sara }), receipt });

    expect(outcomeOf(() => decide(promote, given))).toBe("PRIVILEGE_MISSING");
  });

  test.each([
    ['"1"', "allowed"],
    ["*", "allowed"],
    ['"2"', "ETAG_MISMATCH"],
    ["", "ETAG_MISMATCH"],
  ])("with the etag %s: %s", (etag, expected) => {
    expect(outcomeOf(() => decide(promote, found(), asked({ etag })))).toBe(expected);
  });
});
