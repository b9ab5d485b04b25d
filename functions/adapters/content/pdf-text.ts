import { Worker } from "node:worker_threads";
import { inTurn } from "./in-turn.ts";

const secondsMax = 20;
const heapMegabytesMax = 192;
/** Of buffers outside the thread's heap, which its own limits do not count: a page may inflate to gigabytes. */
const bufferBytesMax = 160 * 1024 * 1024;
const watchMs = 20;

// In a bundle the thread's entry is a module of its own, made by scripts/deploy/bundle.ts.
const entry = import.meta.url.endsWith(".ts") ? "./pdf-worker.ts" : "./pdf-worker.mjs";

const turns = inTurn();

/**
 * The text of a PDF's first 200 pages, or undefined where that takes too long, too much memory, or cannot
 * be done at all. Files are read one after the other, each in a thread that is ended with it.
 */
export function pdfText(bytes: Uint8Array): Promise<string | undefined> {
  return turns(() => readApart(bytes));
}

async function readApart(bytes: Uint8Array): Promise<string | undefined> {
  const worker = new Worker(new URL(entry, import.meta.url), {
    workerData: { bytes: new Uint8Array(bytes) },
    execArgv: [],
    env: {},
    // What the library prints may quote the file.
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytesMax, maxYoungGenerationSizeMb: 32 },
  });
  const watch = setInterval(() => void endIfTooLarge(worker), watchMs);
  const deadline = setTimeout(() => void worker.terminate(), secondsMax * 1_000);
  try {
    return await new Promise<string | undefined>((resolve) => {
      worker.once("message", (text) => resolve(String(text)));
      worker.once("error", () => resolve(undefined));
      worker.once("exit", () => resolve(undefined));
    });
  } finally {
    clearInterval(watch);
    clearTimeout(deadline);
    await worker.terminate();
  }
}

async function endIfTooLarge(worker: Worker): Promise<void> {
  try {
    const { external_memory } = await worker.getHeapStatistics();
    if (external_memory > bufferBytesMax) await worker.terminate();
  } catch {
    // The thread has ended meanwhile.
  }
}
