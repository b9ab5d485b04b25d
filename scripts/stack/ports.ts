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

/** A port on 127.0.0.1 that nothing listens on now; another program may take it before the caller does. */
export async function freePort(): Promise<number> {
  return tryPort(0);
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
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EACCES") return "this user may not open it";
  if (code !== "EADDRINUSE") return String(error);
  const owner = await listenerOf(port);
  return owner
    ? `it is taken by \`${owner.command}\` (process ${owner.pid})`
    : "it is taken by another program";
}

function tryPort(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : port));
    });
  });
}
