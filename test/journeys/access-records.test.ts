import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Caller, callersOf } from "../support/request.ts";
import { resetData, startEvents, startServer } from "../support/server.ts";

const anna = "anna@alfa-partner.example";
const olle = "olle@lindqvist.example";
const seen = "/v2/customers/1001/cases/310000001001";

let server: Awaited<ReturnType<typeof startServer>>;
let events: Awaited<ReturnType<typeof startEvents>>;
let as: (email?: string) => Caller;

beforeAll(async () => {
  server = await startServer();
  as = callersOf(server.url);
  await resetData();
  events = await startEvents();
});

afterAll(() => Promise.all([server, events].map((part) => part?.stop())));

describe("who saw what", () => {
  test("a partner's look at a case comes before the customer's administrator", async () => {
    await as(anna).get(seen);

    expect(await recordOf("getCase")).toMatchObject({
      actor: { email: anna },
      partner: "alfa-partner.example",
      cases: ["customers/1001/cases/310000001001"],
      reliance: { kind: "RESELLER", access: "GRANTED", etag: '"1"' },
    });
  });

  test("what a process has not published when it is told to end, it publishes first", async () => {
    const door = await startDoor();

    await callersOf(door.url)(anna).get(`${seen}/history`);
    door.end();

    expect(await door.ended).toEqual([7, null]);
    expect(await recordOf("listHistory")).toMatchObject({ actor: { email: anna } });
  });
});

/** The newest record of a function, when it has come. */
async function recordOf(name: string): Promise<unknown> {
  const filter = encodeURIComponent(`function="${name}"`);
  const deadline = Date.now() + 15_000;
  for (;;) {
    const { body } = await as(olle).get(`/v2/customers/1001/accessRecords?filter=${filter}`);
    const [newest] = Object(body).accessRecords ?? [];
    if (newest || Date.now() > deadline) return newest;
    await pause(100);
  }
}

/** The front door in a process of its own, with a listener like the framework's that ends it at once. */
async function startDoor() {
  const module = new URL("../../scripts/stack/functions-host.ts", import.meta.url).href;
  const script = `process.on("SIGTERM", () => process.exit(7));
    const { startFrontDoor } = await import(${JSON.stringify(module)});
    process.send((await startFrontDoor(0)).url);`;
  const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", script], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ended = once(child, "exit");
  const [url] = (await once(child, "message")) as [string];
  return { url, ended, end: () => child.kill("SIGTERM") };
}
