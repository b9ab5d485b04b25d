import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Clamd, clamdRemedy, startClamdIfFound } from "../../scripts/stack/clamd.ts";
import { startFirestore, startPubsub } from "../../scripts/stack/emulators.ts";
import { startInbox } from "../../scripts/stack/inbox.ts";
import { freePort } from "../../scripts/stack/ports.ts";
import { startFiles } from "../../scripts/stack/storage-setup.ts";

type Part = { stop(): Promise<void> } | undefined;

/**
 * A vitest globalSetup: Firestore with this repository's rules, Pub/Sub, an object store, an inbox and,
 * where there is one, the malware scanner, on free ports.
 *
 * The workers inherit the addresses through the environment variables that Google's clients read.
 * What it returns stops everything, and says what was not run.
 */
export async function setup(): Promise<() => Promise<void>> {
  const rules = fileURLToPath(new URL("../../firestore.rules", import.meta.url));
  const folder = await mkdtemp(join(tmpdir(), "test-files-"));
  const [firestore, pubsub, inbox, files, clamd] = await startAll([
    freePort().then((port) => startFirestore({ port, rules })),
    freePort().then((port) => startPubsub({ port })),
    Promise.all([freePort(), freePort()]).then(([smtpPort, httpPort]) =>
      startInbox({ smtpPort, httpPort }),
    ),
    freePort().then((port) => startFiles({ port, folder: join(folder, "tests") })),
    startScanner(),
  ]).catch(async (error: unknown) => {
    await rm(folder, { recursive: true });
    throw error;
  });
  delete process.env["CLAMD_ADDRESS"];
  Object.assign(process.env, files.environment, {
    FIRESTORE_EMULATOR_HOST: firestore.host,
    PUBSUB_EMULATOR_HOST: pubsub.host,
    GOOGLE_CLOUD_PROJECT: "demo-cases",
    METADATA_SERVER_DETECTION: "none",
    SMTP_URL: inbox.smtpAddress,
    INBOX_URL: inbox.url,
    // For a stack that a test starts: not the developer's own files, and gone with the tests.
    OBJECT_STORE_FOLDER: join(folder, "stack"),
    ...(clamd && { CLAMD_ADDRESS: clamd.address }),
  });
  return async () => {
    await stopAll([firestore, pubsub, inbox, files, clamd]);
    await rm(folder, { recursive: true, force: true });
    if (!clamd) {
      console.log(`\nNot run: malware scanning (clamd is not installed: ${clamdRemedy})`);
    }
  };
}

/** Nothing where no clamd is found, unless REQUIRE_CLAMD makes that an error. */
async function startScanner(): Promise<Clamd | undefined> {
  const clamd = await startClamdIfFound(await freePort());
  if (!clamd && process.env["REQUIRE_CLAMD"]) {
    throw new Error(`REQUIRE_CLAMD is set, and clamd is not installed: ${clamdRemedy}`);
  }
  return clamd;
}

/** All or nothing: when one part fails to start, those that did are stopped. */
async function startAll<Parts extends Part[]>(
  starting: { [Index in keyof Parts]: Promise<Parts[Index]> },
): Promise<Parts> {
  const outcomes = await Promise.allSettled<Part>(starting);
  const failure = outcomes.find((outcome) => outcome.status === "rejected");
  if (failure) {
    const started = outcomes.filter((outcome) => outcome.status === "fulfilled");
    await stopAll(started.map(({ value }) => value));
    throw failure.reason;
  }
  return Promise.all(starting) as Promise<Parts>;
}

async function stopAll(parts: readonly Part[]): Promise<void> {
  await Promise.all(parts.flatMap((part) => (part ? [part.stop()] : [])));
}
