import { fileURLToPath } from "node:url";
import { startFirestore, startPubsub } from "../../scripts/stack/emulators.ts";
import { startInbox } from "../../scripts/stack/inbox.ts";
import { freePort } from "../../scripts/stack/ports.ts";

type Part = { stop(): Promise<void> };

/**
 * A vitest globalSetup: Firestore with this repository's rules, Pub/Sub and an inbox on free ports.
 *
 * The workers inherit the addresses through the environment variables that Google's clients read.
 * What it returns stops everything.
 */
export async function setup(): Promise<() => Promise<void>> {
  const rules = fileURLToPath(new URL("../../firestore.rules", import.meta.url));
  const [firestore, pubsub, inbox] = await startAll([
    freePort().then((port) => startFirestore({ port, rules })),
    freePort().then((port) => startPubsub({ port })),
    Promise.all([freePort(), freePort()]).then(([smtpPort, httpPort]) =>
      startInbox({ smtpPort, httpPort }),
    ),
  ]);
  Object.assign(process.env, {
    FIRESTORE_EMULATOR_HOST: firestore.host,
    PUBSUB_EMULATOR_HOST: pubsub.host,
    GOOGLE_CLOUD_PROJECT: "demo-cases",
    METADATA_SERVER_DETECTION: "none",
    SMTP_URL: inbox.smtpAddress,
    INBOX_URL: inbox.url,
  });
  return async () => {
    await Promise.all([firestore, pubsub, inbox].map((part) => part.stop()));
  };
}

/** All or nothing: when one part fails to start, those that did are stopped. */
async function startAll<Parts extends Part[]>(
  starting: { [Index in keyof Parts]: Promise<Parts[Index]> },
): Promise<Parts> {
  const outcomes = await Promise.allSettled<Part>(starting);
  const failure = outcomes.find((outcome) => outcome.status === "rejected");
  if (failure) {
    const started = outcomes.filter((outcome) => outcome.status === "fulfilled");
    await Promise.all(started.map(({ value }) => value.stop()));
    throw failure.reason;
  }
  return Promise.all(starting) as Promise<Parts>;
}
