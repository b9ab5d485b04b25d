import { once } from "node:events";
import type { Server } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { endBy, endMs, workDone } from "#platform/before-end.ts";
import { inCloud } from "#platform/config.ts";
import { log, traceOf } from "#platform/log.ts";

const portUnlessTold = 8080;

const idleMs = 100;

/**
 * Runs a function's server as the process of a container: on PORT, until SIGTERM or SIGINT. Then it takes no new
 * connection, answers what it has in hand, sends what waits to be sent, and ends, after nine seconds at
 * the latest. What nobody caught ends it at once with 1, and is told in one line without its text.
 */
export function serve(server: Server): void {
  // Rejections that nobody handles come here, too.
  process.on("uncaughtException", fail);
  // Outside Cloud Run nobody but this machine is to reach it.
  server.listen(Number(process.env["PORT"] ?? portUnlessTold), inCloud() ? undefined : "127.0.0.1");
  endBy(() => end(server));
}

async function end(server: Server): Promise<void> {
  setTimeout(() => process.exit(), endMs.all);
  const closed = once(server, "close");
  server.close();
  // A connection that is kept for a next request would hold the process.
  setInterval(() => server.closeIdleConnections(), idleMs);
  const answered = await Promise.race([closed.then(() => true), pause(endMs.answers, false)]);
  await Promise.all([closed, workDone()]);
  // The last answers may have left more to send.
  if (!answered) await workDone();
  process.exit();
}

function fail(error: unknown): void {
  log("ERROR", "process failed", traceOf(error));
  process.exit(1);
}
