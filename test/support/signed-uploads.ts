import { z } from "zod";
import { AttachmentResource } from "#platform/wire/attachment.ts";
import { anna, call, type Reply } from "./client.ts";
import { told } from "./object-store.ts";
import { crc32cOf, log } from "./uploads.ts";

/** A signed upload that was started: by anna of alfa, of twelve bytes of text, unless told otherwise. */
export type Transfer = {
  caseName: string;
  bytes: Uint8Array;
  uploadUrl: string;
  headers: Record<string, string>;
  uploadToken: string;
};

type Wish = {
  as?: string;
  filename?: string;
  mimeType?: string;
  bytes?: Uint8Array;
  query?: string;
};

export function start(caseName: string, wish: Wish = {}): Promise<Reply> {
  const { as = anna, filename = "log.txt", mimeType = "text/plain", bytes = log } = wish;
  const attachment = { filename, mimeType, sizeBytes: String(bytes.length) };
  const path = `/v2/${caseName}/attachments:startUpload?${wish.query ?? ""}`;
  return call("POST", path, { as, body: { attachment } });
}

/** Starts an upload, and writes nothing yet. */
export async function started(caseName: string, wish: Wish = {}): Promise<Transfer> {
  const { body } = await start(caseName, wish);
  return { caseName, bytes: wish.bytes ?? log, ...Started.parse(body) };
}

const Started = z.object({
  uploadUrl: z.string(),
  headers: z.record(z.string(), z.string()),
  uploadToken: z.string(),
});

/** Writes to the signed address; gives the store's status, and its code where it refuses. */
export async function put(
  { uploadUrl, headers, bytes }: Transfer,
  over: { bytes?: Uint8Array; headers?: Record<string, string> } = {},
): Promise<string> {
  const body = Buffer.from(over.bytes ?? bytes);
  return told(
    await fetch(uploadUrl, { method: "PUT", headers: { ...headers, ...over.headers }, body }),
  );
}

/** Starts an upload, and writes the bytes. */
export async function transferred(caseName: string, wish: Wish = {}): Promise<Transfer> {
  const transfer = await started(caseName, wish);
  const answer = await put(transfer);
  if (answer !== "200") throw new Error(`The store answered ${answer}.`);
  return transfer;
}

type Finish = { as?: string; query?: string; body?: object; caseName?: string };

/** Finishes an upload, its checksum with it unless told otherwise. */
export function finish(transfer: Transfer, over: Finish = {}): Promise<Reply> {
  const { as = anna, query = "", body, caseName = transfer.caseName } = over;
  const { uploadToken, bytes } = transfer;
  return call("POST", `/v2/${caseName}/attachments:finishUpload?${query}`, {
    as,
    body: { uploadToken, ...(body ?? { crc32c: crc32cOf(bytes) }) },
  });
}

/** The same, where it must succeed. */
export async function finished(transfer: Transfer, over: Finish = {}): Promise<AttachmentResource> {
  return AttachmentResource.parse((await finish(transfer, over)).body);
}
