import { randomBytes } from "node:crypto";
import { type Draft, hashesIn, requireSize, type SizeRange } from "./drafts.ts";
import type { Answer, Call } from "./exchange.ts";
import { fault, faultOf } from "./faults.ts";
import type { Files, Wish } from "./files.ts";
import type { Checksums, StoredObject } from "./object.ts";

/** What a resumable upload was begun with. */
export type Beginning = Wish & { size?: SizeRange | undefined; checksums: Partial<Checksums> };

/** Where an upload stands: the object once it is whole, until then how many bytes are there. */
export type Progress = { object: StoredObject } | { received: number };

export type Sessions = {
  /** Answers with the id; whoever has it may write, and needs no other credentials. */
  begin(beginning: Beginning): Promise<string>;
  /** Takes a chunk, or answers how far it is. Throws where there is no such session. */
  put(id: string, call: Call): Promise<Progress>;
  /** Ends it, and removes what came in. */
  cancel(id: string): Promise<void>;
  /** Ends them all. */
  stop(): Promise<void>;
};

type Session = Beginning & {
  draft: Draft;
  object?: StoredObject;
  /** Settles when the chunk before is dealt with: a lost connection may end after the next begins. */
  turn: Promise<unknown>;
};

type Chunk = { first: number | undefined; last: number | undefined; total: number | undefined };

/** Chunks but the last count in steps of this many bytes, as in the cloud. */
const stepBytes = 256 * 1024;

/** Uploads in pieces. They live in memory: a restart of the store ends them. */
export function newSessions(files: Files): Sessions {
  const sessions = new Map<string, Session>();
  const sessionOf = (id: string): Session => {
    const session = sessions.get(id);
    if (!session) throw fault("noSuchUpload");
    return session;
  };
  const end = async (id: string, { draft }: Session) => {
    sessions.delete(id);
    await draft.discard();
  };
  return {
    async begin(beginning) {
      const id = randomBytes(32).toString("base64url");
      const draft = await files.draft();
      sessions.set(id, { ...beginning, draft, turn: Promise.resolve() });
      return id;
    },
    async put(id, call) {
      const session = sessionOf(id);
      const progress = session.turn
        .then(() => takeChunk(sessionOf(id), call, files))
        .catch(async (error: unknown) => {
          // A connection that broke can be taken up again; a refusal is for good.
          if (faultOf(error)) await end(id, session);
          throw error;
        });
      session.turn = progress.catch(() => undefined);
      return progress;
    },
    cancel: (id) => end(id, sessionOf(id)),
    async stop() {
      await Promise.all([...sessions].map(([id, session]) => end(id, session)));
    },
  };
}

/** 499, which stands in no RFC, is what the cloud answers. */
export const cancelled: Answer = { status: 499, headers: { "content-length": 0 } };

/** 308 with the bytes that are there, or without where there are none. */
export function resumeIncomplete(received: number): Answer {
  const range = received > 0 && { range: `bytes=0-${received - 1}` };
  return { status: 308, headers: { "content-length": 0, ...range } };
}

async function takeChunk(session: Session, call: Call, files: Files): Promise<Progress> {
  if (session.object) return { object: session.object };
  const { draft, size } = session;
  const { first, last, total } = chunkOf(call);
  if (total !== undefined && size) requireSize(total, size);
  if (first !== undefined) {
    if (first > draft.size()) throw fault("invalid", { Details: "The chunk leaves a gap." });
    const lastChunk = last === undefined || last + 1 === total;
    const bytes = lastChunk ? Number.POSITIVE_INFINITY : wholeSteps(first, last);
    const wanted = part(call.body, draft.size() - first, bytes);
    await draft.append(
      wanted,
      Math.min(size?.max ?? Number.POSITIVE_INFINITY, total ?? Number.POSITIVE_INFINITY),
    );
    if (!lastChunk) return { received: draft.size() };
  }
  const whole = total === undefined ? first !== undefined : draft.size() === total;
  if (!whole) return { received: draft.size() };
  const checksums = { ...session.checksums, ...hashesIn(call.headers["x-goog-hash"]) };
  const finished = await draft.finish({ size, checksums });
  session.object = files.keep(session, finished);
  return { object: session.object };
}

/** `bytes 0-99/200`, with `*` for what is not known yet; without the header the body is all there is. */
function chunkOf({ headers }: Call): Chunk {
  const header = headers["content-range"];
  if (header === undefined) return { first: 0, last: undefined, total: undefined };
  const match = /^bytes (?:(\d+)-(-1|\d+|\*)|\*)\/(\d+|\*)$/.exec(header);
  if (!match) throw fault("invalid", { Details: `Content-Range: ${header}` });
  const [first, last, total] = match.slice(1).map(numberOrNone);
  return { first, last, total };
}

function numberOrNone(text: string | undefined): number | undefined {
  return text === undefined || text === "*" ? undefined : Number(text);
}

function wholeSteps(first: number, last: number): number {
  return Math.floor((last + 1 - first) / stepBytes) * stepBytes;
}

/** Leaves out the first `skip` bytes, and all beyond the first `bytes`. */
async function* part(
  source: AsyncIterable<Uint8Array>,
  skip: number,
  bytes: number,
): AsyncIterable<Uint8Array> {
  let position = 0;
  for await (const chunk of source) {
    const from = Math.max(0, skip - position);
    const to = Math.min(chunk.length, bytes - position);
    position += chunk.length;
    if (from < to) yield chunk.subarray(from, to);
  }
}
