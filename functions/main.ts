import type { Server } from "node:http";
import { inCloud } from "#platform/config.ts";

const portUnlessTold = 8080;

/** Cloud Run waits ten seconds after SIGTERM. */
const graceMs = 9_000;
const idleMs = 100;

/**
 * Runs a function's server as the process of a container: on PORT, until SIGTERM. Then it takes no new
 * request, answers those that it has, and ends, after nine seconds at the latest.
 */
export function serve(server: Server): void {
  // Outside Cloud Run nobody but this machine is to reach it.
  server.listen(Number(process.env["PORT"] ?? portUnlessTold), inCloud() ? undefined : "127.0.0.1");
  process.once("SIGTERM", () => {
    server.close();
    // A connection that is kept for a next request would hold the process.
    setInterval(() => server.closeIdleConnections(), idleMs).unref();
    setTimeout(() => process.exit(), graceMs).unref();
  });
}
