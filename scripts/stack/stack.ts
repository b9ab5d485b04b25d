import { fileURLToPath } from "node:url";
import { demoPassword, people } from "../demo/people.ts";
import { seedAccounts } from "./accounts.ts";
import { clamdProgram, startClamdIfFound } from "./clamd.ts";
import { startAuth, startFirestore, startPubsub } from "./emulators.ts";
import { demoEnvironment } from "./environment.ts";
import { startInbox } from "./inbox.ts";
import { stackHolding } from "./port-owner.ts";
import { freePort, requireFreePort, stackPorts } from "./ports.ts";
import { createBucket, startFiles } from "./storage-setup.ts";

type Part = { stop(): Promise<void>; ended?: Promise<string> };

export type StackPorts = Record<keyof typeof stackPorts, number>;

/** A running stack: where its parts are, what becomes of it, and its end. */
export type Stack = {
  api: string;
  inbox: string;
  smtp: string;
  firestoreHost: string;
  pubsubHost: string;
  authHost: string;
  objectStore: string;
  /** Where clamd listens; undefined where there is none, and files are not scanned. */
  scanner: string | undefined;
  /** Resolves with which program ended, how, and what it said last, should one end by itself. */
  crashed: Promise<string>;
  stop(): Promise<void>;
};

/** The ports that the environment names, each with its default. */
export function portsFromEnvironment(): StackPorts {
  const entries = Object.entries(stackPorts).map(([part, { variable, port }]) => [
    part,
    Number(process.env[variable] ?? port),
  ]);
  return Object.fromEntries(entries) as StackPorts;
}

/** Rejects with every port that is taken, by what, and how to choose another; a stack that runs already is named as such. */
export async function requireFreePorts(ports: StackPorts): Promise<void> {
  const running = await stackHolding(ports.frontDoor);
  if (running !== undefined) {
    throw new Error(
      `The stack is running already (process ${running}). Stop it with Ctrl-C where it runs, or start a second one on other ports: set ${Object.values(
        stackPorts,
      )
        .map(({ variable }) => variable)
        .join(", ")}.`,
    );
  }
  const outcomes = await Promise.allSettled(
    (await partsHere()).map((part) =>
      requireFreePort(stackPorts[part].name, ports[part], stackPorts[part].variable),
    ),
  );
  const taken = outcomes.flatMap((outcome) =>
    outcome.status === "rejected" ? [String(outcome.reason.message)] : [],
  );
  if (taken.length > 0) throw new Error(taken.join("\n"));
}

/** The parts that a stack has on this machine: the scanner where clamd is found. Rejects where CLAMD names none. */
export async function partsHere(): Promise<(keyof StackPorts)[]> {
  const scanned = (await clamdProgram()) !== undefined;
  const parts = Object.keys(stackPorts) as (keyof StackPorts)[];
  return parts.filter((part) => scanned || part !== "clamd");
}

/**
 * Starts every part of the local stack and loads the demo data. Sets this process's environment,
 * which Google's libraries and the functions read. Rejects with nothing left running.
 */
export async function startStack(ports: StackPorts): Promise<Stack> {
  await requireFreePorts(ports);
  const parts: Part[] = [];
  const stop = async () => {
    const { accessLog } = await import("#platform/record-seen.ts");
    if (parts.length > 0) await accessLog().flush();
    await Promise.all(parts.toReversed().map((part) => part.stop()));
  };
  try {
    const running = await startParts(ports, parts);
    const crashed = Promise.race(parts.flatMap(({ ended }) => (ended ? [ended] : [])));
    return { ...running, crashed, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Addresses = Omit<Stack, "crashed" | "stop">;

async function startParts(ports: StackPorts, parts: Part[]): Promise<Addresses> {
  const keep = async <P extends Part | undefined>(starting: Promise<P>): Promise<P> => {
    const part = await starting;
    if (part) parts.push(part);
    return part;
  };
  const addresses = await startPrograms(ports, keep);
  const { GOOGLE_CLOUD_PROJECT: projectId, ATTACHMENT_BUCKET: bucket } = demoEnvironment;
  // Imported only now, so that every port and program has been found before the functions load.
  const { startEventFunctions, startFrontDoor } = await import("./functions-host.ts");
  const { createSubscriptions, startScheduler } = await import("./pubsub-setup.ts");
  const { loadDemo } = await import("../demo/load.ts");
  const { loadDemoFiles } = await import("../demo/load-files.ts");
  const events = await keep(startEventFunctions(await freePort()));
  await Promise.all([
    createSubscriptions(projectId, events.url),
    createBucket(projectId, bucket),
    loadDemo(),
    seedAccounts(addresses.authHost, projectId, accounts()),
  ]);
  await loadDemoFiles();
  parts.push(startScheduler(projectId));
  const api = await keep(startFrontDoor(ports.frontDoor));
  return { ...addresses, api: api.url };
}

type Keep = <P extends Part | undefined>(starting: Promise<P>) => Promise<P>;

/** Starts what the functions need, and tells this process's environment where it is. */
async function startPrograms(ports: StackPorts, keep: Keep): Promise<Omit<Addresses, "api">> {
  const { GOOGLE_CLOUD_PROJECT: projectId } = demoEnvironment;
  const rules = fileURLToPath(new URL("../../firestore.rules", import.meta.url));
  const [firestore, pubsub, auth, inbox, files, clamd] = await allOrNone([
    keep(startFirestore({ port: ports.firestore, rules, projectId })),
    keep(startPubsub({ port: ports.pubsub })),
    keep(startAuth({ port: ports.auth, projectId })),
    keep(startInbox({ smtpPort: ports.smtp, httpPort: ports.inbox })),
    keep(startFiles({ port: ports.objectStore, folder: filesFolder(ports.objectStore) })),
    keep(startClamdIfFound(ports.clamd)),
  ]);
  delete process.env["CLAMD_ADDRESS"];
  Object.assign(process.env, demoEnvironment, files.environment, {
    FIRESTORE_EMULATOR_HOST: firestore.host,
    PUBSUB_EMULATOR_HOST: pubsub.host,
    FIREBASE_AUTH_EMULATOR_HOST: auth.host,
    SMTP_URL: inbox.smtpAddress,
    ...(clamd && { CLAMD_ADDRESS: clamd.address }),
  });
  return {
    inbox: inbox.url,
    smtp: inbox.smtpAddress,
    firestoreHost: firestore.host,
    pubsubHost: pubsub.host,
    authHost: auth.host,
    objectStore: files.url,
    scanner: clamd?.address,
  };
}

/**
 * Files outlive the stack, in the checkout. Each port has its own: to a second stack, whose Firestore
 * does not know of them, the first one's files are to be swept away.
 */
function filesFolder(port: number): string {
  const named = process.env["OBJECT_STORE_FOLDER"];
  return named ?? fileURLToPath(new URL(`../../.local/object-store-${port}`, import.meta.url));
}

/** Waits for all, also where one fails: what starts meanwhile is known then, and can be stopped. */
async function allOrNone<T extends unknown[]>(
  starting: { [Index in keyof T]: Promise<T[Index]> },
): Promise<T> {
  await Promise.allSettled(starting);
  return Promise.all(starting) as Promise<T>;
}

function accounts() {
  return people.map(({ email, displayName }) => ({
    email,
    displayName,
    password: demoPassword,
    emailVerified: true,
  }));
}
