import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Firestore } from "@google-cloud/firestore";
import { PubSub } from "@google-cloud/pubsub";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seedAccounts, signIn } from "../../scripts/stack/accounts.ts";
import { startAuth, startFirestore, startPubsub } from "../../scripts/stack/emulators.ts";
import { freePort } from "../../scripts/stack/ports.ts";

const rulesText = `rules_version = "2";
service cloud.firestore {
  match /databases/{database}/documents {
    match /open/{id} { allow read; }
  }
}`;

describe.concurrent("emulators", { timeout: 120_000 }, () => {
  let folder: string;
  let rules: string;

  beforeAll(async () => {
    process.env["METADATA_SERVER_DETECTION"] = "none";
    // Another tier's emulators, of which this process inherits the addresses, would win over `host`.
    delete process.env["FIRESTORE_EMULATOR_HOST"];
    delete process.env["PUBSUB_EMULATOR_HOST"];
    folder = await mkdtemp(join(tmpdir(), "emulators-test-"));
    rules = join(folder, "firestore.rules");
    await writeFile(rules, rulesText);
  });

  afterAll(() => rm(folder, { recursive: true }));

  test("Firestore answers Google's client, obeys its rules, and stops", async () => {
    const emulator = await startFirestore({ port: await freePort(), rules });
    const db = new Firestore({ projectId: "demo-cases", host: emulator.host, ssl: false });
    const documents = `http://${emulator.host}/v1/projects/demo-cases/databases/(default)/documents`;

    await db.doc("open/1").set({ title: "Kalendern är tom" });
    await db.doc("shut/1").set({ title: "hidden" });

    expect((await db.doc("open/1").get()).data()).toEqual({ title: "Kalendern är tom" });
    expect((await fetch(`${documents}/open/1`)).status).toBe(200);
    expect((await fetch(`${documents}/shut/1`)).status).toBe(403);

    await db.terminate();
    await emulator.stop();
    await expectGone(emulator);
  });

  test("Pub/Sub answers Google's client, and stops", async () => {
    const emulator = await startPubsub({ port: await freePort() });
    const client = new PubSub({
      projectId: "demo-cases",
      apiEndpoint: `http://${emulator.host}`,
      emulatorMode: true,
    });

    const [topic] = await client.createTopic("events");

    expect(topic.name).toBe("projects/demo-cases/topics/events");

    await client.close();
    await emulator.stop();
    await expectGone(emulator);
  });

  test("Auth signs seeded accounts in, keeps their ids when seeded again, and stops", async () => {
    const emulator = await startAuth({ port: await freePort(), projectId: "demo-cases" });
    const account = {
      email: "anna@alfa-partner.example",
      password: "demo-password",
      displayName: "Anna Berg",
      emailVerified: true,
    };

    await seedAccounts(emulator.host, "demo-cases", [account]);
    const first = claims(await signIn(emulator.host, account));
    await seedAccounts(emulator.host, "demo-cases", [
      account,
      { ...account, email: "b@x.example" },
    ]);
    const second = claims(await signIn(emulator.host, account));

    expect(first).toMatchObject({
      aud: "demo-cases",
      email: "anna@alfa-partner.example",
      email_verified: true,
      name: "Anna Berg",
    });
    expect(second["sub"]).toBe(first["sub"]);
    await expect(signIn(emulator.host, { ...account, password: "wrong" })).rejects.toThrow(
      "INVALID_PASSWORD",
    );

    await emulator.stop();
    await expectGone(emulator);
  });

  test("a taken port is refused before anything is started", async () => {
    const port = await freePort();
    const holder = createServer((_, response) => response.end());
    await new Promise<void>((resolve) => {
      holder.listen(port, "127.0.0.1", resolve);
    });

    await expect(startPubsub({ port })).rejects.toThrow(/^The Pub\/Sub emulator cannot listen on/);

    holder.close();
  });

  test("faulty rules are refused with what the emulator says of them", async () => {
    const faulty = join(folder, "faulty.rules");
    await writeFile(faulty, "service cloud.firestore { match }");

    const refusal = startFirestore({ port: await freePort(), rules: faulty });

    await expect(refusal).rejects.toThrow(/faulty\.rules.*Unexpected '}'/);
  });
});

async function expectGone({ host, pid }: { host: string; pid: number }): Promise<void> {
  expect(() => process.kill(pid, 0)).toThrow("ESRCH");
  await expect(fetch(`http://${host}/`)).rejects.toThrow("fetch failed");
}

function claims(token: string): Record<string, unknown> {
  const payload = Buffer.from(token.split(".")[1] ?? "", "base64url").toString();
  return JSON.parse(payload) as Record<string, unknown>;
}
