import { connect, type Socket } from "node:net";
import type { MalwareScanner, Verdict } from "#domain/malware.ts";
import { config } from "#platform/config.ts";

/** How long clamd may stay silent: while it takes the bytes, and while it looks at them. */
type Patience = { transferMs: number; verdictMs: number };

// clamd itself gives a scan up after two minutes, unless told otherwise, and answers that it did.
const patience: Patience = { transferMs: 60_000, verdictMs: 150_000 };

const chunkLength = 64 * 1024;
const answerLengthMax = 1_000;

/** The scanner clamd at `CLAMD_ADDRESS`; undefined where that is not set, and nothing scans. */
export function clamdScanner(): MalwareScanner | undefined {
  const { CLAMD_ADDRESS } = config();
  return CLAMD_ADDRESS === undefined ? undefined : scannerAt(CLAMD_ADDRESS);
}

/**
 * The scanner clamd at `host:port`, with a connection for each file. Only clamd's plain "OK" after the
 * last byte counts as clean; a limit of clamd's that the file exceeds makes it unscannable. Where clamd
 * hangs up at that limit before its answer could be read, which is rare, this rejects as for a broken line.
 */
export function scannerAt(address: string, limits: Patience = patience): MalwareScanner {
  const colon = address.lastIndexOf(":");
  const host = address.slice(0, colon);
  const port = Number(address.slice(colon + 1));
  return {
    async scan(bytes) {
      const socket = connect({ host, port });
      const silent = () => socket.destroy(new Error("It was silent for too long."));
      socket.setTimeout(limits.transferMs, silent);
      try {
        const answered = answerOf(socket);
        const sent = send(bytes, socket).then(() => undefined);
        // An answer before the last byte is a complaint: clamd hangs up after it.
        const complaint = await Promise.race([answered, sent]);
        if (complaint !== undefined) return complaintOf(complaint);
        socket.setTimeout(limits.verdictMs);
        return verdictOf(await answered);
      } finally {
        socket.destroy();
      }
    },
  };
}

function verdictOf(answer: string): Verdict {
  if (answer === "stream: OK") return "clean";
  if (/^stream: Heuristics\.Limits\.Exceeded.* FOUND$/.test(answer)) return "unscannable";
  if (/^stream: .+ FOUND$/.test(answer)) return "infected";
  if (answer === "INSTREAM size limit exceeded. ERROR") return "unscannable";
  throw new Error(`The malware scanner answered: ${answer}`);
}

function complaintOf(answer: string): Verdict {
  const verdict = verdictOf(answer);
  if (verdict === "clean") throw new Error("The malware scanner answered before it had the file.");
  return verdict;
}

/** The first answer, which ends with NUL as the command does. */
function answerOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    const refuse = (cause?: Error) =>
      reject(new Error("The malware scanner is out of reach, or broke off.", { cause }));
    let heard = "";
    socket.setEncoding("latin1").on("data", (text: string) => {
      heard += text;
      const end = heard.indexOf("\0");
      if (end !== -1) resolve(heard.slice(0, end));
      else if (heard.length > answerLengthMax) refuse();
    });
    socket.once("error", refuse);
    socket.once("close", () => refuse());
  });
}

/**
 * Sends the bytes as INSTREAM has them: chunks behind their lengths, and a length of zero at the end.
 * Stops where the connection ends, which is the answer's to tell; rejects where the source does.
 */
async function send(bytes: AsyncIterable<Uint8Array>, socket: Socket): Promise<void> {
  socket.write("zINSTREAM\0");
  for await (const piece of bytes) {
    // No chunk for an empty piece: a length of zero would end the stream, and clear the rest unseen.
    for (let start = 0; start < piece.length; start += chunkLength) {
      await write(socket, piece.subarray(start, start + chunkLength));
      if (socket.destroyed) return;
    }
  }
  socket.write(lengthOf(0));
}

/** Resolves when the system has taken the chunk and an answer that came meanwhile has been read. */
function write(socket: Socket, chunk: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    socket.cork();
    socket.write(lengthOf(chunk.length));
    // clamd answers and hangs up where its limit is reached. The turn of the event loop reads that
    // answer before the next write can fail, for a socket whose write failed is read no more.
    socket.write(chunk, () => setImmediate(resolve));
    socket.uncork();
  });
}

function lengthOf(length: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length);
  return bytes;
}
