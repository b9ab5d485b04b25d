import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { requireFreePort } from "../../scripts/stack/ports.ts";
import { freePortsOfStack } from "../support/free-ports.ts";
import { mailArrives, mailsTo } from "../support/mailbox.ts";
import { scannerRuns } from "../support/server.ts";

const script = fileURLToPath(new URL("../../scripts/start.ts", import.meta.url));
const baker = "baker@lindqvist.example";
const startSeconds = 90;

/** What the tests' own emulators have put into the environment. */
const ofTests = new Set([
  "FIRESTORE_EMULATOR_HOST",
  "PUBSUB_EMULATOR_HOST",
  "GOOGLE_CLOUD_PROJECT",
  "METADATA_SERVER_DETECTION",
  "SMTP_URL",
  "INBOX_URL",
  "STORAGE_EMULATOR_HOST",
  "GOOGLE_APPLICATION_CREDENTIALS",
  "ATTACHMENT_BUCKET",
  "CLAMD_ADDRESS",
]);

/** Stands between the answers of the lines, and in none of them. */
const between = "----- next answer -----";

type Stack = {
  process: ChildProcess;
  /** What it has printed so far. */
  said(): string;
  /** Resolves with what it printed once the text stands in it; rejects where it ends without. */
  says(text: string): Promise<string>;
  /** Resolves with its exit code. */
  ended: Promise<unknown>;
};

let ports: Record<string, string>;
let files: string;
let stack: Stack;
let answers: string[];

beforeAll(async () => {
  ports = await freePortsOfStack();
  files = await mkdtemp(join(tmpdir(), "first-calls-"));
  stack = start();
  const welcome = await stack.says("Then read the mail at");
  process.env["INBOX_URL"] = addressOf("INBOX_PORT");
  answers = await runInBash(linesOf(welcome));
}, startSeconds * 1_000);

afterAll(async () => {
  if (!stack || stack.process.exitCode !== null) return;
  stack.process.kill("SIGINT");
  await stack.ended;
});

afterAll(() => rm(files, { recursive: true, force: true }));

describe("the first calls that the stack prints, run as they stand", () => {
  test("sign in and open a case, and answer with its name", () => {
    expect(answers).toHaveLength(10);
    expect(answers[0]).toBe("");
    expect(answers[1]).toMatch(/^customers\/1001\/cases\/\d+$/);
  });

  test("show the case at once, the first of My cases", () => {
    const { cases } = JSON.parse(answers[2] ?? "") as { cases: { name: string }[] };

    expect(cases[0]?.name).toBe(answers[1]);
    expect(cases.length).toBeLessThanOrEqual(3);
  });

  test.each([
    [3, "share", { subscriberEmailAddresses: [baker], state: "NEW" }],
    [4, "comment", { body: "It began at 07:40." }],
    [7, "close", { state: "CLOSED", reopenUntil: expect.any(String) }],
    [8, "reopen", { state: "IN_PROGRESS_GOOGLE_SUPPORT" }],
    [9, "escalate", { state: "IN_PROGRESS_GOOGLE_SUPPORT", escalated: true }],
  ])("line %i: %s", (place, _what, expected) => {
    expect(JSON.parse(answers[place] ?? "")).toMatchObject(expected);
  });

  test("attach a file, and get back what was attached", () => {
    expect(answers[5]).toBe(`${answers[1]}/attachments/${answers[5]?.split("/").at(-1)}`);
    expect(answers[6]).toBe("07:40 550 5.7.26 unauthenticated sender");
  });

  test.each(["Shared with you", "New comment", "New file", "Closed", "Reopened", "Escalated"])(
    "have the baker mailed: %s",
    async (headline) => {
      const number = answers[1]?.split("/").at(-1);

      const mail = await mailArrives(baker, ({ subject }) => subject.includes(`] ${headline}: `));

      expect(mail.subject).toBe(`[Case ${number}] ${headline}: Mail to a supplier bounces`);
    },
  );

  test("have nobody mailed of the past, nor anna of what she did", async () => {
    expect(await mailsTo("anna@alfa-partner.example")).toEqual([]);
    expect(await mailsTo("aino@support.example")).toEqual([]);
  });

  test("have nobody mailed twice of the same", async () => {
    const subjects = (await mailsTo(baker)).map(({ subject }) => subject);

    expect(subjects.toSorted()).toEqual([...new Set(subjects)].toSorted());
  });
});

describe("the stack", () => {
  test("prints where each part is, and every demo account with the password", () => {
    for (const [variable, port] of Object.entries(ports)) {
      if (variable === "CLAMD_PORT" && !scannerRuns) continue;
      expect(stack.said()).toContain(`127.0.0.1:${port}`);
    }
    expect(stack.said()).toContain("hanna@hjalp-partner.example");
    expect(stack.said()).toContain("demo-password");
  });

  test("started twice, the second says that it runs, as which process, and leaves the first alone", async () => {
    const second = start();

    expect(await second.ended).toBe(1);
    expect(second.said()).toContain(
      `The stack is running already (process ${stack.process.pid}). Stop it with Ctrl-C`,
    );
    expect(second.said()).toContain("FRONT_DOOR_PORT");
    expect((await fetch(`${addressOf("FRONT_DOOR_PORT")}/nothing`)).status).toBe(404);
  });

  test("on Ctrl-C ends with 0 and leaves nothing listening", async () => {
    stack.process.kill("SIGINT");

    expect(await stack.ended).toBe(0);
    expect(stack.said().trimEnd()).toMatch(/Stopping …$/);
    await nothingListens();
  });
});

describe("the stack, in which something throws again and again, and nobody catches it,", () => {
  beforeAll(async () => {
    const fault =
      'process.once("SIGUSR2", () => setInterval(() => { throw new Error("nobody waits for this"); }, 5))';
    stack = start({ NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(fault)}` });
    await stack.says("Then read the mail at");
  }, startSeconds * 1_000);

  test("ends with 1, says what, and leaves nothing listening", async () => {
    stack.process.kill("SIGUSR2");

    expect(await stack.ended).toBe(1);
    expect(stack.said()).toContain(
      "A part of the stack ended by itself. The functions, by what nobody caught:\nError: nobody waits for this\n",
    );
    // With which Node ends a process by itself, before what it has in hand is done.
    expect(stack.said()).not.toMatch(/^Node\.js v/m);
    await nothingListens();
  });
});

async function nothingListens(): Promise<void> {
  await Promise.all(
    Object.entries(ports).map(([variable, port]) =>
      requireFreePort("A part", Number(port), variable),
    ),
  );
}

function addressOf(variable: string): string {
  return `http://127.0.0.1:${ports[variable]}`;
}

/** Runs the start script as a person would: nothing of the tests' own emulators is in its environment. */
function start(over: NodeJS.ProcessEnv = {}): Stack {
  const own = Object.entries(process.env).filter(([name]) => !ofTests.has(name));
  const env = { ...Object.fromEntries(own), ...ports, OBJECT_STORE_FOLDER: files, ...over };
  const child = spawn(process.execPath, [script], { env, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  const changed = new EventTarget();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      changed.dispatchEvent(new Event("said"));
    });
  }
  const ended = once(child, "close").then(([code]) => code as unknown);
  const says = async (text: string) => {
    while (!said.includes(text)) {
      const code = await Promise.race([ended, once(changed, "said").then(() => "said")]);
      if (code !== "said") throw new Error(`The stack ended with ${String(code)}:\n${said}`);
    }
    return said;
  };
  return { process: child, said: () => said, says, ended };
}

/** The shell lines between the two sentences that announce and follow them. */
function linesOf(welcome: string): string[] {
  const [, after = ""] = welcome.split("to be pasted into another shell:");
  const [block = ""] = after.split("Then read the mail at");
  return block.split("\n").filter((line) => line.trim() !== "");
}

/** Runs each line in one shell, one after the other, and tells what each printed. */
async function runInBash(lines: readonly string[]): Promise<string[]> {
  const typed = lines.join(`\necho; echo '${between}'\n`);
  const { stdout } = await promisify(execFile)("bash", ["-c", typed]);
  return stdout.split(between).map((answer) => answer.trim());
}
