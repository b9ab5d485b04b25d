import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { lookAtStack } from "../../scripts/doctor/local-stack.ts";
import { isIll, type Verdict } from "../../scripts/doctor/verdict.ts";
import { freePort, stackPorts } from "../../scripts/stack/ports.ts";
import type { StackPorts } from "../../scripts/stack/stack.ts";
import { type FakeStack, startFakeStack } from "./fake-stack.ts";

const seconds = 1;
let stack: FakeStack | undefined;
let other: ChildProcess | undefined;
let folder: string | undefined;

afterEach(async () => {
  vi.unstubAllEnvs();
  await stack?.stop();
  other?.kill("SIGTERM");
  if (folder !== undefined) await rm(folder, { recursive: true });
  [stack, other, folder] = [undefined, undefined, undefined];
});

describe("a running stack", () => {
  test("in which all is well has nothing to mend, and every part was asked", async () => {
    stack = await startFakeStack({});

    const verdicts = await lookAtStack(stack.ports, seconds);

    expect(verdicts.filter((verdict) => !verdict.fine)).toEqual([]);
    expect(verdicts.map(({ part }) => part)).toEqual([
      "Firestore emulator",
      "Pub/Sub emulator",
      "Auth emulator",
      "object store",
      "SMTP server",
      "inbox page",
      "malware scanner",
      "front door",
      "sign-in",
      "one call",
      "mail",
    ]);
  });

  test.each<[string, string, keyof StackPorts, string[]]>([
    ["Firestore", "firestore", "firestore", ["Firestore emulator"]],
    ["Pub/Sub", "pubsub", "pubsub", ["Pub/Sub emulator"]],
    ["Auth", "auth", "auth", ["Auth emulator", "sign-in"]],
    ["the object store", "objectStore", "objectStore", ["object store"]],
    ["SMTP", "smtp", "smtp", ["SMTP server"]],
    ["the malware scanner", "clamd", "clamd", ["malware scanner"]],
    ["the inbox", "inbox", "inbox", ["inbox page", "mail"]],
    ["the inbox's list", "inbox /api", "inbox", ["mail"]],
    ["readiness", "frontDoor /ready", "frontDoor", ["front door"]],
    ["every call", "frontDoor /v2", "frontDoor", ["one call", "mail"]],
  ])(
    "in which %s stands still is found out, and the rest is looked at",
    async (...[, silent, part, found]) => {
      stack = await startFakeStack({ silent: [silent] });

      const verdicts = await lookAtStack(stack.ports, seconds);

      const says = `127.0.0.1:${stack.ports[part]} does not answer within 1 s`;
      expect(ill(verdicts)).toEqual(found.map((each) => [each, says]));
    },
  );

  test("keeps no case open of which the mail cannot be looked for", async () => {
    stack = await startFakeStack({ silent: ["inbox /api"] });

    await lookAtStack(stack.ports, seconds);

    expect(stack.asked.at(-1)).toBe("POST /v2/customers/1001/cases/31:close");
  });

  test("in which no mail arrives is not waited for longer than said, however slow its inbox", async () => {
    stack = await startFakeStack({ emptyAfterMs: 750 });

    const verdicts = await lookAtStack(stack.ports, seconds);

    const mail = verdicts.find(({ part }) => part === "mail");
    expect(mail).toMatchObject({ fine: false, says: "none within 4 s" });
    const looks = stack.asked.filter((request) => request === "GET /api/messages");
    expect(looks.length).toBeLessThanOrEqual(5);
    expect(stack.asked.at(-1)).toBe("POST /v2/customers/1001/cases/31:close");
  });

  test.each([
    ["smtp", "554 no service\r\n", "SMTP server"],
    ["clamd", "UNKNOWN COMMAND\0", "malware scanner"],
  ] as const)("in which %s says what it should not is found out", async (part, said, title) => {
    stack = await startFakeStack({ says: { [part]: said } });

    const verdicts = await lookAtStack(stack.ports, seconds);

    expect(ill(verdicts)).toEqual([
      [title, `127.0.0.1:${stack.ports[part]} answers as another program`],
    ]);
  });

  test("without a malware scanner is told of, and works", async () => {
    vi.stubEnv("CLAMD", "");
    stack = await startFakeStack({});
    const clamd = await freePort();

    const verdicts = await lookAtStack({ ...stack.ports, clamd }, seconds);

    expect(verdicts.find(({ part }) => part === "malware scanner")).toMatchObject({
      fine: false,
      matters: false,
      says: `nothing answers on 127.0.0.1:${clamd}`,
    });
    expect(isIll(verdicts)).toBe(false);
  });

  test("that seems to be gone in part has the variable named that may be missing", async () => {
    stack = await startFakeStack({});
    const auth = await freePort();

    const verdicts = await lookAtStack({ ...stack.ports, auth }, seconds);

    const verdict = verdicts.find(({ part }) => part === "Auth emulator");
    expect(verdict).toMatchObject({ matters: true, why: expect.stringContaining("AUTH_PORT") });
  });
});

describe("where no stack runs", () => {
  test.each([
    ["as clamd is found", process.execPath],
    ["as CLAMD names what is told of elsewhere", "/nowhere/clamd"],
  ])(
    "that is told of first, with what starts it, and eight ports are free, %s",
    async (...[, clamd]) => {
      vi.stubEnv("CLAMD", clamd);
      const ports = await freePorts();

      const verdicts = await lookAtStack(ports, seconds);

      expect(verdicts[0]).toMatchObject({
        part: "stack",
        says: "none runs on these ports",
        fix: ["npm start"],
      });
      expect(verdicts.slice(1).map(({ fine }) => fine)).toEqual(Array(8).fill(true));
      expect(isIll(verdicts)).toBe(false);
    },
  );

  test.each(["frontDoor", "objectStore"] as const)(
    "a port that another program holds in silence is taken (%s)",
    async (part) => {
      stack = await startFakeStack({ silent: [part] });
      const ports = { ...(await freePorts()), [part]: stack.ports[part] };

      const verdicts = await lookAtStack(ports, seconds);

      expect(ill(verdicts)).toEqual([[`port ${ports[part]}`, expect.stringMatching(/^taken by /)]]);
    },
  );

  test("a port that only a scanner would want may be taken where there is none", async () => {
    vi.stubEnv("CLAMD", "");
    stack = await startFakeStack({});
    const ports = { ...(await freePorts()), clamd: stack.ports.clamd };

    const verdicts = await lookAtStack(ports, seconds);

    expect(isIll(verdicts)).toBe(false);
    expect(verdicts).toHaveLength(8);
  });
});

describe.runIf(process.platform === "linux")("a stack that does not answer doctor", () => {
  test("because it runs with other ports blocks none, and the variables are named", async () => {
    vi.stubEnv("CLAMD", process.execPath);
    const ports = await freePorts();
    const pid = await startOther(ports.objectStore, ports.firestore);

    const verdicts = await lookAtStack(ports, seconds);

    expect(verdicts[0]).toMatchObject({
      part: "stack",
      says: `one seems to run with other ports, or is starting (process ${pid})`,
      fix: [
        "FRONT_DOOR_PORT=… PUBSUB_PORT=… AUTH_PORT=… CLAMD_PORT=… SMTP_PORT=… INBOX_PORT=… npm run doctor",
      ],
    });
    expect(verdicts).toHaveLength(7);
    expect(isIll(verdicts)).toBe(false);
  });

  test("is not asked for the port of a scanner where there is none", async () => {
    vi.stubEnv("CLAMD", "");
    const ports = await freePorts();
    await startOther(ports.objectStore, ports.firestore);

    const [verdict] = await lookAtStack(ports, seconds);

    expect(verdict).toMatchObject({
      fix: ["FRONT_DOOR_PORT=… PUBSUB_PORT=… AUTH_PORT=… SMTP_PORT=… INBOX_PORT=… npm run doctor"],
    });
  });

  test("because it stands still is not taken for another program", async () => {
    const ports = await freePorts();
    await startOther(ports.frontDoor, ports.firestore);

    const verdicts = await lookAtStack(ports, seconds);

    const says = `127.0.0.1:${ports.frontDoor} does not answer within 1 s`;
    expect(ill(verdicts)).toContainEqual(["front door", says]);
  });
});

/** Has a program that is called like the stack hold the one port in silence, and a child of it the other. */
async function startOther(own: number, child: number): Promise<number | undefined> {
  folder = await mkdtemp(join(tmpdir(), "doctor-test-"));
  await mkdir(join(folder, "scripts"));
  const hold = `require("node:net").createServer().listen(Number(process.argv[1]), "127.0.0.1", () => console.log("held"))`;
  const script = `const { createServer } = await import("node:net");
    const { spawn } = await import("node:child_process");
    const child = spawn(process.execPath, ["-e", ${JSON.stringify(hold)}, "${child}"]);
    process.once("SIGTERM", () => { child.kill("SIGKILL"); process.exit(); });
    child.stdout.once("data", () => {
      createServer().listen(${own}, "127.0.0.1", () => console.log("held"));
    });`;
  await writeFile(join(folder, "scripts", "start.ts"), script);
  other = spawn(process.execPath, ["scripts/start.ts"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (other.stdout) await once(other.stdout, "data");
  return other.pid;
}

function ill(verdicts: readonly Verdict[]): [string, string][] {
  return verdicts
    .filter((verdict) => !verdict.fine && verdict.matters)
    .map(({ part, says }) => [part, says]);
}

async function freePorts(): Promise<StackPorts> {
  const parts = Object.keys(stackPorts);
  const ports = await Promise.all(parts.map(async (part) => [part, await freePort()] as const));
  return Object.fromEntries(ports) as StackPorts;
}
