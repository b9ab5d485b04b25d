import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { firestoreRecalls } from "#adapters/firestore/recall-store.ts";
import { firestoreEvents } from "#adapters/firestore/receipts.ts";
import { chosenDetector } from "#adapters/personal-data/chosen-detector.ts";
import { cloudStorageFiles } from "#adapters/storage/file-store.ts";
import { objectFor } from "#domain/attachment.ts";
import { attach } from "#domain/attachment-rules.ts";
import { comment } from "#domain/comment-rules.ts";
import type { EventPublisher } from "#domain/event.ts";
import { addComment, changeAttachment } from "#platform/change-case.ts";
import { recallData } from "#platform/recall-data.ts";
import { askOf } from "./load.ts";

const of = { customer: "1001", caseId: "310000001001" };
const anna = "anna@alfa-partner.example";
const olle = "olle@lindqvist.example";

/** Its events count as delivered, so that nobody is mailed about the past. */
const quiet: EventPublisher = {
  publish: (event) => firestoreEvents().confirm(event, new Date().toISOString()),
};

/**
 * Adds to the demo data what takes a bucket: a file of one case, and a phone number in a comment that
 * has been recalled since. Under fixed ids, which the examples of the API reference name.
 */
export async function loadDemoFiles(): Promise<void> {
  await attachLog();
  await writeNumber();
  await recallNumber();
}

async function attachLog(): Promise<void> {
  const call = callOf({ by: anna, at: "2026-10-05T09:10:00.000Z" });
  const bytes = new TextEncoder().encode("07:40 550 5.7.26 unauthenticated sender\n");
  const object = objectFor(of, "a1", call.at);
  const { generation } = await cloudStorageFiles().put(object, bytes, "text/plain");
  const file = {
    id: "a1",
    filename: "mail.log",
    mimeType: "text/plain",
    sizeBytes: bytes.length,
    object,
    generation,
    archive: false,
    unsearched: false,
    screenLater: false,
    toBeScanned: false,
  };
  await changeAttachment(call, services(), ({ case: current }, stamp) =>
    attach(current, file, stamp),
  );
}

const number = "070-174 06 05";

async function writeNumber(): Promise<void> {
  const call = callOf({ by: anna, at: "2026-10-05T09:20:00.000Z" });
  const said = { id: "c4", body: `The buyer of the mill answers at ${number}.` };
  await addComment(call, services(), ({ case: current }, stamp) => comment(current, said, stamp));
}

async function recallNumber(): Promise<void> {
  const call = callOf({ by: olle, at: "2026-10-06T07:00:00.000Z" });
  const wish = { texts: [number], fields: [], attachments: [], detected: false };
  await recallData({ ...call, ask: { ...call.ask, eventId: "e1" } }, services(), {
    ...wish,
    reason: "It is somebody's private number.",
  });
}

function services() {
  return {
    cases: firestoreCases(),
    recalls: firestoreRecalls(),
    files: cloudStorageFiles(),
    events: quiet,
    detector: chosenDetector(),
  };
}

function callOf(step: { by: string; at: string }) {
  return {
    ask: askOf(step),
    at: step.at,
    form: "customers" as const,
    params: { customer: of.customer, case: of.caseId },
    seen: [],
  };
}
