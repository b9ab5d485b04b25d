import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { firestoreAccessRecords } from "#adapters/firestore/access-records.ts";
import { firestoreAudit } from "#adapters/firestore/audit.ts";
import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { firestoreConsentSubjects } from "#adapters/firestore/consent-subjects.ts";
import { firestoreCustody } from "#adapters/firestore/custody-store.ts";
import { firestoreDeadlines } from "#adapters/firestore/deadlines.ts";
import { firestoreFileRecords } from "#adapters/firestore/file-records.ts";
import { firestorePeople } from "#adapters/firestore/people-store.ts";
import { firestoreRecalls } from "#adapters/firestore/recall-store.ts";
import { firestoreEvents } from "#adapters/firestore/receipts.ts";
import type { AuditParty } from "#domain/audit.ts";
import type { CaseQuery } from "#domain/case-store.ts";
import type { CustomerScope } from "#domain/customer.ts";
import { anAttachment } from "../support/attachments.ts";
import { aConsentEvent } from "../support/builders.ts";
import { issueClientQueries } from "./client-queries.ts";

const at = "2026-03-10T12:00:00.000Z";
const atOnce = 40;
const functions = fileURLToPath(new URL("../../functions/", import.meta.url));

/** How often each file of the code names a collection or limits a query, by its path below functions/. */
export function placesThatQuery(): Record<string, number> {
  // The client is no part of what runs in the cloud: it asks under the rules.
  const files = readdirSync(functions, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".ts") && !name.startsWith("client/"),
  );
  const counts = files.map((name): [string, number] => {
    const code = readFileSync(functions + name, "utf8");
    return [name, code.match(/\.(collection|collectionGroup|limit)\(/g)?.length ?? 0];
  });
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

/** Asks the database everything that the code can ask it, at the ports, so that each shape is seen once or more. */
export async function issueEveryQuery(): Promise<void> {
  const cases = firestoreCases();
  const lists = caseQueries();
  for (let start = 0; start < lists.length; start += atOnce) {
    const some = lists.slice(start, start + atOnce);
    await Promise.all(some.map((query) => cases.page(query, undefined, 1)));
  }
  const custody = firestoreCustody();
  const of = { customer: "1001", caseId: "310000001001" };
  for (const after of [undefined, { at, id: "c1" }]) {
    for (const internal of [true, false]) {
      // Comments and files are listed with the newest first, the feed both ways.
      await cases.comments(of, { order: "desc", after, limit: 1, internal });
      await cases.attachments(of, { order: "desc", after, limit: 1, internal });
      await cases.feed(of, { order: "desc", after, limit: 1, internal });
      await cases.feed(of, { order: "asc", after, limit: 1, internal });
      // The history is shown in one order alone.
      await cases.history(of, { order: "asc", after, limit: 1, internal });
    }
  }
  for (const scope of scopes) {
    await custody.page(scope, undefined, 1);
    await custody.page(scope, { displayName: "M", customer: "1001" }, 1);
  }
  await cases.page({ viewers: ["support"], withWords: false }, { updatedAt: at, id: "1" }, 1);
  const [opening] = await cases.history(of, { order: "asc", limit: 1, internal: false });
  if (!opening || !(await cases.reindexWords(of, opening.id))) {
    throw new Error("The demo data's first case has no first title to index anew.");
  }
  await cases.due("remindAt", at, 1);
  await cases.due("reopenUntilAt", at, 1);
  await custody.reindex("1001", at);
  await custody.reindex("1001", at, { after: "1", revision: 1 });
  await firestoreEvents().takeDue(at, 1);
  await firestoreDeadlines().due(at, undefined, 1);
  await firestoreDeadlines().due(at, { dueAt: at, customer: "1001" }, 1);
  await firestoreConsentSubjects().find(aConsentEvent());
  const held = { of, attachment: anAttachment() };
  await firestoreFileRecords().attachedBetween({ from: at, to: at }, undefined, 1);
  await firestoreFileRecords().attachedBetween({ from: at, to: at }, held, 1);
  await issueQueriesOfPeople();
  await issueQueriesOfRecalls();
  await issueClientQueries();
}

async function issueQueriesOfRecalls(): Promise<void> {
  const principal = { email: "aino@support.example", ofSupport: true };
  const one = { eventId: "e1", receiptId: "e1", digest: "d1", keyed: false, validateOnly: true };
  const of = { customer: "1001", caseId: "310000001001" };
  await firestoreRecalls().change({ ...one, ...of, principal, at }, async (found, dossierOf) => {
    if (!found.case) throw new Error("The demo data has no case to recall from.");
    return { reply: await dossierOf(found.case) };
  });
}

async function issueQueriesOfPeople(): Promise<void> {
  const [people, trail] = [firestorePeople(), firestoreAudit()];
  const customer: AuditParty = { kind: "customer", customer: "1001" };
  const partner: AuditParty = { kind: "partner", domain: "alfa-partner.example" };
  for (const party of [customer, partner, { kind: "support" } as const]) {
    await people.page(party, undefined, 1);
    await people.page(party, "m@lindqvist.example", 1);
    await trail.page(party, undefined, 1);
    await trail.page(party, { at, id: "e1" }, 1);
    await firestoreAccessRecords().page("1001", { at, id: "e1" }, 1);
    const email = "anna@alfa-partner.example";
    const principal = { email, ofSupport: false };
    const one = { eventId: "e1", receiptId: "e1", digest: "d1", keyed: false, validateOnly: true };
    await people.change({ ...one, principal, at, party, user: email }, () => ({ reply: {} }));
  }
}

const scopes: CustomerScope[] = [
  { kind: "own", domain: "alfa-partner.example", customers: ["1001"] },
  { kind: "all" },
];

/** Every combination of what a list of cases can be narrowed by, with one value and with several. */
function caseQueries(): CaseQuery[] {
  const choices: Partial<CaseQuery>[][] = [
    [
      { viewers: ["support"] },
      { viewers: ["support"], word: "mail" },
      { viewers: ["customer:1001", "partner:alfa-partner.example"] },
      { viewers: ["customer:1001", "partner:alfa-partner.example"], word: "mail" },
    ],
    [{}, { customers: ["1001"] }, { customers: ["1001", "1003"] }],
    [{}, { states: ["NEW"] }, { states: ["NEW", "CLOSED"] }],
    [{}, { priorities: ["P0"] }, { priorities: ["P0", "P1"] }],
    [{}, { creatorEmail: "anna@alfa-partner.example" }],
    [
      {},
      { updatedAt: { from: at } },
      { updatedAt: { before: at } },
      { updatedAt: { after: at, to: at } },
    ],
  ];
  const none: CaseQuery = { viewers: [], withWords: false };
  return choices.reduce<CaseQuery[]>(
    (made, options) => made.flatMap((query) => options.map((option) => ({ ...query, ...option }))),
    [none],
  );
}
