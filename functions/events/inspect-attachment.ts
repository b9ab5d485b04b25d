import { clamdScanner } from "#adapters/clamd/scanner.ts";
import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { chosenDetector } from "#adapters/personal-data/chosen-detector.ts";
import { pubsubEvents } from "#adapters/pubsub/publisher.ts";
import { cloudStorageFiles } from "#adapters/storage/file-store.ts";
import { CaseEvent } from "#domain/event.ts";
import { eventFunction } from "#platform/event-function.ts";
import { newEventId } from "#platform/ids.ts";
import { inspect } from "#platform/inspect.ts";

/**
 * Looks at a new file before anybody may have it: a scanner for malware, and, where it was too large to be
 * searched when it was attached, for personal data. Run again, it finds what is left to do.
 */
export const inspectAttachment = eventFunction(
  {
    name: "inspectAttachment",
    summary: "Scan a new attachment, and release or withhold it",
    message: CaseEvent,
  },
  {
    cases: firestoreCases,
    events: pubsubEvents,
    files: cloudStorageFiles,
    scanner: clamdScanner,
    detector: chosenDetector,
  },
  async (event, services, at) => {
    if (event.type !== "attachment.created") return { inspected: 0 };
    return inspect(event, services, { at, eventId: newEventId() });
  },
);
