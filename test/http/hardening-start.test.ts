import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { UnsecuredJWT } from "jose";
import { describe, expect, test } from "vitest";
import { demoEnvironment } from "../../scripts/stack/environment.ts";

const folder = fileURLToPath(new URL("../..", import.meta.url));
const emulator = { FIREBASE_AUTH_EMULATOR_HOST: "127.0.0.1:9099" };
const cloud = { K_SERVICE: "api" };

const nowSeconds = Math.floor(Date.now() / 1_000);
const unsigned = new UnsecuredJWT({
  iss: "https://securetoken.google.com/demo-cases",
  aud: "demo-cases",
  sub: "anna",
  iat: nowSeconds,
  exp: nowSeconds + 3_600,
  email: "anna@alfa-partner.example",
  email_verified: true,
}).encode();

/** Serves the front door on a free port, as the door has it, and asks it once. */
const throughTheDoor = `
  const { serverOf } = await import("#platform/door.ts");
  await import("#http/api.ts");
  const server = serverOf("api").listen(0, "127.0.0.1", () => ask(server.address().port));
`;

/** Serves it as the framework does, without the door. */
const throughTheFramework = `
  const { getTestServer } = await import("@google-cloud/functions-framework/testing");
  await import("#http/api.ts");
  const server = getTestServer("api").listen(0, "127.0.0.1", () => ask(server.address().port));
`;

const asking = `
  async function ask(port) {
    const headers = { authorization: "Bearer ${unsigned}" };
    const response = await fetch("http://127.0.0.1:" + port + "/v2/customers", { headers });
    const answer = [response.status, response.headers.get("strict-transport-security"), await response.text()];
    process.stderr.write("ANSWER " + JSON.stringify(answer) + "\\n", () => process.exit(0));
  }
`;

describe.each([
  ["in the cloud", cloud],
  ["in a real project", { GOOGLE_CLOUD_PROJECT: "reseller-support" }],
])("with the Auth emulator's variable %s", (_where, over) => {
  test("nothing starts, and it says why", async () => {
    const { code, said } = await run(throughTheDoor, { ...emulator, ...over });

    expect(code).toBe(1);
    expect(said).toContain("FIREBASE_AUTH_EMULATOR_HOST makes unsigned tokens count");
    expect(said).not.toContain("ANSWER");
  });

  test("every request is refused where the framework is started without the door", async () => {
    const { said } = await run(throughTheFramework, { ...emulator, ...over });

    const [status, , body] = answerIn(said);
    expect(status).toBe(500);
    expect(JSON.parse(body)).toMatchObject({ error: { code: 500, status: "INTERNAL" } });
    expect(body).not.toContain("FIREBASE");
  });
});

describe("without the Auth emulator's variable", () => {
  test.each([
    ["at home", {}, null],
    ["in the cloud", cloud, "max-age=31536000"],
  ])("a token that nobody signed is none, %s", async (_where, over, transport) => {
    const { said } = await run(throughTheDoor, over);

    const [status, strictTransport, body] = answerIn(said);
    expect(status).toBe(401);
    expect(strictTransport).toBe(transport);
    expect(JSON.parse(body)).toMatchObject({ error: { status: "UNAUTHENTICATED" } });
  });
});

function answerIn(said: string): [number, string | null, string] {
  return JSON.parse(/^ANSWER (.*)$/m.exec(said)?.[1] ?? said);
}

async function run(
  serving: string,
  over: Record<string, string>,
): Promise<{ code: number | null; said: string }> {
  const { FIREBASE_AUTH_EMULATOR_HOST: _emulator, K_SERVICE: _service, ...inherited } = process.env;
  const env = { ...inherited, ...demoEnvironment, SMTP_URL: "smtp://127.0.0.1:1", ...over };
  const args = ["--input-type=module", "--eval", asking + serving];
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once("close", resolve);
  });
  const said = await text(child.stderr);
  return { code: await ended, said };
}
