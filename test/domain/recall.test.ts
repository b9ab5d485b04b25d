import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { requireMayRecall } from "#domain/recall.ts";
import {
  aCase,
  aComment,
  aino,
  anEntry,
  aPerson,
  now,
  outcomeOf,
  refusalOf,
} from "../support/builders.ts";
import { aDossier, everywhere, recalled, secret } from "../support/dossiers.ts";

const belonging = (role: "ADMINISTRATOR" | "PORTAL_USER", customer = "1001") =>
  aPerson({ customers: { [customer]: role } });

describe("recall: texts", () => {
  test("takes a text out of everything that holds texts, and puts a placeholder there", () => {
    const { change, feed, history, replies } = recalled(everywhere(secret), { texts: [secret] });

    expect(change.case).toMatchObject({
      displayName: "Who is [RECALLED-1]",
      description: "It says [RECALLED-1].",
      answers: [{ questionId: "who", answer: "[RECALLED-1]" }],
      escalation: { reason: "BUSINESS_IMPACT", justification: "[RECALLED-1] waits" },
    });
    expect(feed).toMatchObject([
      { id: "c1", body: "Hello [RECALLED-1]" },
      { id: "n1", body: "Note [RECALLED-1]" },
      { id: "a1", kind: "attachment", filename: "[RECALLED-1].pdf" },
      { id: "a2", filename: "[RECALLED-1].txt", reason: "Held [RECALLED-1]" },
    ]);
    expect(history).toMatchObject([
      { id: "e0", changes: [{ after: "Who is [RECALLED-1]" }] },
      {
        id: "e1",
        changes: [
          { before: "Who is [RECALLED-1]", after: "Is it [RECALLED-1]" },
          { before: ["x[RECALLED-1]@a.example"], after: [] },
        ],
        reason: "Because [RECALLED-1]",
      },
    ]);
    expect(replies.map(({ reply }) => reply)).toEqual([
      {
        name: "customers/1001/cases/1",
        displayName: "[RECALLED-1]",
        caseAnswers: [{ answer: "[RECALLED-1]" }],
      },
      { body: "Note [RECALLED-1]", plainTextBody: "[RECALLED-1]" },
    ]);
  });

  test("certifies where it stood and how often, never the text itself", () => {
    const { certificate } = recalled(everywhere(secret), {
      texts: [secret],
      reason: `Was ${secret}`,
    });

    expect(certificate).toMatchObject({
      id: "e9",
      createdAt: now,
      actor: aino,
      reason: "Was [RECALLED-1]",
      files: [],
    });
    expect(certificate.places).toEqual([
      { place: "displayName", count: 1, internal: false },
      { place: "description", count: 1, internal: false },
      { place: "caseAnswers", count: 1, internal: false },
      { place: "escalation.justification", count: 1, internal: false },
      { place: "comments/c1", count: 1, internal: false },
      { place: "comments/n1", count: 1, internal: true },
      { place: "attachments/a1", count: 1, internal: false },
      { place: "attachments/a2", count: 2, internal: false },
      { place: "history/e0", count: 1, internal: false },
      { place: "history/e1", count: 4, internal: false },
      { place: "receipts", count: 2, internal: false },
      { place: "receipts", count: 2, internal: true },
      { place: "index", count: 4, internal: false },
      { place: "index", count: 2, internal: true },
    ]);
  });

  test("tells history of itself without a word of what went, and moves the case on", () => {
    const { change } = recalled(everywhere(secret), { texts: [secret] });

    expect(change.entry).toEqual({
      id: "e9",
      type: "personalData.recalled",
      createdAt: now,
      actor: aino,
      changes: [],
      reason: "It must not stand here.",
      certificateId: "e9",
      internal: false,
    });
    expect(change.case).toMatchObject({ revision: 2, updatedAt: now });
  });

  test("leaves what does not hold the text as it is", () => {
    const dossier = everywhere("other");

    const { change, feed, history, replies, certificate } = recalled(dossier, { texts: [secret] });

    expect({ ...change.case, revision: 1, updatedAt: dossier.case.updatedAt }).toEqual(
      dossier.case,
    );
    expect([feed, history, replies]).toEqual([[], [], []]);
    expect(certificate.places).toEqual([]);
  });

  test("numbers texts, each once, on from earlier recalls of the case", () => {
    const dossier = aDossier({ feed: [aComment({ body: "Erik, Anna, Erik; was [RECALLED-4]" })] });

    const { feed } = recalled(dossier, { texts: ["Erik", "Erik", "Anna"] });

    expect(feed).toMatchObject([
      { body: "[RECALLED-5], [RECALLED-6], [RECALLED-5]; was [RECALLED-4]" },
    ]);
  });

  test("does not take words of ours, names of resources and people's own data for texts", () => {
    const reply = {
      name: "customers/1001/cases/NEW",
      state: "NEW",
      etag: '"NEW"',
      createTime: "NEW",
      creator: { displayName: "NEW" },
      subscriberEmailAddresses: ["NEW@a.example"],
    };
    const dossier = aDossier({
      case: aCase({ followers: [{ email: "NEW@a.example", sharedBy: ["support"] }] }),
      history: [
        anEntry({ changes: [{ field: "state", before: "NEW", after: "CLOSED" }] }),
        anEntry({ type: "attachment.quarantined", reason: "NEW" }),
      ],
      replies: [{ receiptId: "k1", reply }],
    });

    const { change, history, replies } = recalled(dossier, { texts: ["NEW"] });

    expect([history, replies]).toEqual([[], []]);
    expect(change.case).toMatchObject({ state: "NEW", followers: [{ email: "NEW@a.example" }] });
  });
});

describe("recall: what is more than can be stored at once", () => {
  const many = aDossier({
    feed: Array.from({ length: 320 }, (_, at) =>
      aComment({ id: `c${at}`, body: `${secret} ${"x".repeat(12_000)}` }),
    ),
  });

  test("is refused, with a way to do it in parts", () => {
    const refusal = refusalOf(() => recalled(many, { texts: [secret] }));

    expect(refusal?.code).toBe("BODY_TOO_LARGE");
    expect(refusal?.details.remedy).toContain("comments/{id}");
    expect(outcomeOf(() => recalled(many, { fields: ["comments/c1", "comments/c2"] }))).toBe(
      "allowed",
    );
  });

  test("is what changes, not what there is", () => {
    expect(outcomeOf(() => recalled(many, { texts: ["another text"] }))).toBe("allowed");
  });
});

describe("recall: the index", () => {
  test("is written anew from the texts that are left, notes for support alone", () => {
    const { index } = recalled(everywhere(secret), { texts: [secret] });

    expect(index.tokens.filter((token) => token.includes("9874"))).toEqual([]);
    expect(index.tokens).toContain("customer:1001 hello");
    expect(index.tokens).toContain("support note");
    expect(index.tokens).not.toContain("customer:1001 note");
  });
});

test("nothing of what is stored holds the text, wherever it stood", () => {
  const word = fc.stringMatching(/^[a-zåäö][a-zåäö0-9]{2,9}( [a-z0-9]{3,6})?$/);
  fc.assert(
    fc.property(word, word, (value, around) => {
      const leftOf = (text: string) =>
        JSON.stringify(recalled(everywhere(`${around}${text}`), { texts: [text] }));
      // What is stored by other names, such as a field's, may well hold the letters of a word.
      fc.pre(!leftOf("01234567").includes(value));

      expect(leftOf(value).includes(value)).toBe(false);
    }),
    { numRuns: 300 },
  );
});

describe("requireMayRecall", () => {
  test.each([
    ["an agent", aPerson(), true, "allowed"],
    ["an administrator of the customer", belonging("ADMINISTRATOR"), false, "allowed"],
    ["a portal user", belonging("PORTAL_USER"), false, "PRIVILEGE_MISSING"],
    ["an administrator of another", belonging("ADMINISTRATOR", "1002"), false, "PRIVILEGE_MISSING"],
    ["a partner's user", aPerson(), false, "PRIVILEGE_MISSING"],
  ] as const)("lets in or refuses %s", (...[, person, agent, outcome]) => {
    expect(outcomeOf(() => requireMayRecall({ person }, { agent }, "1001"))).toBe(outcome);
  });

  test("knows no customer by the name of a method", () => {
    const person = aPerson();

    const outcome = outcomeOf(() => requireMayRecall({ person }, { agent: false }, "constructor"));

    expect(outcome).toBe("PRIVILEGE_MISSING");
  });
});
