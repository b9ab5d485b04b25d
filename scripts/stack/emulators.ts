import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { firebaseCommand, firebaseEnvironment } from "./firebase-tools.ts";
import { requireJar } from "./jars.ts";
import { findJava } from "./java.ts";
import { freePort, requireFreePort, stackPorts } from "./ports.ts";
import { type ProgramPlan, startProgram } from "./program.ts";

/** An emulator that is ready: its address as `host:port`, and its end. */
export type Emulator = {
  host: string;
  pid: number;
  /** Resolves once the emulator's process is gone. */
  stop(): Promise<void>;
  /** Resolves with how it ended and what it said last, so that a stack can notice a crash. */
  ended: Promise<string>;
};

const javaFlags = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Duser.language=en"];
const javaReadySeconds = 60;
const nodeReadySeconds = 120;

/**
 * Starts Google's Firestore emulator with the security rules of a file, read once.
 *
 * `projectId` makes it warn of every other project; without it each project has its own data.
 * Rejects when the port is taken, when Java or the jar is missing, when the rules do not compile, or
 * with what the program said.
 */
export async function startFirestore(options: {
  port: number;
  rules: string;
  projectId?: string;
}): Promise<Emulator> {
  const { port, rules, projectId } = options;
  const jar = await requireJar("firestore");
  const main = "com.google.cloud.datastore.emulator.firestore.CloudFirestore";
  const address = ["--host", "127.0.0.1", "--port", String(port), "--rules", rules];
  const project = projectId === undefined ? [] : ["--project_id", projectId];
  const emulator = await start("firestore", port, {
    command: (await findJava()).command,
    args: [...javaFlags, "-Xmx1g", "-cp", jar, main, "start", ...address, ...project],
    readySeconds: javaReadySeconds,
  });
  await requireSoundRules(emulator, rules, projectId ?? "demo-rules");
  return emulator;
}

/** With rules that do not compile the emulator starts as if nothing were wrong, and fails every read. */
async function requireSoundRules(
  emulator: Emulator,
  rules: string,
  projectId: string,
): Promise<void> {
  const documents = `projects/${projectId}/databases/(default)/documents`;
  const response = await fetch(`http://${emulator.host}/v1/${documents}/rules/check`);
  const text = await response.text();
  if (response.status !== 400) return;
  await emulator.stop();
  throw new Error(`The Firestore emulator refused ${rules}: ${text}`);
}

/**
 * Starts Google's Pub/Sub emulator, which keeps topics and messages in memory.
 *
 * Rejects when the port is taken, when Java or the jar is missing, or with what the program said.
 */
export async function startPubsub({ port }: { port: number }): Promise<Emulator> {
  const jar = await requireJar("pubsub");
  return start("pubsub", port, {
    command: (await findJava()).command,
    args: [...javaFlags, "-Xmx256m", "-jar", jar, "--host=127.0.0.1", `--port=${port}`],
    readySeconds: javaReadySeconds,
  });
}

/**
 * Starts the Firebase Auth emulator, which runs in Node, needs no network, and takes about 8 seconds.
 *
 * `projectId` begins with `demo-`, or firebase-tools would ask Google about it. Rejects when the
 * port is taken, or with what the program said.
 */
export async function startAuth(options: { port: number; projectId: string }): Promise<Emulator> {
  const { port, projectId } = options;
  const folder = await mkdtemp(join(tmpdir(), "auth-emulator-"));
  const config = join(folder, "firebase.json");
  const removeFolder = () => rm(folder, { recursive: true, force: true });
  try {
    await writeFile(config, JSON.stringify({ emulators: await authAddresses(port) }));
    const command = ["emulators:start", "--only", "auth", "--project", projectId];
    const emulator = await start("auth", port, {
      command: process.execPath,
      args: firebaseCommand(...command, "--config", config, "--non-interactive"),
      cwd: folder,
      env: firebaseEnvironment(folder),
      readySeconds: nodeReadySeconds,
    });
    return { ...emulator, stop: () => emulator.stop().then(removeFolder) };
  } catch (error) {
    await removeFolder();
    throw error;
  }
}

/** The hub and the log would take ports 4400 and 4500, which a second stack needs as well. */
async function authAddresses(port: number): Promise<object> {
  const host = "127.0.0.1";
  return {
    auth: { host, port },
    hub: { host, port: await freePort() },
    logging: { host, port: await freePort() },
    ui: { enabled: false },
  };
}

async function start(
  part: "firestore" | "pubsub" | "auth",
  port: number,
  plan: Omit<ProgramPlan, "name" | "readyUrl">,
): Promise<Emulator> {
  const { name, variable } = stackPorts[part];
  // A program that holds the port already would answer in the emulator's place, and look ready.
  await requireFreePort(name, port, variable);
  const host = `127.0.0.1:${port}`;
  return { host, ...(await startProgram({ ...plan, name, readyUrl: `http://${host}/` })) };
}
