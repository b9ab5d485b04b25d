import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:net";
import type { Readable } from "node:stream";
import { PubSub } from "@google-cloud/pubsub";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { firestore, fromDocument } from "#adapters/firestore/client.ts";
import type { Inbox } from "../../scripts/stack/inbox.ts";
import { freePort } from "../../scripts/stack/ports.ts";
import { letTimePass, startOwnInbox } from "../support/events.ts";
import { mailArrives, mailsTo } from "../support/mailbox.ts";
import { projectId, resetData, startEvents, startServer, tokenFor } from "../support/server.ts";

const baker = "baker@lindqvist.example";

/** Things to end after each test: processes and servers. */
const ends: (() => Promise<unknown>)[] = [];

let inbox: Inbox;
let server: Awaited<ReturnType<typeof startServer>>;
let events: Awaited<ReturnType<typeof startEvents>>;
let pubsub: PubSub;

beforeAll(async () => {
  inbox = await startOwnInbox();
  server = await startServer();
  await resetData();
  events = await startEvents();
  pubsub = new PubSub({ projectId });
});

afterEach(async () => {
  await Promise.all(ends.splice(0).map((end) => end()));
  inbox.clear();
});

afterAll(() => Promise.all([server, events, inbox].map((part) => part?.stop())));

describe("killed between commit and publish", () => {
  test("the case stands, and the tick has the mail sent exactly once", async () => {
    const door = await startDoor(await mutePubsub(() => door.kill()));
    const displayName = "Killed while publishing";

    const answer = await post(door.url, displayName).catch(() => "none");
    await door.ended;

    expect(answer).toBe("none");
    const caseName = await theCaseCalled(displayName);
    expect(await mailsTo(baker)).toEqual([]);
    await aMinuteLater();
    const mail = await mailArrives(baker);
    expect(mail.subject).toContain(caseName.split("/").at(-1));
    await aMinuteLater();
    await anotherMailArrives();
    expect(await mailsTo(baker)).toHaveLength(2);
  });

  test("killed right after the answer, without Pub/Sub: the same", async () => {
    const door = await startDoor(`127.0.0.1:${await freePort()}`);

    const { status } = await post(door.url, "Killed after the answer");
    door.kill();
    await door.ended;

    expect(status).toBe(200);
    await aMinuteLater();
    await mailArrives(baker, ({ subject }) => subject.endsWith("Killed after the answer"));
    await anotherMailArrives();
    expect(await mailsTo(baker)).toHaveLength(2);
  });
});

describe("Pub/Sub is down", () => {
  test.each([
    ["refuses connections", async () => `127.0.0.1:${await freePort()}`],
    ["takes connections and says nothing", () => mutePubsub(() => undefined)],
  ])(
    "a case is opened within seconds though Pub/Sub %s, and every next change too",
    async (_how, host) => {
      const door = await startDoor(await host());

      const { status, name } = await post(door.url, "While Pub/Sub is down");
      const closed = await call(`${door.url}/v2/${name}:close`, "POST");

      expect([status, closed.status]).toEqual([200, 200]);
      await aMinuteLater();
      await mailArrives(baker, ({ subject }) => subject.includes("Opened"));
      await mailArrives(baker, ({ subject }) => subject.includes("Closed"));
    },
  );
});

describe("Pub/Sub delivers an event again", () => {
  test("the mail does not go twice", async () => {
    await post(server.url, "Delivered often");
    await mailArrives(baker);
    const event = await theLastEvent();

    await Promise.all(
      [1, 2, 3].map(() => pubsub.topic("case-events").publishMessage({ json: event })),
    );

    await anotherMailArrives();
    expect(await mailsTo(baker)).toHaveLength(2);
  });
});

type Door = { url: string; kill(): void; ended: Promise<unknown> };

/** The front door in a process of its own, publishing to whatever is at this address. */
async function startDoor(pubsubHost: string): Promise<Door> {
  const module = new URL("../../scripts/stack/functions-host.ts", import.meta.url).href;
  const script = `import { startFrontDoor } from ${JSON.stringify(module)};
    console.log((await startFrontDoor(0)).url);`;
  const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", script], {
    env: { ...process.env, PUBSUB_EMULATOR_HOST: pubsubHost },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const kill = () => void child.kill("SIGKILL");
  ends.push(() => {
    kill();
    return ended;
  });
  return { url: await firstLine(child.stdout), kill, ended };
}

/** The rest is read as well, or the process would fail at its next line. */
function firstLine(output: Readable): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    output.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      if (said.includes("\n")) resolve(said.slice(0, said.indexOf("\n")));
    });
    output.once("end", () => reject(new Error("The front door ended before it listened.")));
  });
}

/** Something that takes connections as Pub/Sub would, and never says a word. */
async function mutePubsub(onConnection: () => void): Promise<string> {
  const mute: Server = createServer((socket) => {
    ends.push(async () => socket.destroy());
    socket.on("error", () => undefined);
    onConnection();
  });
  mute.listen(0, "127.0.0.1");
  await once(mute, "listening");
  ends.push(async () => mute.close());
  const address = mute.address();
  return `127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
}

/** Opens a case that is shared with the baker; an answer that takes seconds is none. */
async function post(url: string, displayName: string): Promise<{ status: number; name: string }> {
  const { status, json } = await call(`${url}/v2/customers/1001/cases`, "POST", {
    displayName,
    description: "Mail from outside arrives hours late.",
    classification: { id: "gws-gmail-delivery-bounce" },
    priority: "P2",
    subscriberEmailAddresses: [baker],
  });
  return { status, name: String(json["name"]) };
}

async function theCaseCalled(displayName: string): Promise<string> {
  const { json } = await call(`${server.url}/v2/customers/1001/cases?pageSize=1`, "GET");
  const [newest] = json["cases"] as { name: string; displayName: string }[];
  expect(newest?.displayName).toBe(displayName);
  return newest?.name ?? "";
}

async function call(url: string, method: string, body?: object) {
  const response = await fetch(url, {
    method,
    headers: {
      Authorization: `Bearer ${tokenFor("anna@alfa-partner.example")}`,
      ...(body && { "Content-Type": "application/json" }),
    },
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(8_000),
  });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}

/** What was not confirmed has waited long enough, and the scheduler ticks. */
async function aMinuteLater(): Promise<void> {
  const { docs } = await firestore().collection("receipts").orderBy("dueAt").get();
  await Promise.all(docs.map(({ id }) => letTimePass(id)));
  await pubsub.topic("minute-tick").publishMessage({ json: {} });
}

/** One more mail than there is, by another change: what was on its way before has come by then. */
async function anotherMailArrives(): Promise<void> {
  const { name } = await post(server.url, "The next case");
  await mailArrives(baker, ({ subject }) => subject.includes(name.split("/").at(-1) ?? "-"));
}

async function theLastEvent(): Promise<Record<string, unknown>> {
  const { docs } = await firestore()
    .collection("receipts")
    .orderBy("givenAt", "desc")
    .limit(1)
    .get();
  return fromDocument(docs[0]?.get("event"));
}
