import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { type Line, linesIn } from "./logged.ts";

/** The front door and the event functions in a process of their own, with all that it writes. */
export type ObservedProcess = {
  url: string;
  /** Where a push subscription delivers to. */
  eventsUrl: string;
  /** All that it has written so far, on both of its outputs. */
  written(): string;
  /** Its log lines so far. */
  lines(): Line[];
  /** Its first log line of that kind, waited for; rejects at the deadline. */
  lineWhere(is: (line: Line) => boolean): Promise<Line>;
  /** The parts of OpenTelemetry that it has loaded by itself. */
  loaded(): string[];
  /** Ends it as Cloud Run does, and waits until it has. */
  stop(): Promise<void>;
};

const deadlineMs = 15_000;

/** Starts them against the emulators; `environment` replaces variables of this process's own. */
export async function startObserved(
  environment: Record<string, string> = {},
): Promise<ObservedProcess> {
  const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", script], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  // Not at its exit, after which more of what it wrote may come.
  const ended = once(child, "close");
  let out = "";
  let besides = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    besides += text;
  });
  const lines = () => linesIn(out.slice(0, out.lastIndexOf("\n") + 1));
  const lineWhere = (is: (line: Line) => boolean) =>
    waitFor(() => lines().find(is)).catch(() => {
      throw new Error(`No such line within its time. There were:\n${out}${besides}`);
    });
  const { url, eventsUrl } = await lineWhere(({ eventsUrl }) => eventsUrl !== undefined);
  return {
    url: String(url),
    eventsUrl: String(eventsUrl),
    written: () => out + besides,
    lines,
    lineWhere,
    loaded: () => lines().flatMap(({ loaded }) => (typeof loaded === "string" ? loaded : [])),
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** What something comes to, asked for again and again until there is anything; rejects at the deadline. */
export async function waitFor<T>(find: () => T | undefined): Promise<T> {
  const endsAt = Date.now() + deadlineMs;
  for (;;) {
    const found = find();
    if (found !== undefined) return found;
    if (Date.now() > endsAt) throw new Error("It did not come within its time.");
    await pause(25);
  }
}

const host = new URL("../../scripts/stack/functions-host.ts", import.meta.url).href;

const script = `
  import { registerHooks } from "node:module";
  registerHooks({
    resolve(name, context, next) {
      const found = next(name, context);
      if (name.startsWith("@opentelemetry/") && context.parentURL?.includes("/functions/")) {
        console.log(JSON.stringify({ loaded: name }));
      }
      return found;
    },
  });
  const { startEventFunctions, startFrontDoor } = await import(${JSON.stringify(host)});
  const [door, events] = [await startFrontDoor(0), await startEventFunctions(0)];
  console.log(JSON.stringify({ url: door.url, eventsUrl: events.url }));
`;
