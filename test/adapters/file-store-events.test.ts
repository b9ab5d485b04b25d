import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Message, PubSub } from "@google-cloud/pubsub";
import { Storage } from "@google-cloud/storage";
import { expect, test } from "vitest";
import { startObjectStore } from "../../scripts/stack/object-store/object-store.ts";
import { createSigner } from "../../scripts/stack/object-store/signer.ts";
import { freePort } from "../../scripts/stack/ports.ts";
import { projectId } from "../support/server.ts";

test("a new file is told to a topic, as the cloud tells it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "object-store-"));
  const signer = await createSigner(folder);
  const store = await startObjectStore({ port: await freePort(), folder, signer });
  process.env["STORAGE_EMULATOR_HOST"] = store.url;
  const pubsub = new PubSub({ projectId });
  const [topic] = await pubsub.createTopic("file-events");
  const [subscription] = await topic.createSubscription("file-events-test");
  const arrived = new Promise<Message>((resolve) => subscription.once("message", resolve));
  const [bucket] = await new Storage({ projectId }).createBucket("demo-events");
  await bucket.createNotification(topic.name, { eventTypes: ["OBJECT_FINALIZE"] });

  await bucket.file("uploads/1").save("text", { resumable: false });

  const { attributes, data } = await arrived;
  expect(attributes).toMatchObject({
    eventType: "OBJECT_FINALIZE",
    payloadFormat: "JSON_API_V1",
    bucketId: "demo-events",
    objectId: "uploads/1",
  });
  expect(JSON.parse(data.toString())).toMatchObject({ name: "uploads/1", size: "4" });
  await subscription.close();
  await pubsub.close();
  await store.stop();
  await rm(folder, { recursive: true });
});
