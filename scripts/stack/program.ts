import { type ChildProcess, spawn } from "node:child_process";
import { connect } from "node:net";
import { basename } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** How to run a program that serves something until it is stopped. */
export type ProgramPlan = {
  /** What to call it in messages, such as "The Firestore emulator". */
  name: string;
  command: string;
  args: readonly string[];
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Answers 200 as soon as the program can be used; with `tcp://host:port`, takes a connection. */
  readyUrl: string;
  readySeconds: number;
};

/** A program that is running and ready. */
export type Program = {
  pid: number;
  /** Ends the program and waits until it is gone; a second call waits for the same end. */
  stop(): Promise<void>;
  /** Resolves with which program ended, how, and the tail of its output, whether asked to end or not. */
  ended: Promise<string>;
};

/** How a program ended, as the end of a sentence, and the tail of its output. */
type End = { how: string; tail: string };

const tailLength = 4_000;
const pollMilliseconds = 50;
const listenMilliseconds = 1_000;
const graceSeconds = 5;

/**
 * Starts a program and resolves when it is ready.
 *
 * Rejects, leaving no process behind, with the tail of the program's output when it ends before
 * or is not ready in time. Programs run in process groups of their own, so that Ctrl-C reaches only
 * the stack, which then stops them in its order; a watcher ends them if the stack is killed.
 */
export async function startProgram(plan: ProgramPlan): Promise<Program> {
  const child = spawn(plan.command, plan.args, {
    cwd: plan.cwd,
    env: plan.env ?? process.env,
    detached: process.platform !== "win32",
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = endOf(child);
  const { pid } = child;
  if (pid === undefined)
    throw new Error(`${plan.name} could not be started. ${(await ended).tail}`);
  const dismissWatcher = watchOver(pid);
  void ended.then(dismissWatcher);
  const told = ended.then(({ how, tail }) => {
    return `${plan.name} (${basename(plan.command)}) ended ${how}. It said last:\n${tail}`;
  });
  const program = { pid, ended: told, stop: () => stopGroup(child, pid, ended) };
  try {
    await ready(plan, ended);
  } catch (error) {
    await program.stop();
    throw error;
  }
  return program;
}

function endOf(child: ChildProcess): Promise<End> {
  let tail = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      tail = (tail + text).slice(-tailLength);
    });
  }
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ how: "by an error", tail: error.message }));
    child.once("close", (code, signal) => {
      resolve({ how: signal ? `by ${signal}` : `with code ${code}`, tail: tail.trim() });
    });
  });
}

async function ready(plan: ProgramPlan, ended: Promise<End>): Promise<void> {
  const { name, readyUrl, readySeconds } = plan;
  const giveUp = new AbortController();
  const death = ended.then(({ tail }) => {
    throw new Error(`${name} ended before it was ready. It said:\n${tail}`);
  });
  const deadline = pause(readySeconds * 1000, undefined, { signal: giveUp.signal }).then(() => {
    throw new Error(`${name} was not ready after ${readySeconds} seconds.`);
  });
  try {
    await Promise.race([answered(readyUrl, giveUp.signal), death, deadline]);
  } finally {
    death.catch(() => undefined);
    deadline.catch(() => undefined);
    giveUp.abort();
  }
}

async function answered(url: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const { protocol, hostname, port } = new URL(url);
    const answers = protocol === "tcp:" ? listens(hostname, Number(port)) : isOk(url, signal);
    if (await answers) return;
    await pause(pollMilliseconds);
  }
}

async function isOk(url: string, signal: AbortSignal): Promise<boolean> {
  const response = await fetch(url, { signal }).catch(() => undefined);
  await response?.body?.cancel();
  return response?.ok ?? false;
}

function listens(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: listenMilliseconds });
    const answer = (listening: boolean) => () => {
      socket.destroy();
      resolve(listening);
    };
    socket.once("connect", answer(true));
    socket.once("error", answer(false));
    socket.once("timeout", answer(false));
  });
}

async function stopGroup(child: ChildProcess, pid: number, ended: Promise<End>): Promise<void> {
  // Long after its end, its id may be another program's.
  if (child.exitCode !== null || child.signalCode !== null) return;
  const killed = new AbortController();
  signalGroup(pid, "SIGTERM");
  const kill = pause(graceSeconds * 1000, undefined, { signal: killed.signal }).then(
    () => signalGroup(pid, "SIGKILL"),
    () => undefined,
  );
  await ended;
  killed.abort();
  await kill;
}

/** Signals a program and whatever it started; one that is gone already is as good as signalled. */
function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(process.platform === "win32" ? pid : -pid, signal);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

/**
 * Ends the program's group when this process ends in any way, `kill -9` included: a shell waits for
 * the end of a pipe that only this process holds open. Windows has no such shell, so there a killed
 * stack can leave its emulators running. The answer dismisses the watcher.
 */
function watchOver(pid: number): () => void {
  if (process.platform === "win32") return () => undefined;
  const script = `read -r _ || { kill -s TERM -- "-$1"; sleep ${graceSeconds}; kill -s KILL -- "-$1"; }`;
  const watcher = spawn("/bin/sh", ["-c", script, "watcher", String(pid)], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  // Without a shell the program still runs and stop() still ends it.
  watcher.on("error", () => undefined);
  watcher.stdin.on("error", () => undefined);
  watcher.unref();
  return () => watcher.stdin.end("dismissed\n");
}
