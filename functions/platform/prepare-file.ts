import { isDocument } from "#domain/attachment-types.ts";
import type { FileContent, GivenFile } from "#domain/file-content.ts";
import type { PersonalDataDetector } from "#domain/personal-data.ts";
import { invalid } from "#domain/refusal.ts";
import { requireNoPersonalData, type Screening, screen } from "#domain/screening.ts";

export type PreparingServices = { content: FileContent; detector: PersonalDataDetector };

/** A file as it may be stored, and what is to be reported of it. */
export type PreparedFile = {
  filename: string;
  mimeType: string;
  archive: boolean;
  bytes: Uint8Array;
  /** True where its text could not be read: within the bounds of time and memory, or in its format at all. */
  unsearched: boolean;
  screening: Pick<Screening, "refused" | "warnings">;
};

/**
 * What becomes of a whole file before anybody may have it: its type is told from its bytes, pictures lose
 * what they tell besides, name and text are searched for personal data, which is refused or, where
 * the caller asked for it and the file is plain text, replaced. Throws for what must not be stored.
 */
export async function prepareFile(
  given: GivenFile,
  { content, detector }: PreparingServices,
  { redact }: { redact: boolean },
): Promise<PreparedFile> {
  const { mimeType, archive } = await content.identify(given, true);
  const bytes = await content.withoutMetadata(given.bytes, mimeType);
  const found = await content.textOf(bytes, mimeType);
  const read = found === "unreadable" ? undefined : found;
  const screening = await screen(
    detector,
    { "attachment.filename": given.filename, attachment: read?.text },
    { redact },
  );
  requireNoPersonalData(screening);
  const { "attachment.filename": filename = given.filename, attachment: text } = screening.texts;
  const rewritten = text !== undefined && text !== read?.text;
  // Only a plain text can be stored with parts of it replaced.
  if (rewritten && !read?.editable) throw notEditable();
  return {
    filename,
    mimeType,
    archive,
    bytes: rewritten ? new TextEncoder().encode(text) : bytes,
    unsearched: found === "unreadable" || (found === undefined && isDocument(mimeType)),
    screening,
  };
}

function notEditable(): Error {
  return invalid({
    field: "attachment",
    description:
      "The file holds personal data, and is no plain UTF-8 text in which it could be replaced: take it out, and attach the file again.",
  });
}
