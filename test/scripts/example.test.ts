import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { freePort } from "../../scripts/stack/ports.ts";
import { startProgram } from "../../scripts/stack/program.ts";

const script = fileURLToPath(new URL("../../functions/client/example/serve.ts", import.meta.url));

test("the client's example on a port of its own says how the stack is to be started for it", async () => {
  const port = await freePort();

  const said = await saidOn(port);

  expect(said).toContain(
    `CORS_ORIGINS=http://127.0.0.1:${port},http://localhost:${port} npm start`,
  );
});

test("the client's README has packages installed by npm run, which keeps to the machine's proxy", async () => {
  const readme = await readFile(
    new URL("../../functions/client/README.md", import.meta.url),
    "utf8",
  );

  expect(readme).toContain("npm run packages\n");
  expect(readme).not.toContain("npm ci --prefix");
});

/** What it prints until it has answered once. */
async function saidOn(port: number): Promise<string> {
  const program = await startProgram({
    name: "The example",
    command: process.execPath,
    args: [script],
    env: { ...process.env, EXAMPLE_PORT: String(port) },
    readyUrl: `http://127.0.0.1:${port}/`,
    readySeconds: 60,
  });
  await program.stop();
  return program.ended;
}
