import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import type { Readable } from "node:stream";

/** The front door and the event functions in a process of their own, as in the cloud. */
export type OwnProcess = {
  url: string;
  /** Where a push subscription delivers to. */
  eventsUrl: string;
  /** What it has taken of memory at the most since it began, in MiB. */
  peakMebibytes(): Promise<number>;
  /** Ends it as a machine that loses its power does. */
  kill(): Promise<void>;
};

export type OwnOptions = {
  /** Of the machine that it is to run as on: V8 sizes its heap by that. */
  memoryMebibytes: number;
  /** Replaces variables of this process's environment. */
  environment?: Record<string, string>;
};

/** Starts them against the emulators. */
export async function startOwnProcess({
  memoryMebibytes,
  environment,
}: OwnOptions): Promise<OwnProcess> {
  // What V8 chooses by itself where a container has that much; here it would go by this machine's memory.
  const heap = [
    `--max-old-space-size=${memoryMebibytes / 2}`,
    `--max-semi-space-size=${memoryMebibytes / 128}`,
  ];
  const module = new URL("../../scripts/stack/functions-host.ts", import.meta.url).href;
  const script = `import { startEventFunctions, startFrontDoor } from ${JSON.stringify(module)};
    const [door, events] = [await startFrontDoor(0), await startEventFunctions(0)];
    console.log(JSON.stringify({ url: door.url, eventsUrl: events.url }));`;
  const child = spawn(process.execPath, [...heap, "--input-type=module-typescript", "-e", script], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const { url, eventsUrl }: { url: string; eventsUrl: string } = JSON.parse(
    await firstLine(child.stdout),
  );
  return {
    url,
    eventsUrl,
    async peakMebibytes() {
      const status = await readFile(`/proc/${child.pid}/status`, "utf8");
      return Math.round(Number(/^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1]) / 1_024);
    },
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** The rest is read as well, or the process would fail at its next line. */
function firstLine(output: Readable): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    output.setEncoding("utf8").on("data", (text: string) => {
      if (!said.includes("\n")) said += text;
      if (said.includes("\n")) resolve(said.slice(0, said.indexOf("\n")));
    });
    output.once("end", () => reject(new Error("The process ended before it listened.")));
  });
}
