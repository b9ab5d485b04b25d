/**
 * Has work done before this process ends: on SIGTERM and SIGINT ahead of whoever listened for them
 * until now, for the framework's own listener ends the process at once; and when nothing is left to do.
 */
export function beforeEnd(work: () => Promise<void>): void {
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    const others = process.rawListeners(signal);
    process.removeAllListeners(signal);
    process.once(signal, () => {
      void work().finally(() => {
        for (const listener of others) listener.call(process, signal);
        if (others.length === 0) process.kill(process.pid, signal);
      });
    });
  }
  process.once("beforeExit", () => void work());
}
