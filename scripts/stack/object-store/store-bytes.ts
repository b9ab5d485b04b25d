import { type Expectations, requireSize } from "./drafts.ts";
import type { Files, Wish } from "./files.ts";
import type { StoredObject } from "./object.ts";
import { requireForWrite } from "./preconditions.ts";

export type Incoming = Expectations & {
  body: AsyncIterable<Uint8Array>;
  /** How long the sender says that it is. */
  declaredBytes?: number | undefined;
};

/** Takes bytes in one piece: an object when all of them are there and as expected, else nothing. */
export async function storeBytes(
  files: Files,
  wish: Wish,
  { body, declaredBytes, size, checksums }: Incoming,
): Promise<StoredObject> {
  requireForWrite(wish.preconditions, files.find(wish.bucket, wish.name));
  if (declaredBytes !== undefined && size) requireSize(declaredBytes, size);
  const draft = await files.draft();
  try {
    await draft.append(body, size?.max ?? Number.POSITIVE_INFINITY);
    return files.keep(wish, await draft.finish({ size, checksums }));
  } catch (error) {
    await draft.discard();
    throw error;
  }
}
