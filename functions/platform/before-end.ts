type Work = () => Promise<void>;

const works: Work[] = [];
let end: Work = workDone;
let listening = false;

/**
 * The milliseconds of an end, of the ten seconds that Cloud Run waits after SIGTERM. The answers in hand
 * come first; after that, what waits to be sent no longer waits for them, but goes out beside them.
 */
export const endMs = { all: 9_000, answers: 4_000, work: 4_500 } as const;

/**
 * Has work done before this process ends: on SIGTERM and SIGINT ahead of whoever listened for them
 * until the first such call, for the framework's own listener ends the process at once; and when nothing is left to do.
 */
export function beforeEnd(work: Work): void {
  works.push(work);
  listen();
}

/** Has this end the process on SIGTERM and SIGINT; it sees to it that the work is done before. */
export function endBy(ending: Work): void {
  end = ending;
  listen();
}

/** Does all work that is to be done before the end, at the same time. Never rejects. */
export async function workDone(): Promise<void> {
  await Promise.allSettled(works.map((work) => work()));
}

function listen(): void {
  if (listening) return;
  listening = true;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    const others = process.rawListeners(signal);
    process.removeAllListeners(signal);
    process.once(signal, () => {
      void end().finally(() => {
        for (const listener of others) listener.call(process, signal);
        if (others.length === 0) process.kill(process.pid, signal);
      });
    });
  }
  process.once("beforeExit", () => void workDone());
}
