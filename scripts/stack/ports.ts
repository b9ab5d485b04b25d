import { randomInt } from "node:crypto";
import { createServer } from "node:net";
import { listenerOf } from "./port-owner.ts";

/** The parts of the stack: the variable that sets each one's port, and the port without it. */
export const stackPorts = {
  frontDoor: { name: "The front door", variable: "FRONT_DOOR_PORT", port: 8080 },
  firestore: { name: "The Firestore emulator", variable: "FIRESTORE_PORT", port: 8181 },
  pubsub: { name: "The Pub/Sub emulator", variable: "PUBSUB_PORT", port: 8185 },
  auth: { name: "The Auth emulator", variable: "AUTH_PORT", port: 9099 },
  objectStore: { name: "The object store", variable: "OBJECT_STORE_PORT", port: 9199 },
  clamd: { name: "The malware scanner", variable: "CLAMD_PORT", port: 3310 },
  smtp: { name: "The SMTP server", variable: "SMTP_PORT", port: 1025 },
  inbox: { name: "The inbox page", variable: "INBOX_PORT", port: 1080 },
} as const;

/** Below those that Linux (from 32768), macOS and Windows (from 49152) give to whoever asks for any port. */
const chosenPorts = { from: 20_000, below: 32_768 } as const;
let nextPort = randomInt(chosenPorts.from, chosenPorts.below);

/**
 * A port on 127.0.0.1 that nothing listens on now, another one at each call. No program gets it by chance
 * that asks for any port, or connects somewhere; one that wants it may take it before the caller does.
 */
export async function freePort(): Promise<number> {
  const port = nextPort;
  nextPort = port + 1 < chosenPorts.below ? port + 1 : chosenPorts.from;
  try {
    await tryPort(port);
    return port;
  } catch (error) {
    if (isTaken(error)) return freePort();
    throw error;
  }
}

/**
 * Resolves when `port` can be listened on at 127.0.0.1.
 *
 * Otherwise rejects with a message for the person at the terminal: which part wants which port,
 * which process holds it (Linux only, and only if this user may see it), and that `variable` moves it.
 */
export async function requireFreePort(name: string, port: number, variable: string): Promise<void> {
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error(`${variable} must be a port number from 1 to 65535.`);
  }
  try {
    await tryPort(port);
  } catch (error) {
    const reason = await reasonFor(port, error);
    throw new Error(
      `${name} cannot listen on 127.0.0.1:${port}: ${reason}. ` +
        `Stop that, or choose another port: ${variable}=${await freePort()}`,
      { cause: error },
    );
  }
}

async function reasonFor(port: number, error: unknown): Promise<string> {
  if (codeOf(error) === "EACCES") return "this user may not open it";
  if (!isTaken(error)) return String(error);
  const owner = await listenerOf(port);
  return owner
    ? `it is taken by \`${owner.command}\` (process ${owner.pid})`
    : "it is taken by another program";
}

function isTaken(error: unknown): boolean {
  return codeOf(error) === "EADDRINUSE";
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

function tryPort(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
      server.close(() => resolve());
    });
  });
}
