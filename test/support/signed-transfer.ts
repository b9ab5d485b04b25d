import { request } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { CRC32C } from "@google-cloud/storage";
import { AttachmentResource } from "#platform/wire/attachment.ts";
import { anna } from "./client.ts";
import { tokenFor } from "./server.ts";

/** A file that is written past the functions: how large it is, and its bytes as often as they are asked for. */
export type Transfer = {
  filename: string;
  mimeType: string;
  sizeBytes: number;
  bytes: () => Iterable<Uint8Array>;
};

/** Attaches a file by a signed transfer, as anna of alfa through the front door at an address. */
export async function transfer(
  rootUrl: string,
  caseName: string,
  { bytes, ...attachment }: Transfer,
): Promise<AttachmentResource> {
  const attachments = `${rootUrl}/v2/${caseName}/attachments`;
  const { uploadUrl, headers, uploadToken } = await post(`${attachments}:startUpload`, {
    attachment: { ...attachment, sizeBytes: String(attachment.sizeBytes) },
  });
  await put(
    String(uploadUrl),
    { ...Object(headers), "content-length": attachment.sizeBytes },
    bytes(),
  );
  const crc32c = crc32cOf(bytes());
  return AttachmentResource.parse(
    await post(`${attachments}:finishUpload`, { uploadToken, crc32c }),
  );
}

/** The checksum of bytes that come in pieces: CRC32C, big-endian, in base64. */
export function crc32cOf(bytes: Iterable<Uint8Array>): string {
  const checksum = new CRC32C();
  for (const piece of bytes) checksum.update(Buffer.from(piece));
  return checksum.toString();
}

async function post(url: string, body: object): Promise<Record<string, unknown>> {
  const response = await fetch(url, {
    method: "POST",
    headers: { authorization: `Bearer ${tokenFor(anna)}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text}`);
  return JSON.parse(text);
}

/** Not fetch, which sends a stream without telling its length. */
async function put(
  url: string,
  headers: Record<string, string | number>,
  bytes: Iterable<Uint8Array>,
): Promise<void> {
  const going = request(url, { method: "PUT", headers });
  const answered = new Promise<number>((resolve, reject) => {
    going.once("error", reject).once("response", (coming) => {
      coming.resume().once("end", () => resolve(coming.statusCode ?? 0));
    });
  });
  const [status] = await Promise.all([answered, pipeline(Readable.from(bytes), going)]);
  if (status !== 200) throw new Error(`The object store answered ${status} to the transfer.`);
}
