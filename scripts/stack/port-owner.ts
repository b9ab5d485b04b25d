import { readdir, readFile, readlink } from "node:fs/promises";
import { basename } from "node:path";

/** A process as one would recognise it in a process list: its id and the start of its command. */
export type PortOwner = { pid: number; command: string };

const commandLengthMax = 80;
const listening = "0A";

/**
 * The process that listens on a local TCP port, read from Linux's /proc.
 *
 * Undefined on other systems, and where the process belongs to somebody else.
 */
export async function listenerOf(port: number): Promise<PortOwner | undefined> {
  const sockets = await listeningSockets(port);
  if (sockets.size === 0) return undefined;
  for (const entry of await readdir("/proc")) {
    if (!/^\d+$/.test(entry) || !(await holdsAny(entry, sockets))) continue;
    return { pid: Number(entry), command: await commandOf(entry) };
  }
  return undefined;
}

/**
 * The process of the local stack that listens on a port, itself or by a program that it has started.
 *
 * Undefined where somebody else does, and wherever `listenerOf` knows of none.
 */
export async function stackHolding(port: number): Promise<number | undefined> {
  const owner = await listenerOf(port);
  if (owner === undefined) return undefined;
  const status = await textOf(`/proc/${owner.pid}/status`);
  const parent = Number(/^PPid:\s*(\d+)$/m.exec(status)?.[1] ?? 0);
  for (const pid of [owner.pid, parent]) {
    const words = (await textOf(`/proc/${pid}/cmdline`)).split("\0");
    if (words.some((word) => /(^|\/)scripts\/start\.ts$/.test(word))) return pid;
  }
  return undefined;
}

/** What /proc/PID/fd shows for each socket that listens on the port. */
async function listeningSockets(port: number): Promise<Set<string>> {
  const tables = await Promise.all(["/proc/net/tcp", "/proc/net/tcp6"].map(textOf));
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  const rows = tables.flatMap((table) => table.split("\n").map((row) => row.trim().split(/\s+/)));
  const mine = rows.filter(([, local, , state]) => state === listening && local?.endsWith(suffix));
  return new Set(mine.map((row) => `socket:[${row[9]}]`));
}

async function holdsAny(pid: string, sockets: Set<string>): Promise<boolean> {
  const folder = `/proc/${pid}/fd`;
  const descriptors = await readdir(folder).catch(() => []);
  const targets = await Promise.all(
    descriptors.map((name) => readlink(`${folder}/${name}`).catch(() => "")),
  );
  return targets.some((target) => sockets.has(target));
}

async function commandOf(pid: string): Promise<string> {
  const [program = "", ...args] = (await textOf(`/proc/${pid}/cmdline`)).split("\0");
  const command = [basename(program), ...args].join(" ").trim();
  return command.length > commandLengthMax ? `${command.slice(0, commandLengthMax)}…` : command;
}

function textOf(path: string): Promise<string> {
  return readFile(path, "utf8").catch(() => "");
}
