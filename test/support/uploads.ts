import { CRC32C } from "@google-cloud/storage";
import { feedDoc } from "#adapters/firestore/documents.ts";
import { cloudStorageFiles } from "#adapters/storage/file-store.ts";
import { AccessBatch, type AccessEntry } from "#domain/access-record.ts";
import type { Attachment } from "#domain/attachment.ts";
import type { StoredFile } from "#domain/file-store.ts";
import { accessLog } from "#platform/record-seen.ts";
import { AttachmentResource } from "#platform/wire/attachment.ts";
import { anna, call, olle, type Reply, serverUrl } from "./client.ts";
import { subscribeTo } from "./events.ts";
import { tokenFor } from "./server.ts";

/** A file to attach: twelve bytes of text, as anna of alfa, unless told otherwise. */
export type Upload = {
  as?: string;
  filename?: string;
  /** What the sender calls it; nothing unless told. */
  type?: string;
  bytes?: Uint8Array;
  /** Further parameters, such as `redactPii=true`. */
  query?: string;
  headers?: Record<string, string>;
};

export const log = Buffer.from("550 bounced\n");

/** Attaches a file as curl does: its bytes as the body, its name in the address. */
export function upload(caseName: string, file: Upload = {}): Promise<Reply> {
  const { as = anna, filename = "log.txt", type, bytes = log, query = "", headers } = file;
  const name = `attachment.filename=${encodeURIComponent(filename)}`;
  return call("POST", `/upload/v2/${caseName}/attachments?${name}&${query}`, {
    as,
    body: bytes,
    headers: { ...(type !== undefined && { "content-type": type }), ...headers },
  });
}

/** The same, where it must succeed. */
export async function attached(caseName: string, file: Upload = {}): Promise<AttachmentResource> {
  return AttachmentResource.parse((await upload(caseName, file)).body);
}

export type Related = {
  boundary?: string;
  /** As `Content-Type` names the boundary. */
  named?: string;
  eol?: "\r\n" | "\n";
  /** Behind the closing boundary. */
  end?: string;
  /** The second part's headers. */
  partHeaders?: string[];
  metadata?: unknown;
  bytes?: Uint8Array;
};

/** A body of two parts, as Google's Node client writes it unless told otherwise, and the type to send it with. */
export function related(given: Related = {}): { body: Buffer; type: string } {
  const { boundary = "b0b0", named = boundary, eol = "\r\n", end = "", bytes = log } = given;
  const { partHeaders = ["content-type: text/plain"] } = given;
  const metadata = JSON.stringify(given.metadata ?? { attachment: { filename: "log.txt" } });
  const head = [
    `--${boundary}`,
    "content-type: application/json",
    "",
    metadata,
    `--${boundary}`,
    ...partHeaders,
    "",
    "",
  ].join(eol);
  const body = Buffer.concat([
    Buffer.from(head),
    bytes,
    Buffer.from(`${eol}--${boundary}--${end}`),
  ]);
  return { body, type: `multipart/related; boundary=${named}` };
}

export type Download = { status: number; headers: Headers; bytes: Buffer };

/** Asks for what is below an attachment, and gives the bytes as they come. */
export async function fetched(
  path: string,
  { as = anna, method = "GET", headers = {} }: Options = {},
): Promise<Download> {
  const response = await fetch(`${serverUrl()}/v2/${path}`, {
    method,
    headers: { authorization: `Bearer ${tokenFor(as)}`, ...headers },
  });
  const { status } = response;
  return { status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
}

type Options = { as?: string; method?: string; headers?: Record<string, string> };

/** What an attachment's bytes are to whoever downloads them. */
export async function bytesOf(attachmentName: string, as?: string): Promise<Buffer> {
  const { status, bytes } = await fetched(`${attachmentName}:download`, { ...(as && { as }) });
  if (status !== 200) throw new Error(`The download answered ${status}: ${bytes.toString()}`);
  return bytes;
}

/** What lies in the bucket for a case, its objects' names in their order. */
export async function objectsOf(caseName: string): Promise<StoredFile[]> {
  const files = await Array.fromAsync(cloudStorageFiles().list("", "~"));
  return files.filter(({ object }) => object.includes(`/${caseName.split("/").at(-1)}/`));
}

/** Removes the bytes of a case's files, behind the product's back. */
export async function loseObjectsOf(caseName: string): Promise<void> {
  for (const file of await objectsOf(caseName)) await cloudStorageFiles().remove(file);
}

/** Puts down what looking at a file has come to. */
export async function becomes(attachmentName: string, what: Partial<Attachment>): Promise<void> {
  const [, customer = "", , caseId = "", , id = ""] = attachmentName.split("/");
  await feedDoc({ customer, caseId }, id).update(what);
}

/** Runs something while alfa has no consent of customer 1001. */
export async function withoutConsent(work: () => Promise<void>): Promise<void> {
  const partner = "/v2/customers/1001/partners/alfa-partner.example";
  await call("POST", `${partner}:revokeAccess`, { as: olle });
  try {
    await work();
  } finally {
    await call("POST", `${partner}:grantAccess`, { as: olle });
  }
}

/** The checksum that finishes an upload: CRC32C, big-endian, in base64. */
export function crc32cOf(bytes: Uint8Array): string {
  const checksum = new CRC32C();
  checksum.update(Buffer.from(bytes));
  return checksum.toString();
}

/** The records of access that something leaves. */
export async function accessTo(work: () => Promise<unknown>): Promise<AccessEntry[]> {
  const take = await subscribeTo("access-records");
  await accessLog().flush();
  await take();
  await work();
  await accessLog().flush();
  return (await take()).flatMap((message) => AccessBatch.parse(message).entries);
}
