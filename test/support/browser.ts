import { accessSync, constants } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { freePort } from "../../scripts/stack/ports.ts";
import { startProgram } from "../../scripts/stack/program.ts";
import { connectDevtools, type Devtools } from "./devtools.ts";

/** A headless Chromium with an empty profile, on this machine alone. */
export type Browser = {
  /** Opens a page in a tab of its own; resolves when it has loaded, rejects where nothing answers. */
  open(url: string, size?: { width: number; height: number }): Promise<Tab>;
  stop(): Promise<void>;
};

export type Tab = {
  /** The value of an expression in the page, as JSON; a promise is waited for. Rejects with what it throws. */
  evaluate(expression: string): Promise<unknown>;
  /** Resolves once the expression's value is truthy. Rejects when the time is over. */
  waitFor(expression: string, seconds?: number): Promise<void>;
  /** Clicks the first element that the selector finds, as a mouse would. Rejects where there is none. */
  click(selector: string): Promise<void>;
  /** Puts text into a field, as a person would, in the place of what stood there. */
  fill(selector: string, text: string): Promise<void>;
  /** A PNG of what is seen, or of the whole page. */
  screenshot(options?: { whole: boolean }): Promise<Buffer>;
  /** What the page has reported: errors, uncaught exceptions and what its policy forbids. */
  errors: readonly string[];
  /** The addresses that it has asked for, its own first. */
  requests: readonly string[];
};

/** Whether there is a browser here; tests of pages are skipped where there is none. */
export const browserRuns = browserProgram() !== undefined;

/**
 * The browser's program: what CHROMIUM names, else the first on the PATH; undefined where there is none, or CHROMIUM
 * is empty. Throws where there is none and REQUIRE_CHROMIUM is set.
 */
export function browserProgram(environment = process.env): string | undefined {
  const { CHROMIUM: named, PATH: path = "", REQUIRE_CHROMIUM: required } = environment;
  const folders = path.split(delimiter).filter((folder) => folder !== "");
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const found =
    named ?? folders.flatMap((folder) => names.map((name) => join(folder, name))).find(runs);
  if (found !== undefined && found !== "") return found;
  if (!required) return undefined;
  throw new Error(
    "REQUIRE_CHROMIUM is set, and Chromium is not installed: apt-get install chromium",
  );
}

function runs(program: string): boolean {
  try {
    accessSync(program, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const quiet = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  // Containers give little shared memory, and a tab that finds none crashes.
  "--disable-dev-shm-usage",
];

/** Starts the browser. Rejects where there is none, or with what it said. */
export async function startBrowser(): Promise<Browser> {
  const command = browserProgram();
  if (command === undefined) throw new Error("There is no Chromium here.");
  const [port, profile] = await Promise.all([freePort(), mkdtemp(join(tmpdir(), "browser-"))]);
  const debugging = [`--remote-debugging-port=${port}`, `--user-data-dir=${profile}`];
  const readyUrl = `http://127.0.0.1:${port}/json/version`;
  const plan = { name: "Chromium", command, args: [...quiet, ...debugging], readyUrl };
  const program = await startProgram({ ...plan, readySeconds: 60 });
  const { webSocketDebuggerUrl } = Version.parse(await (await fetch(readyUrl)).json());
  const devtools = await connectDevtools(webSocketDebuggerUrl);
  return {
    open: (url, size = { width: 1280, height: 900 }) => openTab(devtools, url, size),
    stop: async () => {
      devtools.close();
      await program.stop();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

const Version = z.looseObject({ webSocketDebuggerUrl: z.string() });
const Target = z.looseObject({ targetId: z.string() });
const Session = z.looseObject({ sessionId: z.string() });
const Navigated = z.looseObject({ errorText: z.string().optional() });
const Shot = z.looseObject({ data: z.string() });

const Evaluated = z.looseObject({
  result: z.looseObject({ value: z.unknown().optional() }),
  exceptionDetails: z
    .looseObject({
      exception: z.looseObject({ description: z.string() }).optional(),
      text: z.string(),
    })
    .optional(),
});

async function openTab(
  devtools: Devtools,
  url: string,
  size: { width: number; height: number },
): Promise<Tab> {
  const { targetId } = Target.parse(
    await devtools.send("Target.createTarget", { url: "about:blank" }),
  );
  const attach = { targetId, flatten: true };
  const { sessionId } = Session.parse(await devtools.send("Target.attachToTarget", attach));
  const send = (method: string, params: object = {}) => devtools.send(method, params, sessionId);
  const { errors, requests } = watched(devtools, sessionId);
  await Promise.all(
    ["Page", "Runtime", "Network", "Log"].map((domain) => send(`${domain}.enable`)),
  );
  await send("Emulation.setDeviceMetricsOverride", {
    ...size,
    deviceScaleFactor: 1,
    mobile: false,
  });
  const evaluate = async (expression: string) => {
    const given = { expression, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = Evaluated.parse(await send("Runtime.evaluate", given));
    if (!exceptionDetails) return result.value;
    throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  };
  const tab = { evaluate, ...acting(send, evaluate), errors, requests };
  const { errorText } = Navigated.parse(await send("Page.navigate", { url }));
  if (errorText !== undefined) throw new Error(`${url} was not opened: ${errorText}`);
  await tab.waitFor(`location.href !== "about:blank" && document.readyState === "complete"`);
  return tab;
}

type Send = (method: string, params?: object) => Promise<unknown>;

function acting(
  send: Send,
  evaluate: Tab["evaluate"],
): Omit<Tab, "evaluate" | "errors" | "requests"> {
  return {
    waitFor: async (expression, seconds = 20) => {
      const until = Date.now() + seconds * 1_000;
      while (Date.now() < until) {
        // Not the value itself: an element cannot be told as JSON.
        if (await evaluate(`Boolean(${expression})`)) return;
        await pause(50);
      }
      throw new Error(`In ${seconds} s this did not become true: ${expression}`);
    },
    click: async (selector) => {
      const place = await placeOf(selector, evaluate);
      const press = { ...place, button: "left", clickCount: 1 };
      await send("Input.dispatchMouseEvent", { type: "mousePressed", ...press });
      await send("Input.dispatchMouseEvent", { type: "mouseReleased", ...press });
    },
    fill: async (selector, text) => {
      const found = `document.querySelector(${JSON.stringify(selector)})`;
      await evaluate(`(${found}.focus(), ${found}.select())`);
      await send("Input.insertText", { text });
    },
    screenshot: async ({ whole } = { whole: false }) => {
      const shot = await send("Page.captureScreenshot", { captureBeyondViewport: whole });
      return Buffer.from(Shot.parse(shot).data, "base64");
    },
  };
}

/** The middle of an element, once it has come to rest in view and nothing lies over it. */
async function placeOf(
  selector: string,
  evaluate: Tab["evaluate"],
): Promise<{ x: number; y: number }> {
  const measure = `(() => {
    const found = document.querySelector(${JSON.stringify(selector)});
    found?.scrollIntoView({ block: "center", behavior: "instant" });
    const { x, y, width, height } = found?.getBoundingClientRect() ?? {};
    const middle = { x: x + width / 2, y: y + height / 2 };
    return found?.contains(document.elementFromPoint(middle.x, middle.y)) ? middle : undefined;
  })()`;
  let before = "";
  for (const until = Date.now() + 20_000; Date.now() < until; await pause(50)) {
    const middle = await evaluate(measure);
    const now = JSON.stringify(middle) ?? "";
    if (now !== "" && now === before) return Middle.parse(middle);
    before = now;
  }
  throw new Error(`Nothing to click on was found: ${selector}`);
}

const Middle = z.object({ x: z.number(), y: z.number() });

/** Collects what a tab reports and asks for, from now on. */
function watched(devtools: Devtools, sessionId: string): { errors: string[]; requests: string[] } {
  const errors: string[] = [];
  const requests: string[] = [];
  devtools.on(sessionId, (method, params) => {
    const event = Event.parse(params);
    if (method === "Network.requestWillBeSent") requests.push(event.request?.url ?? "");
    if (method === "Runtime.exceptionThrown") errors.push(JSON.stringify(event.exceptionDetails));
    if (method === "Runtime.consoleAPICalled" && event.type === "error") {
      errors.push(JSON.stringify(event.args));
    }
    if (method === "Log.entryAdded" && event.entry?.level === "error") {
      errors.push(`${event.entry.text} ${event.entry.url ?? ""}`);
    }
  });
  return { errors, requests };
}

const Event = z.looseObject({
  type: z.unknown().optional(),
  args: z.unknown().optional(),
  exceptionDetails: z.unknown().optional(),
  // That of a WebSocket has no address here.
  request: z.looseObject({ url: z.string().optional() }).optional(),
  entry: z
    .looseObject({ level: z.string(), text: z.string(), url: z.string().optional() })
    .optional(),
});
