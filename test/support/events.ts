import { randomInt } from "node:crypto";
import { Timestamp } from "@google-cloud/firestore";
import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { writeChange } from "#adapters/firestore/case-writes.ts";
import { firestore, fromDocument } from "#adapters/firestore/client.ts";
import { firestoreCustody } from "#adapters/firestore/custody-store.ts";
import { caseDoc, readCase, receiptDoc, withdrawalsDoc } from "#adapters/firestore/documents.ts";
import { writeReceipt } from "#adapters/firestore/receipts.ts";
import type { Case } from "#domain/case.ts";
import type { Change, Stamp } from "#domain/change.ts";
import type { Custody } from "#domain/custody.ts";
import { eventOf } from "#domain/decision.ts";
import type { CaseEvent, CustodyEvent, OutgoingEvent } from "#domain/event.ts";
import type { HistoryEntry } from "#domain/history.ts";
import { type Instant, plus } from "#domain/instant.ts";
import { newChildId } from "#platform/ids.ts";
import { type Inbox, startInbox } from "../../scripts/stack/inbox.ts";
import { freePort } from "../../scripts/stack/ports.ts";
import { aCase, aCustody, anEntry, aStamp } from "./builders.ts";
import { projectId } from "./server.ts";

/** The instant so many milliseconds before this one. */
export function ago(ms: number): Instant {
  return plus(new Date().toISOString(), -ms);
}

/** An inbox for this file alone. Before the first mail is sent: the address is read once. */
export async function startOwnInbox(): Promise<Inbox> {
  const inbox = await startInbox({ smtpPort: await freePort(), httpPort: await freePort() });
  Object.assign(process.env, { SMTP_URL: inbox.smtpAddress, INBOX_URL: inbox.url });
  return inbox;
}

/** Stores a case as it is given, under an id of its own, with the index that it would have. */
export async function putCase(over: Partial<Case> = {}): Promise<Case> {
  const [stored] = await putCases([over]);
  if (!stored) throw new Error("No case was stored.");
  return stored;
}

/** The same for several, all or none. */
export async function putCases(overs: readonly Partial<Case>[]): Promise<Case[]> {
  const cases = overs.map((over) => aCase({ id: String(randomInt(1e11, 1e12)), ...over }));
  await firestore().runTransaction(async (transaction) => {
    for (const each of cases) {
      const entry = anEntry({ id: newChildId(), type: "case.created" });
      writeChange(transaction, { before: undefined, change: { case: each, entry } });
    }
  });
  return cases;
}

type Rule = (current: Case, stamp: Stamp) => Change;

/** Changes a case by a rule, as anna of alfa now unless the stamp says otherwise, without publishing. */
export async function happens(
  on: Case,
  rule: Rule,
  stamp: Partial<Stamp> = {},
): Promise<CaseEvent> {
  const full = aStamp({ at: new Date().toISOString(), eventId: newChildId(), ...stamp });
  return firestore().runTransaction(async (transaction) => {
    const before = readCase(await transaction.get(caseDoc(on.id)));
    if (!before) throw new Error(`There is no case ${on.id}.`);
    const change = rule(before, full);
    const event = eventOf(change, full.eventId);
    if (!event) throw new Error("The rule changed nothing that anybody is told of.");
    writeChange(transaction, { before, change });
    writeReceipt(transaction, event.receiptId, { digest: "", at: full.at, reply: {}, event });
    return event;
  });
}

/** Stores who looks after a customer, without publishing. */
export function putCustody(over: Partial<Custody> & { customer: string }): Promise<CustodyEvent> {
  const stamp = { at: new Date().toISOString(), eventId: newChildId() };
  return firestoreCustody().put(over.customer, stamp, () => aCustody(over));
}

export async function storedCase({ id }: Case): Promise<Case> {
  const found = readCase(await caseDoc(id).get());
  if (!found) throw new Error(`There is no case ${id}.`);
  return found;
}

/** The types of what history tells of a case, without its opening. */
export async function historyOf({ customer, id }: Case): Promise<HistoryEntry["type"][]> {
  const page = { order: "asc", limit: 100, internal: true } as const;
  const entries = await firestoreCases().history({ customer, caseId: id }, page);
  return entries.map(({ type }) => type).filter((type) => type !== "case.created");
}

/** The receipt of an event, instants as text; undefined where there is none. */
export async function receiptOf(id: string): Promise<Record<string, unknown> | undefined> {
  const data = (await receiptDoc(id).get()).data();
  return data && fromDocument(data);
}

/** What lists leave out for a partner, as of now. */
export async function withdrawnFrom(domain: string): Promise<string[]> {
  const customers: unknown = (await withdrawalsDoc(domain).get()).get("customers");
  return Object.keys(customers ?? {});
}

/** Has an event wait as long as its next publishing takes: it is due now. */
export async function letTimePass(id: string): Promise<void> {
  await receiptDoc(id).update({ dueAt: Timestamp.fromDate(new Date(ago(1_000))) });
}

/** Subscribes to a topic, which is made where it is missing. The answer takes what has come since. */
export async function subscribeTo(topic: string): Promise<() => Promise<OutgoingEvent[]>> {
  const subscription = `taker-${newChildId()}`;
  await pubsub("PUT", `topics/${topic}`, {});
  await pubsub("PUT", `subscriptions/${subscription}`, {
    topic: `projects/${projectId}/topics/${topic}`,
  });
  return async () => {
    const taken: OutgoingEvent[] = [];
    for (;;) {
      const body = { maxMessages: 1_000, returnImmediately: true };
      const { receivedMessages = [] } = await pubsub(
        "POST",
        `subscriptions/${subscription}:pull`,
        body,
      );
      if (receivedMessages.length === 0) return taken;
      const ackIds = receivedMessages.map(({ ackId }) => ackId);
      await pubsub("POST", `subscriptions/${subscription}:acknowledge`, { ackIds });
      taken.push(...receivedMessages.map(({ message }) => decoded(message.data)));
    }
  };
}

type Pulled = { receivedMessages?: { ackId: string; message: { data: string } }[] };

async function pubsub(method: string, path: string, body: object): Promise<Pulled> {
  const host = process.env["PUBSUB_EMULATOR_HOST"];
  const response = await fetch(`http://${host}/v1/projects/${projectId}/${path}`, {
    method,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  // 409: it is there already.
  if (response.ok || response.status === 409) return (await response.json()) as Pulled;
  throw new Error(`The Pub/Sub emulator answered ${response.status} to ${method} ${path}.`);
}

function decoded(data: string): OutgoingEvent {
  return JSON.parse(Buffer.from(data, "base64").toString("utf8")) as OutgoingEvent;
}
