import { scannerAt } from "#adapters/clamd/scanner.ts";
import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { localDetector } from "#adapters/personal-data/local-detector.ts";
import { cloudStorageFiles } from "#adapters/storage/file-store.ts";
import { CaseEvent } from "#domain/event.ts";
import type { EventType } from "#domain/history.ts";
import { newEventId } from "#platform/ids.ts";
import { inspect } from "#platform/inspect.ts";
import { AttachmentResource } from "#platform/wire/attachment.ts";
import { anna, call, open } from "./client.ts";
import { attached, type Upload } from "./uploads.ts";

type Services = Parameters<typeof inspect>[1];

/** A file that was attached, and the event that tells of it. */
export type Told = { attachment: AttachmentResource; event: CaseEvent };

/** Attaches a file, to a case of its own unless told. */
export async function told(file: Upload = {}, caseName?: string): Promise<Told> {
  const attachment = await attached(caseName ?? (await open()).name, file);
  return { attachment, event: await createdEvent(attachment.name) };
}

/** The event by which an attachment was announced. */
export async function createdEvent(attachmentName: string): Promise<CaseEvent> {
  const [event] = await eventsOf(attachmentName, "attachment.created");
  if (!event) throw new Error("History does not tell of the attachment.");
  return event;
}

/** What history tells of an attachment, as the events that were published of it. */
export async function eventsOf(attachmentName: string, type: EventType): Promise<CaseEvent[]> {
  const [, customer = "", , caseId = "", , id] = attachmentName.split("/");
  const page = { order: "asc", limit: 100, internal: true } as const;
  const entries = await firestoreCases().history({ customer, caseId }, page);
  return entries
    .filter((entry) => entry.type === type && entry.attachmentId === id)
    .map((entry) => {
      const known = { id: entry.id, receiptId: entry.id, at: entry.createdAt };
      return CaseEvent.parse({ ...known, type, customer, caseId });
    });
}

/** What became of an attachment so far, as anna of alfa sees it. */
export async function stateOf({ name }: Pick<AttachmentResource, "name">): Promise<object> {
  const { body } = await call("GET", `/v2/${name}`, { as: anna });
  const { state, scanned, quarantineCause } = AttachmentResource.parse(body);
  return { state, ...(scanned && { scanned }), ...(quarantineCause && { quarantineCause }) };
}

/** The scanner that runs beside the emulators. */
export const scanner = scannerAt(process.env["CLAMD_ADDRESS"] ?? "");

export const inspectServices = {
  cases: firestoreCases(),
  events: { publish: async () => undefined },
  files: cloudStorageFiles(),
  scanner,
  detector: localDetector(),
} satisfies Services;

/** Does what the function does, with ports that may fail. */
export function inspected(event: CaseEvent, over: Partial<Services> = {}) {
  const stamp = { at: new Date().toISOString(), eventId: newEventId() };
  return inspect(event, { ...inspectServices, ...over }, stamp);
}
