import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { linesIn } from "../support/logged.ts";

const functions = new URL("../../functions/", import.meta.url);
const secret = "moa@lindqvist.example wrote hunter2";

/** Cloud Run waits that long after SIGTERM. */
const graceMs = 10_000;

describe("an error that nobody caught", () => {
  test.each([
    ["thrown", `setImmediate(() => { throw new TypeError(${q(secret)}); })`, "TypeError: "],
    ["a promise", `void Promise.reject(new TypeError(${q(secret)}))`, "TypeError: "],
    ["a promise's text", `void Promise.reject(${q(secret)})`, "UnhandledPromiseRejection: "],
  ])(
    "ends the process with 1, told in one line without its text: %s",
    async (_what, code, head) => {
      const served = await start(`() => ${code}`);

      await fetch(served.url).catch(() => undefined);

      expect(await served.ended).toBe(1);
      expect(served.said()).not.toContain("hunter2");
      expect(linesIn(served.said())).toMatchObject([
        {
          severity: "ERROR",
          message: "process failed",
          "@type": expect.stringContaining("ReportedErrorEvent"),
          stack_trace: expect.stringMatching(new RegExp(`^${head}`)),
        },
      ]);
    },
  );
});

describe("asked to end,", () => {
  test("it takes no new connection, answers what it has, sends what waits all at once, and ends with 0", async () => {
    const served = await start(
      `(_request, response) => {
        process.once("message", () => response.end("answered"));
        process.send("asked");
      };
      const both = [Promise.withResolvers(), Promise.withResolvers()];
      for (const [here, there] of [both, both.toReversed()]) {
        beforeEnd(async () => {
          here.resolve();
          await there.promise;
          process.stdout.write('{"sent":true}\\n');
        });
      }`,
    );
    const asked = fetch(served.url);
    await once(served.child, "message");

    served.child.kill("SIGTERM");
    await refused(served.port);
    served.child.send("answer");

    expect(await (await asked).text()).toBe("answered");
    expect(await served.ended).toBe(0);
    expect(linesIn(served.said())).toEqual([{ sent: true }, { sent: true }]);
  });

  test("it ends in Cloud Run's time, though an answer and what waits never do", async () => {
    const served = await start(
      `() => void process.send("asked");
      beforeEnd(() => new Promise(() => {}));`,
    );
    const asked = fetch(served.url).catch(() => "cut");
    await once(served.child, "message");

    served.child.kill("SIGTERM");
    AbortSignal.timeout(graceMs).addEventListener("abort", () => served.child.kill("SIGKILL"));

    expect(await served.ended).toBe(0);
    expect(await asked).toBe("cut");
  });
});

type Served = {
  child: ChildProcess;
  port: number;
  url: string;
  /** How it ended. */
  ended: Promise<unknown>;
  /** What it wrote since it listened, on both of its outputs. */
  said(): string;
};

/** Serves as a container does, in a process of its own; `handler` is the text of what answers, and of what follows it. */
async function start(handler: string): Promise<Served> {
  const script = `
    import { createServer } from "node:http";
    import { beforeEnd } from ${q(new URL("platform/before-end.ts", functions).href)};
    import { serve } from ${q(new URL("main.ts", functions).href)};
    const handler = ${handler};
    const server = createServer(handler);
    server.once("listening", () => process.send(server.address().port));
    serve(server);`;
  const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", script], {
    env: { ...process.env, PORT: "0" },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
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
  return { child, port, url: `http://127.0.0.1:${port}`, ended, said: () => said };
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
