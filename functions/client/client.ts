import { type Answer, type Arguments, type Calls, callerOf, type Service } from "./calls.ts";
import { downloaderOf, type UploadOptions, uploaderOf } from "./files.ts";
import { type ListPath, pagerOf } from "./pages.ts";
import type { Attachment } from "./resources.ts";

export { CallFailed, type Violation } from "./call-failed.ts";
export { type Answer, newKey, type Service } from "./calls.ts";
export type { UploadOptions } from "./files.ts";
export { attachmentIds, caseIds, lastId } from "./names.ts";
export type { ListPath } from "./pages.ts";
export type { Reason } from "./reasons.ts";
export type * from "./resources.ts";
export type { components, paths, Writable } from "./schema.d.ts";

/** The service, as the person who is signed in may use it. Every call rejects with `CallFailed`. */
export type SupportCases = {
  /** Reads: `GET("/v2/customers/{customer}", { params: { path: { customer: "1001" } } })`. */
  GET: Calls<"get">;
  /** Writes, and is safe to be answered late or not at all: it is tried again under the same idempotency key. */
  POST: Calls<"post">;
  /** Changes a part, under the same promise as `POST`. */
  PATCH: Calls<"patch">;
  /**
   * The pages of a list, one after the other, each asked for when it is wanted: `for await` walks through all,
   * `next()` gets one more.
   */
  pages: <P extends ListPath>(
    path: P,
    ...given: Arguments<"get", P>
  ) => AsyncGenerator<Answer<"get", P>, void, undefined>;
  /**
   * Attaches a file of up to 1 GiB (pictures: 25 MiB) to a case, by the case's name. Beyond 25 MiB the bytes
   * go straight to the file store. Tries again by itself; where it rejects with `UNREACHABLE`, look whether the
   * file is there before you call it again.
   */
  upload: (caseName: string, file: File, options?: UploadOptions) => Promise<Attachment>;
  /**
   * The bytes of an attachment, by its name. One that is still being scanned for malware is waited for, some
   * twenty seconds; then the reason is `ATTACHMENT_SCANNING`.
   */
  download: (attachmentName: string, options?: { signal?: AbortSignal }) => Promise<Blob>;
};

/** Makes a client. Nothing is asked before the first call. */
export function supportCases(service: Service): SupportCases {
  const call = callerOf(service);
  const client = {
    GET: (path: string, given?: object) => call("get", path, given),
    POST: (path: string, given?: object) => call("post", path, given),
    PATCH: (path: string, given?: object) => call("patch", path, given),
    pages: pagerOf(call),
    upload: uploaderOf(call),
    download: downloaderOf(call),
  };
  // What comes back is typed by the document that the service itself is described by.
  return client as SupportCases;
}
