import { describe, expect, test } from "vitest";
import type { Finding } from "#domain/personal-data.ts";
import { recall } from "#domain/recall.ts";
import type { Dossier } from "#domain/recall-store.ts";
import { textsIn } from "#domain/recall-texts.ts";
import { anAttachment, aTombstone } from "../support/attachments.ts";
import { aCase, aComment, aino, anEntry, now, outcomeOf, refusalOf } from "../support/builders.ts";
import {
  aDossier,
  aWish,
  byAgent,
  byOlle,
  everywhere,
  recalled,
  secret,
} from "../support/dossiers.ts";

const finding = (over: Partial<Finding>): Finding => ({
  kind: "NATIONAL_ID",
  confidence: "HIGH",
  start: 0,
  end: 11,
  ...over,
});

describe("recall: fields", () => {
  test("takes the whole text of a field out, and wherever it stands elsewhere as words", () => {
    const dossier = aDossier({
      case: aCase({ displayName: "Mail", description: "Mail? Mailbox!" }),
      feed: [
        aComment({ id: "c1", body: "Call me" }),
        aComment({ id: "c2", body: "You said: Call me" }),
      ],
      replies: [{ receiptId: "k1", reply: { body: "Call me" } }],
    });

    const { change, feed, replies } = recalled(dossier, { fields: ["displayName", "comments/c1"] });

    expect(change.case).toMatchObject({
      displayName: "[RECALLED]",
      description: "[RECALLED]? Mailbox!",
    });
    expect(feed).toMatchObject([{ body: "[RECALLED]" }, { body: "You said: [RECALLED]" }]);
    expect(replies).toMatchObject([{ reply: { body: "[RECALLED]" } }]);
  });

  test("takes earlier titles with the title", () => {
    const changes = [{ field: "displayName", before: "About Erik", after: "Mail is late" }];
    const dossier = aDossier({ history: [anEntry({ id: "e1", type: "case.changed", changes })] });

    const { history } = recalled(dossier, { fields: ["displayName"] });

    expect(history).toMatchObject([{ changes: [{ before: "[RECALLED]", after: "[RECALLED]" }] }]);
  });

  test("takes answers out of the description too, in which they are written", () => {
    const dossier = aDossier({
      case: aCase({
        description: "Help.\n\nWho is it? Erik Ek",
        answers: [{ questionId: "who", answer: "Erik Ek" }],
      }),
    });

    const { change } = recalled(dossier, { fields: ["caseAnswers"] });

    expect(change.case).toMatchObject({
      description: "Help.\n\nWho is it? [RECALLED]",
      answers: [{ questionId: "who", answer: "[RECALLED]" }],
    });
  });

  test("finds nothing more to take where a field was recalled before", () => {
    const dossier = aDossier({
      case: aCase({ displayName: "[RECALLED]" }),
      feed: [aComment({ body: "[RECALLED] is gone" })],
    });

    expect(recalled(dossier, { fields: ["displayName"] }).certificate.places).toEqual([]);
  });

  test("takes the whole of justification and description", () => {
    const fields = ["description", "escalation.justification"];

    const { change } = recalled(everywhere(secret), { fields });

    expect(change.case).toMatchObject({
      description: "[RECALLED]",
      escalation: { justification: "[RECALLED]" },
      displayName: `Who is ${secret}`,
    });
  });

  test("refuses every field and file that the case does not have, all in one answer", () => {
    const wish = {
      fields: [
        "displayName",
        "caseAnswers",
        "escalation.justification",
        "comments/c9",
        "comments/a1",
      ],
      attachments: [
        "a1",
        "a9",
        "c1",
        "customers/1002/cases/100000000001/attachments/a1",
        "customers/1001/cases/100000000002/attachments/a1",
      ],
    };
    const dossier = aDossier({ feed: [anAttachment({ id: "a1" }), aComment({ id: "c1" })] });

    const refusal = refusalOf(() => recalled(dossier, wish));

    expect(refusal?.code).toBe("INVALID_ARGUMENT");
    expect(refusal?.details.violations?.map(({ field }) => field)).toEqual([
      "fields[1]",
      "fields[2]",
      "fields[3]",
      "fields[4]",
      "attachments[1]",
      "attachments[2]",
      "attachments[3]",
      "attachments[4]",
    ]);
  });

  test("to all but agents an internal note is no field, as if it were not there", () => {
    const noted = aDossier({ feed: [aComment({ id: "n1", internal: true })] });
    const fields = ["comments/n1"];

    const refused = refusalOf(() => recalled(noted, { fields }, byOlle));

    expect(refused).toEqual(refusalOf(() => recalled(aDossier(), { fields }, byOlle)));
    expect(outcomeOf(() => recalled(noted, { fields }))).toBe("allowed");
  });
});

describe("recall: attachments", () => {
  test.each([
    "a1",
    "customers/1001/cases/100000000001/attachments/a1",
    "organizations/1001/cases/100000000001/attachments/a1",
  ])("removes the file named %s and takes its name out everywhere", (given) => {
    const changes = [{ field: "attachment", after: "cv.pdf" }];
    const dossier = aDossier({
      feed: [anAttachment({ id: "a1", filename: "cv.pdf" }), aComment({ body: "See cv.pdf" })],
      history: [anEntry({ id: "e1", type: "attachment.created", attachmentId: "a1", changes })],
    });

    const { feed, history, certificate } = recalled(dossier, { attachments: [given] });

    expect(feed).toMatchObject([
      {
        id: "a1",
        kind: "deletedAttachment",
        filename: "[RECALLED]",
        remover: aino,
        reason: "It must not stand here.",
        createdAt: now,
        attachedAt: now,
      },
      { body: "See [RECALLED]" },
    ]);
    expect(history).toMatchObject([{ changes: [{ after: "[RECALLED]" }] }]);
    expect(certificate.files).toEqual([
      { object: "2026-03-10T12/1001/100000000001/a1", generation: "7" },
    ]);
  });

  test("takes the name of a file out that was removed before, of which there are no bytes", () => {
    const dossier = aDossier({ feed: [aTombstone({ id: "a1", filename: "cv.pdf" })] });

    const { feed, certificate } = recalled(dossier, { attachments: ["a1"] });

    expect(feed).toMatchObject([{ filename: "[RECALLED]", reason: "On request." }]);
    expect(certificate.files).toEqual([]);
  });
});

/** As a detector would that knows the secret where a text begins with it. */
const detect = (dossier: Dossier) =>
  textsIn(dossier).map((text) =>
    text.startsWith(secret)
      ? [finding({}), finding({ confidence: "LOW", start: 12, end: 15 })]
      : [],
  );

describe("recall: what the detector found", () => {
  test("goes from wherever its value stands, under the placeholder of its kind; the uncertain stays", () => {
    const dossier = aDossier({
      feed: [
        aComment({ id: "c1", body: `${secret} low` }),
        aComment({ id: "c2", body: "order 8112289874 low; was [NATIONAL_ID-2]" }),
      ],
    });

    const { feed } = recall(dossier, aWish(), { stamp: byAgent, found: detect(dossier) });

    expect(feed).toMatchObject([
      { body: "[NATIONAL_ID-3] low" },
      { body: "order [NATIONAL_ID-3] low; was [NATIONAL_ID-2]" },
    ]);
  });

  test("is looked for in every text, each once", () => {
    expect(textsIn(everywhere("X1"))).toEqual([
      "Who is X1",
      "It says X1.",
      "X1",
      "X1 waits",
      "Hello X1",
      "Note X1",
      "X1.pdf",
      "X1.txt",
      "Held X1",
      "Is it X1",
      "xX1@a.example",
      "Because X1",
    ]);
  });
});
