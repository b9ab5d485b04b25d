import { withAttempts } from "./attempts.ts";
import { failureIn, unreachable } from "./call-failed.ts";
import { type Caller, newKey } from "./calls.ts";
import { crc32cOf } from "./crc32c.ts";
import { attachmentIds, caseIds } from "./names.ts";
import type { Attachment } from "./resources.ts";
import type { components } from "./schema.d.ts";

/** What the service takes in one request; whatever is larger is written to a signed address. */
const requestBytesMax = 25 * 1024 * 1024;

export type UploadOptions = {
  /** True to have personal data in the file's name and text replaced by placeholders, instead of being refused. */
  redactPii?: boolean;
  /** Ends the upload. */
  signal?: AbortSignal;
};

/** Attaches a file to a case: in one request, or for larger ones start, PUT and finish. */
export function uploaderOf(call: Caller) {
  return (caseName: string, file: File, options: UploadOptions = {}): Promise<Attachment> => {
    const of = { call, path: caseIds(caseName), file, options };
    return file.size > requestBytesMax ? transfer(of) : send(of);
  };
}

type Upload = {
  call: Caller;
  path: { customer: string; case: string };
  file: File;
  options: UploadOptions;
};

const attachments = "/v2/customers/{customer}/cases/{case}/attachments";

/** The name goes into the body: what stands in an address is kept in logs. */
async function send({ call, path, file, options }: Upload): Promise<Attachment> {
  const boundary = `part-${newKey()}`;
  const head = [
    `--${boundary}`,
    "Content-Type: application/json",
    "",
    JSON.stringify({ attachment: { filename: file.name } }),
    `--${boundary}`,
    `Content-Type: ${typeOf(file)}`,
    "",
    "",
  ].join("\r\n");
  const answer = await call("post", `/upload${attachments}`, {
    params: paramsOf(path, options),
    body: new Blob([head, file, `\r\n--${boundary}--\r\n`]),
    bodySerializer: (body) => body,
    headers: { "Content-Type": `multipart/related; boundary=${boundary}` },
    signal: options.signal,
  });
  return answer as Attachment;
}

/** Past the functions: they see the name and the checksum alone. */
async function transfer({ call, path, file, options }: Upload): Promise<Attachment> {
  const params = paramsOf(path, options);
  const { signal } = options;
  const [filename, mimeType] = [file.name, typeOf(file)];
  const body = { attachment: { filename, mimeType, sizeBytes: String(file.size) } };
  const answer = await call("post", `${attachments}:startUpload`, { params, body, signal });
  const { uploadUrl, headers, uploadToken } = answer as components["schemas"]["StartedUpload"];
  const [crc32c] = await Promise.all([
    crc32cOf(file),
    withAttempts(() => put(String(uploadUrl), { headers, body: file, signal }), signal),
  ]);
  const finish = { params, body: { uploadToken, crc32c }, signal };
  return (await call("post", `${attachments}:finishUpload`, finish)) as Attachment;
}

type Writing = { headers: HeadersInit | undefined; body: Blob; signal: AbortSignal | undefined };

async function put(url: string, { headers = {}, body, signal }: Writing): Promise<void> {
  const init = { method: "PUT", headers, body, ...(signal && { signal }) };
  const response = await fetch(url, init).catch((cause: unknown) => {
    throw unreachable(cause);
  });
  // An address takes one file: it has come already, and only the answer was lost. Its checksum is yet compared.
  if (response.ok || response.status === 412) return;
  throw failureIn(response, undefined);
}

/** Gets the bytes of an attachment, waiting some seconds for one that is still being scanned. */
export function downloaderOf(call: Caller) {
  return async (attachmentName: string, options: { signal?: AbortSignal } = {}): Promise<Blob> => {
    const params = { path: attachmentIds(attachmentName) };
    const asked = { params, parseAs: "blob", ...options } as const;
    const answer = await call("get", `${attachments}/{attachment}:download`, asked);
    // Of a file of no bytes, openapi-fetch makes no Blob.
    return (answer as Blob | undefined) ?? new Blob();
  };
}

function paramsOf(path: Upload["path"], { redactPii }: UploadOptions) {
  return { path, query: { redactPii } };
}

/** A type alone: files of text may bear the name of their writing behind it. */
function typeOf({ type }: File): string {
  return type.split(";")[0]?.trim() || "application/octet-stream";
}
