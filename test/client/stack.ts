import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { startProgram } from "../../scripts/stack/program.ts";
import { freePortsOfStack } from "../support/free-ports.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The ports of the running stack, by the variables that set them; the example's among them. */
    ports: Record<string, string>;
  }
}

/** What the emulators of other tests have put into the environment: not this stack's. */
const ofOthers = [
  "FIRESTORE_EMULATOR_HOST",
  "PUBSUB_EMULATOR_HOST",
  "STORAGE_EMULATOR_HOST",
  "GOOGLE_CLOUD_PROJECT",
  "GOOGLE_APPLICATION_CREDENTIALS",
  "SMTP_URL",
  "CLAMD_ADDRESS",
];

/**
 * A vitest globalSetup: the whole stack, as `npm start` runs it, on free ports, for all tests of the client.
 * What it returns stops it.
 */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const [ports, files] = await Promise.all([
    freePortsOfStack("EXAMPLE_PORT"),
    mkdtemp(join(tmpdir(), "client-")),
  ]);
  const others = Object.fromEntries(ofOthers.map((name) => [name, undefined]));
  const example = `http://127.0.0.1:${ports["EXAMPLE_PORT"]}`;
  const own = { ...ports, OBJECT_STORE_FOLDER: files, CORS_ORIGINS: example };
  const stack = await startProgram({
    name: "The stack",
    command: process.execPath,
    args: [fileURLToPath(new URL("../../scripts/start.ts", import.meta.url))],
    env: { ...process.env, ...others, ...own },
    readyUrl: `http://127.0.0.1:${ports["FRONT_DOOR_PORT"]}/healthz`,
    readySeconds: 120,
  });
  provide("ports", ports);
  return async () => {
    await stack.stop();
    await rm(files, { recursive: true, force: true });
  };
}
