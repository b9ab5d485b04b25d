import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { describe, expect, test, vi } from "vitest";
import { freePort } from "../../scripts/stack/ports.ts";
import { type ProgramPlan, startProgram } from "../../scripts/stack/program.ts";

describe("startProgram", () => {
  test("a program is ready when it answers, and gone when stopped", async () => {
    const program = await startProgram(await serving());

    await program.stop();

    expect(isAlive(program.pid)).toBe(false);
  });

  test("a program that speaks no HTTP is ready when it takes a connection", async () => {
    const port = await freePort();
    // Whoever looks whether it listens hangs up on its greeting, which is an error to it.
    const serve = '(socket) => socket.on("error", () => {}).end("hello")';
    const script = `setTimeout(() => require("node:net").createServer(${serve}).listen(${port}, "127.0.0.1"), 200)`;
    const plan = { ...(await serving()), args: ["-e", script] };

    const program = await startProgram({ ...plan, readyUrl: `tcp://127.0.0.1:${port}` });

    const [said] = await once(connect(port, "127.0.0.1"), "data");
    expect(String(said)).toBe("hello");
    await program.stop();
  });

  test("a program that never takes a connection is refused", async () => {
    const readyUrl = `tcp://127.0.0.1:${await freePort()}`;
    const started = startProgram({ ...(await serving()), readyUrl, readySeconds: 0.5 });

    await expect(started).rejects.toThrow("The server was not ready after 0.5 seconds.");
  });

  test("a program that dies is refused with what it said", async () => {
    const plan = { ...(await serving()), args: ["-e", "console.error('no such rules file')"] };

    await expect(startProgram(plan)).rejects.toThrow(
      "The server ended before it was ready. It said:\nno such rules file",
    );
  });

  test("a program that cannot be started is refused", async () => {
    const plan = { ...(await serving()), command: "no-such-program" };

    await expect(startProgram(plan)).rejects.toThrow("ENOENT");
  });

  test("a program that is never ready is refused and leaves no process", async () => {
    const plan = await serving();
    const readyUrl = `http://127.0.0.1:${await freePort()}/`;
    const started = startProgram({ ...plan, readyUrl, readySeconds: 0.5 });

    await expect(started).rejects.toThrow("The server was not ready after 0.5 seconds.");
    await expect(fetch(plan.readyUrl)).rejects.toThrow("fetch failed");
  });

  test("a program that ignores the polite signal is stopped all the same", async () => {
    const plan = await serving("process.on('SIGTERM', () => {});");
    const program = await startProgram(plan);

    await program.stop();

    expect(isAlive(program.pid)).toBe(false);
  }, 15_000);

  test("which program ended on its own is told, with its code and what it said", async () => {
    const plan = await serving("setTimeout(() => { console.log('bye'); process.exit(3) }, 300);");
    const program = await startProgram(plan);

    expect(await program.ended).toBe("The server (node) ended with code 3. It said last:\nbye");
  });

  test("which program was killed is told, with the signal", async () => {
    const program = await startProgram(await serving("console.log('hello');"));

    process.kill(program.pid, "SIGKILL");

    expect(await program.ended).toBe("The server (node) ended by SIGKILL. It said last:\nhello");
  });

  test.skipIf(process.platform === "win32")(
    "programs end with the stack even when it is killed",
    async () => {
      const { stack, pid } = await stackOf(await serving());

      stack.kill("SIGKILL");

      await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 5_000 });
    },
    15_000,
  );
});

async function serving(before = ""): Promise<ProgramPlan> {
  const port = await freePort();
  const script = `${before} require("node:http").createServer((_, response) => response.end()).listen(${port}, "127.0.0.1")`;
  return {
    name: "The server",
    command: process.execPath,
    args: ["-e", script],
    readyUrl: `http://127.0.0.1:${port}/`,
    readySeconds: 10,
  };
}

/** A process of its own that starts the program and says the program's id. */
async function stackOf(plan: ProgramPlan): Promise<{ stack: ChildProcess; pid: number }> {
  const module = new URL("../../scripts/stack/program.ts", import.meta.url).href;
  const script = `import { startProgram } from ${JSON.stringify(module)};
    console.log((await startProgram(${JSON.stringify(plan)})).pid);
    setInterval(() => {}, 1000);`;
  const stack = spawn(process.execPath, ["--input-type=module-typescript", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [said] = await once(stack.stdout, "data");
  return { stack, pid: Number(String(said)) };
}

function isAlive(pid: number): boolean {
  // An ended process that its adopter has not noticed yet still takes signals.
  const status = `/proc/${pid}/status`;
  if (existsSync(status) && readFileSync(status, "utf8").includes("State:\tZ")) return false;
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
