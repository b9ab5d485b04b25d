import { z } from "zod";
import { fileOf, requireAttachment } from "#domain/attachment.ts";
import { attach, type NewAttachment, requireRoom } from "#domain/attachment-rules.ts";
import { unchanged } from "#domain/change.ts";
import { type Ask, decideOnCase } from "#domain/decision.ts";
import type { FileRef, FileStore, StoredFile } from "#domain/file-store.ts";
import { firstInstant } from "#domain/instant.ts";
import { type CaseCall, type ChangeServices, changeAttachment } from "./change-case.ts";
import { config } from "./config.ts";
import { log, traceOf } from "./log.ts";
import { noteSeen } from "./record-seen.ts";
import { attachmentResource } from "./wire/attachment.ts";

type Services = ChangeServices & { files: FileStore };

/**
 * Decides, before a file is read or stored, whether the caller may attach it at all; the same is decided
 * once more when the file is linked. Returns the answer where there is one already: to the same request,
 * or to an upload that was finished before. What was removed since cannot be finished again.
 */
export async function admitFile(
  call: CaseCall,
  { cases }: Pick<Services, "cases">,
): Promise<{ reply: object } | undefined> {
  const { customer, case: caseId } = call.params;
  const ask = { ...call.ask, customer };
  const { principal, receiptId } = ask;
  const found = await cases.find({ principal, customer, caseId, receiptId, childId: call.childId });
  const { reply } = decideOnCase(
    found,
    ask,
    ({ standing, agents, case: current, child }, stamp) => {
      if (child) {
        const names = standing.agent ? agents : undefined;
        const audience = { of: { customer, caseId }, form: call.form, names };
        const shown = attachmentResource(requireAttachment(child), audience);
        return { change: unchanged(current), reply: shown };
      }
      requireRoom(current, stamp.at);
      return { change: unchanged(current), reply: undefined };
    },
  );
  if (typeof reply !== "object" || reply === null) return undefined;
  noteSeen(call, found, { customer, cases: [caseId], list: false });
  return { reply };
}

/** What is known of a stored file; whether it is going to be scanned is the deployment's matter. */
export type StoredAttachment = Omit<NewAttachment, "toBeScanned">;

/** A file whose text has been searched as far as it can be, where its bytes now lie. */
export function storedAs(
  known: Omit<StoredAttachment, keyof FileRef | "screenLater">,
  { object, generation }: FileRef,
): StoredAttachment {
  const { id, filename, mimeType, archive, unsearched, sizeBytes } = known;
  const file = { id, filename, mimeType, archive, unsearched, sizeBytes };
  return { ...file, object, generation, screenLater: false };
}

/** How linking ended: the answer, and the bytes that stand linked; none where another request was answered again. */
export type Linked = { reply: unknown; linked: FileRef | undefined };

/**
 * Links stored bytes to their case. Removes nothing, also where it rejects: what is linked nowhere
 * `sweepFiles` removes a day later, when nobody can be linking it any more.
 */
export async function linkFile(
  call: CaseCall,
  services: Services,
  file: StoredAttachment,
): Promise<Linked> {
  const toBeScanned = config().CLAMD_ADDRESS !== undefined;
  let linked: FileRef | undefined;
  const reply = await changeAttachment(call, services, ({ case: current, child }, stamp) => {
    // Two calls that finish one upload: the second finds what the first has linked.
    if (child) {
      const attachment = requireAttachment(child);
      linked = attachment;
      return { ...unchanged(current), attachment };
    }
    linked = file;
    return attach(current, { ...file, toBeScanned }, stamp);
  });
  const answered = Named.parse(reply).name.endsWith(`/${file.id}`);
  return { reply, linked: answered ? (linked ?? file) : undefined };
}

const Named = z.object({ name: z.string() });

/** The files as a write may touch them: a rehearsal stores nothing and removes nothing. */
export function filesFor({ validateOnly }: Pick<Ask, "validateOnly">, files: FileStore): FileStore {
  return validateOnly ? { ...files, ...untouching } : files;
}

const untouching: Pick<FileStore, "put" | "remove"> = {
  put: (object) => Promise.resolve({ ...nothing, object }),
  remove: () => Promise.resolve(),
};

const nothing: Omit<StoredFile, "object"> = {
  generation: "0",
  sizeBytes: 0,
  contentType: "",
  crc32c: "",
  md5: undefined,
  servedOtherwise: false,
  createdAt: firstInstant,
};

/** Removes bytes that no record stands for. Where that fails, `sweepFiles` does it a day later. */
export async function discardFile(files: FileStore, file: FileRef): Promise<void> {
  await files
    .remove(fileOf(file))
    .catch((error: unknown) => log("WARNING", "file not removed", traceOf(error)));
}
