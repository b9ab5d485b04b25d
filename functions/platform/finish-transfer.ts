import { rewritten, uploadBytesMax } from "#domain/attachment.ts";
import { isDocument, isPicture, isText } from "#domain/attachment-types.ts";
import type { FileContent } from "#domain/file-content.ts";
import type { ByteRange, FileRef, FileStore, StoredFile } from "#domain/file-store.ts";
import type { PersonalDataDetector } from "#domain/personal-data.ts";
import { invalid, Refusal } from "#domain/refusal.ts";
import { screen } from "#domain/screening.ts";
import { type StoredAttachment, storedAs } from "./attach-file.ts";
import type { CaseCall } from "./change-case.ts";
import { prepareFile } from "./prepare-file.ts";
import type { StartedUpload } from "./upload-token.ts";
import { pictureSizeFault } from "./wire/new-attachment.ts";

type Services = { files: FileStore; content: FileContent; detector: PersonalDataDetector };

export type Stated = { crc32c?: string | undefined; md5Hash?: string | undefined };

export type Finished = {
  screening: NonNullable<CaseCall["screening"]>;
  stored: StoredAttachment;
};

/** As many bytes as tell the type of any file. */
const headBytes = 64 * 1024;

/**
 * The bytes that were written to the address, if they are what was agreed and what the sender states. What
 * is not stays for `sweepFiles`: a call that states it rightly may be linking it at this moment.
 */
export async function transferred(
  started: StartedUpload,
  stated: Stated,
  files: FileStore,
): Promise<StoredFile> {
  const file = await files.stat(started.object);
  if (!file) throw mismatch("Nothing has been written to the address yet.");
  if (file.servedOtherwise) {
    throw mismatch(
      "The file was sent with Content-Encoding or Cache-Control, which are not taken.",
    );
  }
  const { sizeBytes, crc32c, md5 } = file;
  const agrees =
    sizeBytes === started.sizeBytes &&
    (stated.crc32c === undefined || stated.crc32c === crc32c) &&
    (stated.md5Hash === undefined || stated.md5Hash === md5);
  if (agrees) return file;
  throw mismatch("What was written is not what you state: its size or its checksum differs.");
}

/**
 * What becomes of a transferred file before it is linked: the same as of an uploaded one. Of what is too
 * large to be held in memory the type alone is told now, and its text is searched later. One that is refused
 * stays where nobody can read it until `sweepFiles` removes it: with `redactPii` it may yet be finished.
 */
export function prepareTransfer(
  started: StartedUpload,
  file: StoredFile,
  given: Services & { redact: boolean },
): Promise<Finished> {
  const whole = file.sizeBytes <= uploadBytesMax;
  return (whole ? prepareWhole : prepareLarge)(started, file, given);
}

async function prepareWhole(
  { filename, claimedType, id }: StartedUpload,
  file: StoredFile,
  given: Services & { redact: boolean },
): Promise<Finished> {
  const bytes = await collected(given.files, file);
  const { screening, ...prepared } = await prepareFile(
    { filename, claimedType, bytes },
    given,
    given,
  );
  const kept: FileRef =
    prepared.bytes === bytes
      ? file
      : await given.files.put(rewritten(file.object), prepared.bytes, prepared.mimeType);
  const known = { ...prepared, id, sizeBytes: prepared.bytes.length };
  return { screening, stored: storedAs(known, kept) };
}

async function prepareLarge(
  { filename, claimedType, id }: StartedUpload,
  file: StoredFile,
  { files, content, detector, redact }: Services & { redact: boolean },
): Promise<Finished> {
  const bytes = await collected(files, file, { first: 0, last: headBytes - 1 });
  const { mimeType, archive } = await content.identify({ filename, claimedType, bytes }, false);
  if (isPicture(mimeType)) throw invalid({ field: "attachment", description: pictureSizeFault });
  const screening = await screen(detector, { "attachment.filename": filename }, { redact });
  const name = screening.texts["attachment.filename"] ?? filename;
  const known = { id, filename: name, mimeType, archive, sizeBytes: file.sizeBytes };
  const stored = storedAs({ ...known, unsearched: isDocument(mimeType) }, file);
  return { screening, stored: { ...stored, screenLater: isText(mimeType) } };
}

async function collected(files: FileStore, file: FileRef, range?: ByteRange): Promise<Uint8Array> {
  const bytes = await files.read(file, range);
  if (!bytes) throw mismatch("What was written is gone again: start the upload anew.");
  return Buffer.concat(await Array.fromAsync(bytes));
}

function mismatch(message: string): Refusal {
  return new Refusal("UPLOAD_MISMATCH", message, {
    remedy:
      "PUT the file to uploadUrl with the headers that came with it, and finish with its own checksum; an address takes one file, so after a damaged one start anew.",
  });
}
