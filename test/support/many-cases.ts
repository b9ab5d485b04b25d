import { writeChange } from "#adapters/firestore/case-writes.ts";
import { firestore } from "#adapters/firestore/client.ts";
import { CaseState, Priority } from "#domain/case.ts";
import type { Change } from "#domain/change.ts";
import { openCase } from "#domain/open-case.ts";
import { custodies } from "../../scripts/demo/custodies.ts";
import { aPrincipal, aStamp } from "./builders.ts";

const batchSize = 250;
const hourMs = 3_600_000;
const firstOpenedAtMs = Date.parse("2025-08-01T00:00:00.000Z");

/** Those who open the cases in turn, under the custody of August 2025. */
const openers = [
  { customer: "1001", email: "anna@alfa-partner.example", viewer: "partner:alfa-partner.example" },
  { customer: "1003", email: "signe@solvik.example", viewer: "customer:1003" },
  { customer: "1004", email: "anna@beta-partner.example", viewer: "partner:beta-partner.example" },
  { customer: "1001", email: "moa@lindqvist.example", viewer: "customer:1001" },
  {
    customer: "1005",
    email: "hanna@hjalp-partner.example",
    viewer: "partner:hjalp-partner.example",
  },
  { customer: "1003", email: "anna@alfa-partner.example", viewer: "partner:alfa-partner.example" },
] as const;

/**
 * Adds cases to the demo data of this file's project, `count` of them beginning with number `from`, one
 * an hour from 2025-08-01 on, the later number updated later.
 *
 * Each is written as the product writes a new case, in one of every state, priority and customer in
 * turn. Every title has the words "mail" and "late", and "odd" or "even" by its number.
 */
export async function loadManyCases(count: number, from = 0): Promise<void> {
  const changes = Array.from({ length: count }, (_, index) => opened(from + index));
  for (let start = 0; start < count; start += batchSize) {
    await firestore().runTransaction(async (transaction) => {
      for (const change of changes.slice(start, start + batchSize)) {
        writeChange(transaction, { before: undefined, change });
      }
    });
  }
}

function opened(number: number): Change {
  const { customer, email, viewer } = turn(openers, number);
  const custody = custodies.find((each) => each.customer === customer);
  if (!custody) throw new Error(`The demo data has no customer ${customer}.`);
  const at = new Date(firstOpenedAtMs + number * hourMs).toISOString();
  const actor = { kind: "person", email, displayName: email, viewer } as const;
  const stamp = aStamp({ at, eventId: `many${number}`, actor, viewer });
  const standing = { viewer, agent: false, held: [] };
  const found = { principal: aPrincipal({ email }), custody };
  const input = {
    displayName: `Mail is late, ${number % 2 === 0 ? "even" : "odd"} ${number}`,
    description: `Mail from outside arrives hours late since delivery ${number}.`,
    topicId: "gws-gmail-delivery-bounce",
    answers: [],
    priority: turn(Priority.options, number),
    languageCode: "en",
    testCase: false,
    subscriberEmailAddresses: [],
  };
  const id = String(700_000_000_000 + number);
  const change = openCase(id, input, { found, standing, custody, stamp });
  // By sixes, so that every customer has cases in every state.
  const state = turn(CaseState.options, Math.floor(number / openers.length));
  const ends = state === "CLOSED" ? { closedAt: at } : {};
  return { ...change, case: { ...change.case, state, ...ends } };
}

function turn<T>(items: readonly T[], number: number): T {
  const item = items[number % items.length];
  if (item === undefined) throw new Error("Nothing to take turns among.");
  return item;
}
