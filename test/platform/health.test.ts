import { setImmediate } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { healthPages, readiness } from "#platform/health.ts";
import { noteReach } from "#platform/reach.ts";
import { linesDuring } from "../support/logged.ts";

afterEach(() => {
  noteReach("pubsub", true);
  noteReach("mail", true);
});

const holds = async () => undefined;
const fails = async () => {
  throw new Error("moa@lindqvist.example wrote hunter2");
};
const never = () => new Promise<void>(() => undefined);

describe("readiness", () => {
  test("is ready where every check holds", async () => {
    const { ask } = asking({ configuration: holds, firestore: holds });

    expect(await ask()).toEqual({ status: 200, json: { status: "ready" } });
  });

  test.each([
    ["fails", fails],
    ["does not end in time", never],
  ])("names the part whose check %s, and no more of it", async (_how, check) => {
    const { ask } = asking({ configuration: holds, firestore: check });

    expect(await ask()).toEqual({
      status: 503,
      outcome: "UNAVAILABLE",
      json: { status: "unavailable", unavailable: ["firestore"] },
    });
  });

  test("logs which part it was and where, and nothing of what the error says", async () => {
    const { ask } = asking({ firestore: fails });

    const lines = await linesDuring(ask);

    expect(lines).toMatchObject([
      { severity: "WARNING", message: "not ready", part: "firestore", kind: "Error" },
    ]);
    expect(JSON.stringify(lines)).not.toContain("hunter2");
  });

  test("is degraded, and still ready to serve, without Pub/Sub and mail", async () => {
    const { ask } = asking({ firestore: holds });
    noteReach("pubsub", false);
    noteReach("mail", false);

    expect(await ask()).toEqual({
      status: 200,
      json: { status: "degraded", degraded: ["pubsub", "mail"] },
    });
  });

  test("is whole again with the first call that is answered", async () => {
    const { ask } = asking({ firestore: holds });
    noteReach("pubsub", false);
    noteReach("pubsub", true);

    expect(await ask()).toMatchObject({ json: { status: "ready" } });
  });

  test("checks once for all who ask at a time, and while the answer stands", async () => {
    let checks = 0;
    const { ask, pass } = asking({
      firestore: async () => {
        checks += 1;
      },
    });

    await Promise.all([ask(), ask(), ask()]);
    pass(4_999);
    await ask();

    expect(checks).toBe(1);
  });

  test("checks again once a good answer has stood for its time", async () => {
    let up = true;
    const { ask, pass } = asking({ firestore: () => (up ? holds() : fails()) });
    await ask();

    up = false;
    pass(5_000);

    expect(await ask()).toMatchObject({ status: 503 });
  });

  test("checks again at once where a check failed", async () => {
    let up = false;
    const { ask } = asking({ firestore: () => (up ? holds() : fails()) });
    const down = [await ask(), await ask()];

    up = true;

    expect([...down, await ask()]).toMatchObject([
      { status: 503 },
      { status: 503 },
      { status: 200 },
    ]);
  });

  test("hears of a check that ended after nobody waited for it", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const checks = [promise, never()];
    const { ask } = asking({ firestore: async () => checks.shift() });
    await ask();

    resolve();
    await setImmediate();

    expect(await ask()).toMatchObject({ status: 200 });
  });

  test("does not begin a check beside one that hangs", async () => {
    let checks = 0;
    const { ask, pass } = asking({
      firestore: () => {
        checks += 1;
        return never();
      },
    });
    await ask();

    pass(60_000);

    expect(await ask()).toMatchObject({ status: 503 });
    expect(checks).toBe(1);
  });
});

describe("healthPages", () => {
  test.each([
    ["/health", "health"],
    ["/healthz", "health"],
    ["/ready", "ready"],
    ["/readyz", "ready"],
    ["/healthzz", undefined],
    ["/v2/health", undefined],
    ["/health/", undefined],
  ])("answer at %s: %s", (path, name) => {
    expect(healthPages.find((page) => page.path.test(path))?.name).toBe(name);
  });

  test("say which version runs, without any configuration", async () => {
    Object.assign(process.env, {
      K_SERVICE: "api",
      K_REVISION: "api-00007",
      RELEASE: "20261123-0815-3101a87",
    });

    const answer = await healthPages[0]?.answer();

    for (const name of ["K_SERVICE", "K_REVISION", "RELEASE"]) delete process.env[name];
    expect(answer).toEqual({
      status: 200,
      json: {
        status: "ok",
        service: "api",
        revision: "api-00007",
        release: "20261123-0815-3101a87",
      },
    });
  });
});

/** A readiness of these checks, and a clock to let pass. */
function asking(checks: Record<string, () => Promise<void>>) {
  let now = 0;
  const answer = readiness({ checks, waitsMs: 20, standsMs: 5_000, now: () => now });
  return {
    ask: () => answer(),
    pass: (ms: number) => {
      now += ms;
    },
  };
}
