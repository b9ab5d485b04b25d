import { type Bucket, Storage } from "@google-cloud/storage";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startTestStore, type TestStore } from "../support/object-store.ts";

let store: TestStore;
let bucket: Bucket;

beforeEach(async () => {
  store = await startTestStore();
  [bucket] = await new Storage({ projectId: "demo-cases" }).createBucket("demo-files");
});

afterEach(() => store.stop());

async function save(name: string, text: string): Promise<string> {
  const file = bucket.file(name);
  await file.save(text, { resumable: false });
  return String(file.metadata.generation);
}

async function listed(query: object): Promise<string[]> {
  const [files] = await bucket.getFiles(query);
  return files.map(({ name }) => name);
}

describe("a listing", () => {
  const names = ["a/1", "a/2", "a/b/1", "b", "z", "ö", "\uFFFD", "😀"];

  beforeEach(() => Promise.all(names.toReversed().map((name) => save(name, name))));

  test("is in the order of the names' bytes, page by page", async () => {
    expect(await listed({})).toEqual(names);
    expect(await listed({ maxResults: 3, autoPaginate: false })).toEqual(["a/1", "a/2", "a/b/1"]);
    expect(await listed({ maxResults: 3, autoPaginate: true })).toEqual(["a/1", "a/2", "a/b/1"]);
    const [, next] = await bucket.getFiles({ maxResults: 3, autoPaginate: false });
    expect(await listed({ ...next, autoPaginate: false })).toEqual(["b", "z", "ö"]);
    const [, , last] = await bucket.getFiles({ maxResults: 8, autoPaginate: false });
    expect(last).not.toHaveProperty("nextPageToken");
  });

  test("begins at one name and ends before another", async () => {
    expect(await listed({ startOffset: "a/2", endOffset: "z" })).toEqual(["a/2", "a/b/1", "b"]);
    expect(await listed({ startOffset: "z" })).toEqual(["z", "ö", "\uFFFD", "😀"]);
    expect(await listed({ prefix: "a/" })).toEqual(["a/1", "a/2", "a/b/1"]);
  });

  test("gathers behind a delimiter, over pages too", async () => {
    const address = `${store.url}/b/demo-files/o?delimiter=/&maxResults=2`;
    const page = async (token: string) => {
      const response = await fetch(`${address}&pageToken=${token}`);
      return (await response.json()) as { prefixes?: string[]; nextPageToken: string };
    };

    const first = await page("");
    const second = await page(first.nextPageToken);

    expect(first).toMatchObject({ prefixes: ["a/"], items: [{ name: "b" }] });
    expect(second).toMatchObject({ items: [{ name: "z" }, { name: "ö" }] });
    expect(second.prefixes).toBeUndefined();
  });
});

describe("notifications", () => {
  test("tell of what comes and goes, in the cloud's form", async () => {
    const [notification] = await bucket.createNotification("file-events", {
      eventTypes: ["OBJECT_FINALIZE", "OBJECT_DELETE"],
    });
    const first = await save("a", "text");
    const second = await save("a", "again");
    await bucket.file("a").delete();

    const told = store.notifications.map(({ attributes }) => attributes);
    expect(told).toMatchObject([
      { eventType: "OBJECT_FINALIZE", objectGeneration: first },
      { eventType: "OBJECT_FINALIZE", objectGeneration: second, overwroteGeneration: first },
      { eventType: "OBJECT_DELETE", objectGeneration: first, overwrittenByGeneration: second },
      { eventType: "OBJECT_DELETE", objectGeneration: second },
    ]);
    expect(store.notifications[0]?.topic).toBe("projects/demo-cases/topics/file-events");
    expect(told[0]).toEqual({
      notificationConfig: `projects/_/buckets/demo-files/notificationConfigs/${notification.id}`,
      eventType: "OBJECT_FINALIZE",
      payloadFormat: "JSON_API_V1",
      bucketId: "demo-files",
      objectId: "a",
      objectGeneration: first,
      eventTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
    const data: unknown = JSON.parse(String(store.notifications[0]?.data));
    expect(data).toMatchObject({ kind: "storage#object", name: "a", generation: first, size: "4" });
  });

  test("are told of the types and names that were asked for, until they are no longer wanted", async () => {
    const [notification] = await bucket.createNotification("projects/p/topics/other", {
      eventTypes: ["OBJECT_DELETE"],
      objectNamePrefix: "cases/",
      customAttributes: { to: "sweeper" },
    });
    await save("cases/1", "text");
    await bucket.file("cases/1").delete();
    await save("other", "text");
    await bucket.file("other").delete();

    const [configs] = await bucket.getNotifications();
    await notification.delete();
    await save("cases/2", "text");
    await bucket.file("cases/2").delete();

    expect(store.notifications).toMatchObject([
      { topic: "projects/p/topics/other", attributes: { objectId: "cases/1", to: "sweeper" } },
    ]);
    expect(configs.map(({ id }) => id)).toEqual([notification.id]);
    expect(await notification.exists()).toEqual([false]);
  });
});
