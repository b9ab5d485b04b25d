import type { Attachment, DeletedAttachment } from "#domain/attachment.ts";
import { aino, anna, now } from "./builders.ts";

/** A small text that anna of alfa attached to `aCase()`, free to be downloaded. */
export function anAttachment(over: Partial<Attachment> = {}): Attachment {
  return {
    kind: "attachment",
    id: "a1",
    filename: "log.txt",
    mimeType: "text/plain",
    sizeBytes: 12,
    creator: anna,
    object: "2026-03-10T12/1001/100000000001/a1",
    generation: "7",
    internal: false,
    createdAt: now,
    state: "AVAILABLE",
    scanned: false,
    screenLater: false,
    archive: false,
    ...over,
  };
}

/** What is left of it once support has removed it. */
export function aTombstone(over: Partial<DeletedAttachment> = {}): DeletedAttachment {
  const {
    state: _state,
    scanned: _scanned,
    screenLater: _later,
    archive: _archive,
    ...file
  } = anAttachment();
  return {
    ...file,
    kind: "deletedAttachment",
    attachedAt: now,
    remover: aino,
    reason: "On request.",
    ...over,
  };
}
