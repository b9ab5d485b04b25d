import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { endMs } from "#platform/before-end.ts";
import { demoEnvironment } from "../../scripts/stack/environment.ts";
import { linesIn } from "../support/logged.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const secret = "moa@lindqvist.example wrote hunter2";

/** Cloud Run waits that long after SIGTERM. */
const graceMs = 10_000;

describe.each([
  ["an HTTP function", httpServer],
  ["an event function", eventServer],
])("an error that nobody caught, of %s,", (_whose, serverThat) => {
  test.each([
    ["thrown", `setImmediate(() => { throw new TypeError(${q(secret)}); })`, "TypeError: "],
    ["a promise", `void Promise.reject(new TypeError(${q(secret)}))`, "TypeError: "],
    ["a promise's text", `void Promise.reject(${q(secret)})`, "UnhandledPromiseRejection: "],
    ["thrown later", `setTimeout(() => { throw new TypeError(${q(secret)}); }, 50)`, "TypeError: "],
  ])(
    "ends the process with 1, told in one line, and to nobody in its text: %s",
    async (_what, code, head) => {
      const served = await start(serverThat(`${code}; await new Promise(() => {});`));

      const heard = await ask(served).catch(() => "cut");

      expect(heard).toBe("cut");
      expect(await served.ended).toBe(1);
      expect(served.said()).not.toContain("hunter2");
      expect(linesIn(served.said())).toMatchObject([
        {
          severity: "ERROR",
          message: "process failed",
          operation: "failing",
          "@type": expect.stringContaining("ReportedErrorEvent"),
          stack_trace: expect.stringMatching(new RegExp(`^${head}`)),
        },
      ]);
    },
  );

  test("ends the process also when it comes after the answer", async () => {
    const served = await start(
      serverThat(`
        const { promise, resolve } = Promise.withResolvers();
        process.once("message", resolve);
        void promise.then(() => { throw new TypeError(${q(secret)}); });`),
    );
    const heard = await ask(served);

    served.child.send("fail");

    expect(await served.ended).toBe(1);
    expect(heard + served.said()).not.toContain("hunter2");
    expect(linesIn(served.said()).map(({ message }) => message)).toEqual([
      expect.stringMatching(/^(request|event)$/),
      "process failed",
    ]);
  });
});

describe("asked to end,", () => {
  test("it has time for the answers, and then for what waits, before Cloud Run ends it", () => {
    expect(endMs.answers + endMs.work).toBeLessThan(endMs.all);
    expect(endMs.all).toBeLessThan(graceMs);
  });

  test.each(["SIGTERM", "SIGINT"] as const)(
    "by %s it takes no new connection, answers what it has, sends what waits all at once, and ends with 0",
    async (signal) => {
      const served = await start(
        `const server = serverOf("answering");
      const both = [Promise.withResolvers(), Promise.withResolvers()];
      for (const [here, there] of [both, both.toReversed()]) {
        beforeEnd(async () => {
          here.resolve();
          await there.promise;
          process.stdout.write('{"sent":true}\\n');
        });
      }`,
      );
      const asked = ask(served);
      await once(served.child, "message");

      served.child.kill(signal);
      await refused(served.port);
      served.child.send("answer");

      expect(await asked).toBe("answered");
      expect(await served.ended).toBe(0);
      expect(linesIn(served.said())).toEqual([{ sent: true }, { sent: true }]);
    },
  );

  test("it ends in Cloud Run's time, though an answer and what waits never do", async () => {
    const served = await start(
      `const server = serverOf("answering");
      beforeEnd(() => new Promise(() => {}));`,
    );
    const asked = ask(served).catch(() => "cut");
    await once(served.child, "message");

    served.child.kill("SIGTERM");
    AbortSignal.timeout(graceMs).addEventListener("abort", () => served.child.kill("SIGKILL"));

    expect(await served.ended).toBe(0);
    expect(await asked).toBe("cut");
  });

  test("it sends what waits, though an answer never comes", async () => {
    const served = await start(sending);
    const asked = ask(served).catch(() => "cut");
    await once(served.child, "message");

    served.child.kill("SIGTERM");

    expect(await served.ended).toBe(0);
    expect(await asked).toBe("cut");
    expect(linesIn(served.said())).toEqual([{ sent: true }]);
  });

  test("it sends also what a late answer leaves", async () => {
    const served = await start(sending);
    const asked = ask(served);
    await once(served.child, "message");

    served.child.kill("SIGTERM");
    await once(served.child.stdout ?? served.child, "data");
    served.child.send("answer");

    expect(await asked).toBe("answered");
    expect(await served.ended).toBe(0);
    expect(linesIn(served.said())).toEqual([{ sent: true }, { sent: true }]);
  });
});

/** Before its end it sends, of which it writes a line. */
const sending = `
  const server = serverOf("answering");
  beforeEnd(async () => void process.stdout.write('{"sent":true}\\n'));`;

/** A server whose function does this. */
function httpServer(code: string): string {
  return `
    const failing = {
      contract: { name: "failing", method: "POST" },
      match: () => ({}),
      answer: async () => { ${code}; return { status: 200, json: {} }; },
    };
    http("failing", frontDoor([failing], []));
    const server = serverOf("failing");`;
}

/** A server whose event function does this. */
function eventServer(code: string): string {
  return `
    const contract = { name: "failing", summary: "Fail", message: z.unknown() };
    eventFunction(contract, {}, async () => { ${code}; return {}; });
    const server = eventServerOf("failing");`;
}

type Served = {
  child: ChildProcess;
  port: number;
  /** How it ended. */
  ended: Promise<unknown>;
  /** What it wrote since it listened, on both of its outputs. */
  said(): string;
};

/**
 * Serves as a container does, in a process of its own; `program` is the text of what makes the `server`.
 * The function `answering` tells of a request, and answers it when it is told to.
 */
async function start(program: string): Promise<Served> {
  const script = `
    import { http } from "@google-cloud/functions-framework";
    import { z } from "zod";
    import { beforeEnd } from "#platform/before-end.ts";
    import { serverOf } from "#platform/door.ts";
    import { eventFunction } from "#platform/event-function.ts";
    import { eventServerOf } from "#platform/event-server.ts";
    import { frontDoor } from "#platform/front-door.ts";
    import { serve } from "#functions/main.ts";
    http("answering", (_request, response) => {
      process.once("message", () => response.end("answered"));
      process.send("asked");
    });
    ${program}
    server.once("listening", () => process.send(server.address().port));
    serve(server);`;
  const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", script], {
    cwd: root,
    env: { ...process.env, ...demoEnvironment, SMTP_URL: "smtp://127.0.0.1:1", PORT: "0" },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  }
  // Not at its exit, after which more of what it wrote may come.
  const ended = once(child, "close").then(([code, signal]) => code ?? signal);
  const [port] = await Promise.race([once(child, "message"), ended.then(() => [0])]);
  if (port === 0) throw new Error(`It ended before it listened:\n${said}`);
  return { child, port, ended, said: () => said };
}

/** Asks as Pub/Sub pushes, which is a request like any other, and resolves to the text of the answer. */
async function ask({ port }: Served): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/projects/demo-cases/topics/cases`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ message: { data: "e30=", messageId: "1" }, subscription: "cases" }),
  });
  return response.text();
}

/** Resolves when a connection is refused. */
async function refused(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, "127.0.0.1");
    const taken = await once(socket, "connect").then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (!taken) return;
  }
}

function q(text: string): string {
  return JSON.stringify(text);
}
