import { z } from "zod";
import { Filename } from "#domain/filename.ts";
import { ChildId } from "#domain/identifiers.ts";
import { Instant } from "#domain/instant.ts";
import { invalid, type Refusal } from "#domain/refusal.ts";
import type { CaseCall } from "./change-case.ts";
import { digest } from "./ids.ts";
import { seal, unseal } from "./seal.ts";

/** What was agreed when a signed upload was started. */
const StartedUpload = z.strictObject({
  id: ChildId,
  object: z.string(),
  filename: Filename,
  claimedType: z.string().optional(),
  sizeBytes: z.int(),
  expiresAt: Instant,
});
export type StartedUpload = z.infer<typeof StartedUpload>;

type Bearer = Pick<CaseCall, "at" | "params"> & { ask: Pick<CaseCall["ask"], "principal"> };

/** A started upload as an opaque text that finishes it: for the same caller and case alone. Nothing need be stored meanwhile. */
export function uploadToken(started: StartedUpload, call: Bearer): string {
  return seal(started, purposeOf(call));
}

/** The upload that a token stands for; undefined for one that is another's, none of ours, or too old. */
export function readUploadToken(token: string, call: Bearer): StartedUpload | undefined {
  const started = unseal(token, StartedUpload, purposeOf(call));
  return started && call.at <= started.expiresAt ? started : undefined;
}

/** What is said of a token that stands for no upload, to callers who may attach files. */
export function noSuchUpload(): Refusal {
  return invalid({
    field: "uploadToken",
    description:
      "This is no upload that you started for this case in the last six hours: start it anew.",
  });
}

function purposeOf({ ask, params }: Bearer): string {
  return digest(["upload", ask.principal.email, params.customer, params.case]);
}
