import { describe, expect, test } from "vitest";
import { certifiedMailsMax } from "#domain/certificate.ts";
import type { Delivery, Dossier } from "#domain/recall-store.ts";
import { aCase, aComment, anEntry, now } from "../support/builders.ts";
import { aDossier, recalled, secret } from "../support/dossiers.ts";

const mail = (eventId: string, over: Partial<Delivery> = {}): Delivery => ({
  eventId,
  email: "baker@lindqvist.example",
  state: "accepted",
  settledAt: now,
  ...over,
});

/** The entries whose mails are certified where every entry was mailed of. */
const told = (dossier: Dossier) =>
  recalled(
    { ...dossier, deliveries: ["e0", "e1", "e2", "e3"].map((id) => mail(id)) },
    { texts: [secret] },
  ).certificate.mails.map(({ eventId }) => eventId);

describe("recall: mails that went out", () => {
  const history = [
    anEntry({ id: "e0", type: "case.created" }),
    anEntry({ id: "e1", commentId: "c1" }),
    anEntry({ id: "e2", type: "note.created", commentId: "n1", internal: true }),
    anEntry({ id: "e3", type: "case.changed", reason: "It spreads." }),
  ];

  test.each<[string, Partial<Dossier>, string[]]>([
    ["the description", { case: aCase({ description: secret }) }, ["e0"]],
    ["a comment", { feed: [aComment({ id: "c1", body: secret })] }, ["e1"]],
    ["a note", { feed: [aComment({ id: "n1", body: secret, internal: true })] }, ["e2"]],
    [
      "the title, which is in every subject",
      { case: aCase({ displayName: secret }) },
      ["e0", "e1", "e2", "e3"],
    ],
    [
      "answers alone, which no mail shows",
      { case: aCase({ answers: [{ questionId: "who", answer: secret }] }) },
      [],
    ],
  ])("are certified where they showed %s", (_, where, events) => {
    expect(told(aDossier({ history, ...where }))).toEqual(events);
  });

  test.each([
    ["a reason", { reason: secret }, ["e3"]],
    ["the name of a file", { changes: [{ field: "attachment", after: secret }] }, ["e3"]],
    [
      "an earlier title",
      { changes: [{ field: "displayName", before: secret }] },
      ["e0", "e1", "e2", "e3"],
    ],
    [
      "addresses, which no mail shows",
      { changes: [{ field: "subscriberEmailAddresses", after: [secret] }] },
      [],
    ],
  ])("are certified where history had %s", (_, over, events) => {
    const last = anEntry({ id: "e3", type: "case.changed", ...over });

    expect(told(aDossier({ history: [...history.slice(0, 3), last] }))).toEqual(events);
  });

  test("are named with address and time; one on its way counts, one refused does not", () => {
    const deliveries = [
      mail("e1"),
      mail("e1", { email: "olle@lindqvist.example", state: "claimed", settledAt: undefined }),
      mail("e1", { email: "gone@lindqvist.example", state: "refused" }),
    ];
    const feed = [aComment({ id: "c1", body: secret })];

    const { certificate } = recalled(aDossier({ history, feed, deliveries }), { texts: [secret] });

    expect(certificate.mails).toEqual([
      { eventId: "e1", email: "baker@lindqvist.example", sentAt: now, internal: false },
      { eventId: "e1", email: "olle@lindqvist.example", internal: false },
    ]);
  });

  test("are counted beyond what a document holds, the latest named", () => {
    const many = certifiedMailsMax + 2;
    const deliveries = Array.from({ length: many }, (_, at) =>
      mail("e1", { email: `n${at}@a.example` }),
    );
    const feed = [aComment({ id: "c1", body: secret })];

    const { mails, moreMails } = recalled(aDossier({ history, feed, deliveries }), {
      texts: [secret],
    }).certificate;

    expect([mails.length, moreMails]).toEqual([4_000, 2]);
    expect(mails[0]).toMatchObject({ email: "n2@a.example" });
  });
});
