import { type Attachment, fileOf, type QuarantineCause } from "#domain/attachment.ts";
import { quarantine, settle } from "#domain/attachment-rules.ts";
import { instantAfter } from "#domain/case.ts";
import type { CaseStore } from "#domain/case-store.ts";
import { type Change, unchanged } from "#domain/change.ts";
import type { CaseEvent, EventPublisher } from "#domain/event.ts";
import type { FeedEntry } from "#domain/feed.ts";
import type { FileStore } from "#domain/file-store.ts";
import type { ChildId } from "#domain/identifiers.ts";
import type { Instant } from "#domain/instant.ts";
import type { MalwareScanner } from "#domain/malware.ts";
import type { PersonalDataDetector } from "#domain/personal-data.ts";
import type { Tally } from "./event-function.ts";
import { holdsPersonalData } from "./screen-stream.ts";

type Services = {
  cases: CaseStore;
  events: EventPublisher;
  files: FileStore;
  scanner: MalwareScanner | undefined;
  detector: PersonalDataDetector;
};

/** Less than Pub/Sub waits for, by which time it would deliver the event again beside this run. */
const searchMs = 400_000;

type Outcome = QuarantineCause | "LOST" | "FINE";

/**
 * Looks at the file that an event tells of, and releases or withholds it. What was settled before, or
 * removed meanwhile, is left alone. Rejects where the scanner, the store or the detector is out of
 * reach: the file then stays withheld, and the event comes again.
 */
export async function inspect(
  event: Pick<CaseEvent, "id" | "customer" | "caseId">,
  services: Services,
  stamp: { at: Instant; eventId: ChildId },
): Promise<Tally> {
  const { customer, caseId } = event;
  const attachment = await services.cases.attachmentOf({ customer, caseId }, event.id);
  if (attachment?.kind !== "attachment" || attachment.state !== "SCANNING") return { inspected: 0 };
  const outcome = await look(attachment, services);
  const scanned = services.scanner !== undefined;
  const rule = (current: Parameters<typeof settle>[0], child: FeedEntry | undefined): Change => {
    if (child?.kind !== "attachment" || child.state !== "SCANNING") return unchanged(current);
    if (outcome === "FINE") return settle(current, child, { state: "AVAILABLE", scanned });
    if (outcome === "LOST") return settle(current, child, { state: "LOST", scanned: false });
    const at = instantAfter(current, stamp.at);
    return quarantine(current, child, { cause: outcome, at, eventId: stamp.eventId });
  };
  const told = await services.cases.changeAsSystem(
    { customer, caseId, childId: attachment.id },
    rule,
  );
  if (told) await services.events.publish(told);
  return { inspected: 1, withheld: told ? 1 : 0 };
}

async function look(
  attachment: Attachment,
  { files, scanner, detector }: Services,
): Promise<Outcome> {
  const file = fileOf(attachment);
  if (scanner) {
    const bytes = await files.read(file);
    if (!bytes) return "LOST";
    const verdict = await scanner.scan(bytes);
    if (verdict !== "clean") return verdict === "infected" ? "MALWARE" : "UNSCANNABLE";
  }
  if (!attachment.screenLater) return "FINE";
  const bytes = await files.read(file);
  if (!bytes) return "LOST";
  const holds = await holdsPersonalData(bytes, detector, searchMs);
  // A file of which the search never ends would come again for ever.
  if (holds === "unfinished") return "UNSCANNABLE";
  return holds ? "PERSONAL_DATA" : "FINE";
}
