import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import type { Outcome } from "../../scripts/deploy/command.ts";
import { lifeOf, lookAtDeployment } from "../../scripts/doctor/deployed.ts";
import { lookAtProject } from "../../scripts/doctor/project.ts";
import { isIll, type Verdict } from "../../scripts/doctor/verdict.ts";
import { forbidden, noProgram } from "./cloud.ts";

type Answer = { status?: number; headers?: Record<string, string>; body?: unknown };

const portal = "https://portal.support.example";
const safe = {
  "content-type": "application/json; charset=UTF-8",
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'",
  "referrer-policy": "no-referrer",
};
const refused = {
  error: { code: 401, status: "UNAUTHENTICATED", message: "Sign in.", details: [] },
};

describe("a deployment, seen from outside", () => {
  let server: Server;

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  test("in which all is well has nothing to mend", async () => {
    const verdicts = await seen({});

    expect(ill(verdicts)).toEqual([]);
    expect(isIll(verdicts)).toBe(false);
  });

  test.each<[string, string, Answer, string]>([
    [
      "that is not ready",
      "/ready",
      { status: 503, body: { status: "unavailable", unavailable: ["firestore"] } },
      "ready",
    ],
    ["that answers to everybody", "/v2/customers", { status: 200, body: {} }, "without a token"],
    [
      "whose front door is shut by Google",
      "/v2/customers",
      { status: 403, headers: { "content-type": "text/html" } },
      "without a token",
    ],
    ["without its document", "/openapi.json", { status: 404 }, "OpenAPI"],
    [
      "whose discovery names another address",
      "/$discovery/rest",
      { body: { rootUrl: "https://a.example/" } },
      "discovery",
    ],
    [
      "whose refusals change their status on the way",
      "/v2/customers",
      { status: 403, headers: safe, body: refused },
      "without a token",
    ],
    [
      "that lets every page in",
      "OPTIONS",
      { headers: { "access-control-allow-origin": "*" } },
      `page ${portal}`,
    ],
    ["that shuts the portal out", "OPTIONS", { headers: {} }, `page ${portal}`],
  ])("%s is found out", async (...[, path, answer, part]) => {
    const verdicts = await seen({ [path]: answer });

    expect(ill(verdicts)).toContain(part);
    expect(isIll(verdicts)).toBe(true);
  });

  test.each(["x-content-type-options", "content-security-policy", "referrer-policy"])(
    "that lost %s on the way is found out by its name",
    async (name) => {
      const headers = Object.fromEntries(Object.entries(safe).filter(([each]) => each !== name));

      const verdicts = await seen({ "/v2/customers": { status: 401, headers, body: refused } });

      expect(verdicts.find(({ part }) => part === "headers")?.says).toBe(`answers lack ${name}`);
    },
  );

  test("that does without a part is told of, and counts as working", async () => {
    const body = { status: "degraded", degraded: ["pubsub"] };

    const verdicts = await seen({ "/ready": { body } });

    expect(verdicts.find(({ part }) => part === "ready")?.says).toBe("without pubsub");
    expect(isIll(verdicts)).toBe(false);
  });

  test("that is not there at all is found out by every look", async () => {
    server = createServer();

    const verdicts = await lookAtDeployment("http://127.0.0.1:9", { origins: [portal] });

    expect(ill(verdicts)).toEqual([
      "ready",
      "without a token",
      "headers",
      "OpenAPI",
      "discovery",
      `page ${portal}`,
    ]);
  });

  /** What is seen of a sound deployment whose answers are replaced, by path or method. */
  async function seen(other: Record<string, Answer>): Promise<Verdict[]> {
    server = createServer((request, response) => {
      const path = (request.url ?? "").split("?")[0] ?? "";
      const { host } = request.headers;
      const answers: Record<string, Answer> = {
        "/ready": { body: { status: "ready", release: "20261123-0815-3101a87" } },
        "/v2/customers": { status: 401, headers: safe, body: refused },
        "/openapi.json": { body: { openapi: "3.1.0" } },
        "/$discovery/rest": { body: { rootUrl: `http://${host}/` } },
        OPTIONS: { status: 204, headers: { "access-control-allow-origin": portal } },
        ...other,
      };
      const found = answers[request.method === "OPTIONS" ? "OPTIONS" : path] ?? { status: 404 };
      response.writeHead(found.status ?? 200, found.headers ?? {});
      response.end(found.body === undefined ? "" : JSON.stringify(found.body));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    return lookAtDeployment(`http://127.0.0.1:${port}`, { origins: [portal] });
  }
});

describe("a certificate", () => {
  const now = Date.parse("2026-11-23T08:15:00Z");

  test("that holds for a fortnight is sound", () => {
    expect(lifeOf("Dec  7 08:15:00 2026 GMT", now).fine).toBe(true);
  });

  test("that holds for a day less should have been renewed", () => {
    expect(lifeOf("Dec  7 08:14:59 2026 GMT", now)).toMatchObject({
      fine: false,
      says: "the certificate holds for 13 days",
    });
  });
});

describe("a project, seen from inside", () => {
  const r1 = "20261123-0815-aaaaaaa";
  const r2 = "20261124-1000-bbbbbbb";
  const sound = {
    "run services list": [service("api", r1), service("mail-followers", r1)],
    "pubsub subscriptions list": [{ name: "projects/p/subscriptions/case-events.mailFollowers" }],
    "auth print-access-token": "ya29.token\n",
    "storage ls": `gs://p-releases/deployed/20261123T081500Z.${r1}.json\n`,
  };

  test("in which all is well has nothing to mend", async () => {
    expect(ill(await seen({}))).toEqual([]);
  });

  test.each<[string, Record<string, unknown>, string]>([
    [
      "a function that does not start",
      { "run services list": [service("api", r1, "False")] },
      "not ready: api",
    ],
    ["no function", { "run services list": [] }, "none"],
    [
      "functions of two releases",
      { "run services list": [service("api", r1), service("mail-followers", r2)] },
      `of several releases: ${r1}, ${r2}`,
    ],
    [
      "a missing subscription",
      { "pubsub subscriptions list": [] },
      "missing or not active: case-events.mailFollowers",
    ],
    [
      "a subscription that Pub/Sub gave up",
      {
        "pubsub subscriptions list": [
          { name: "projects/p/subscriptions/case-events.mailFollowers", state: "RESOURCE_ERROR" },
        ],
      },
      "missing or not active: case-events.mailFollowers",
    ],
  ])("with %s is found out", async (_, other, says) => {
    const verdicts = await seen(other);

    expect(verdicts.map((verdict) => verdict.says)).toContain(says);
    expect(isIll(verdicts)).toBe(true);
  });

  test("with events that wait is found out by subscription and age", async () => {
    const verdicts = await seen({}, 720);

    expect(verdicts.find(({ part }) => part === "waiting events")?.says).toBe(
      "case-events.mailFollowers: 12 minutes",
    );
    expect(isIll(verdicts)).toBe(true);
  });

  test("whose functions run another release than the last that was recorded is told of", async () => {
    const verdicts = await seen({ "run services list": [service("api", r2)] });

    expect(verdicts[0]).toMatchObject({ fine: false, matters: false });
  });

  test.each([noProgram, forbidden])("that nobody may ask blames nothing", async (outcome) => {
    const asking = { project: "p", ask: async () => outcome, read: async () => ({}), now: 0 };

    const verdicts = await lookAtProject(asking, ["case-events.mailFollowers"]);

    expect(verdicts.map((verdict) => verdict.fine)).toEqual([false, false, false]);
    expect(isIll(verdicts)).toBe(false);
  });

  function seen(other: Record<string, unknown>, waitingSeconds = 30): Promise<Verdict[]> {
    const answers = Object.entries({ ...sound, ...other });
    const ask = async (_program: string, args: readonly string[]): Promise<Outcome> => {
      const [, said] = answers.find(([start]) => args.join(" ").startsWith(start)) ?? [];
      if (said === undefined) throw new Error(`Nobody expects ${args.join(" ")}.`);
      return {
        code: 0,
        stdout: typeof said === "string" ? said : JSON.stringify(said),
        stderr: "",
      };
    };
    const point = { value: { int64Value: String(waitingSeconds) } };
    const labels = { subscription_id: "case-events.mailFollowers" };
    const read = async () => ({ timeSeries: [{ resource: { labels }, points: [point] }] });
    return lookAtProject({ project: "p", ask, read, now: 0 }, ["case-events.mailFollowers"]);
  }
});

function ill(verdicts: readonly Verdict[]): string[] {
  return verdicts.filter((verdict) => !verdict.fine && verdict.matters).map(({ part }) => part);
}

/** A service as gcloud tells of it, in what counts here. */
function service(name: string, release: string, ready = "True"): object {
  return {
    metadata: { name },
    spec: { template: { spec: { containers: [{ env: [{ name: "RELEASE", value: release }] }] } } },
    status: { conditions: [{ type: "Ready", status: ready }] },
  };
}
