import { expect, test } from "vitest";
import { ofType, one, planOf } from "./plan.ts";

const plan = await planOf({ corsOrigins: ["https://portal.support.example"] });
const attachments = one(plan, "storage/bucket", "attachments").inputs;

test("what is removed from the bucket of attachments is gone: no version and no deleted object is kept", () => {
  expect(attachments["softDeletePolicy"]).toEqual({ retentionDurationSeconds: 0 });
  expect(attachments["versioning"]).toEqual({ enabled: false });
});

test("no rule deletes a file that a case may name", () => {
  expect(attachments["lifecycleRules"]).toEqual([
    { action: { type: "AbortIncompleteMultipartUpload" }, condition: { age: 1 } },
  ]);
});

test("pages of the named origins may transfer files, with the headers of a signed upload", () => {
  expect(attachments["cors"]).toEqual([
    {
      origins: ["https://portal.support.example"],
      methods: ["GET", "PUT"],
      responseHeaders: [
        "Content-Type",
        "x-goog-content-length-range",
        "x-goog-if-generation-match",
      ],
      maxAgeSeconds: 3_600,
    },
  ]);
});

test("no page may where none is named", async () => {
  const { inputs } = one(await planOf(), "storage/bucket", "attachments");

  expect(inputs["cors"]).toEqual([]);
});

test("both buckets are closed to the public, and to rights on single objects", () => {
  const closed = ofType(plan, "storage/bucket").map(({ inputs }) => [
    inputs["name"],
    inputs["location"],
    inputs["uniformBucketLevelAccess"],
    inputs["publicAccessPrevention"],
    inputs["forceDestroy"],
  ]);

  expect(closed).toEqual([
    ["acme-support-attachments", "EU", true, "enforced", false],
    ["acme-support-releases", "europe-north1", true, "enforced", false],
  ]);
});

test("every finished upload is told of on a topic of its own", () => {
  const { inputs } = one(plan, "storage/notification", "attachment-objects");

  expect(inputs).toEqual({
    bucket: "acme-support-attachments",
    topic: "projects/acme-support/topics/attachment-objects",
    payloadFormat: "JSON_API_V1",
    eventTypes: ["OBJECT_FINALIZE"],
  });
});
