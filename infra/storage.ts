import * as gcp from "@pulumi/gcp";
import type { Resource } from "@pulumi/pulumi";
import type { Ground } from "./ground.ts";
import { attachmentBucketOf, releaseBucketOf } from "./names.ts";

/** What both buckets have in common: nobody is let in but by the roles of this graph. */
const closed = {
  uniformBucketLevelAccess: true,
  publicAccessPrevention: "enforced",
  forceDestroy: false,
} as const;

/** The bucket of attachments, and the notification of every finished upload. */
export function makeAttachmentBucket(ground: Ground): gcp.storage.Bucket {
  const { settings, after } = ground;
  const bucket = new gcp.storage.Bucket(
    "attachments",
    {
      ...closed,
      name: attachmentBucketOf(settings.project),
      location: settings.bucketLocation,
      storageClass: "STANDARD",
      // Removed must be gone: a recall certifies that the bytes are nowhere any more.
      softDeletePolicy: { retentionDurationSeconds: 0 },
      versioning: { enabled: false },
      // No rule deletes by age: a file lives as long as its case, and the sweep alone knows which are nobody's.
      lifecycleRules: [
        { action: { type: "AbortIncompleteMultipartUpload" }, condition: { age: 1 } },
      ],
      cors: corsOf(settings.corsOrigins),
    },
    { ...after(), protect: true },
  );
  notifyOfUploads(ground, bucket);
  return bucket;
}

/** The bucket from whose archives functions run. Nothing deletes them: a rollback runs the archives of before. */
export function makeReleaseBucket({ settings, after }: Ground): Resource[] {
  const bucket = new gcp.storage.Bucket(
    "releases",
    { ...closed, name: releaseBucketOf(settings.project), location: settings.region },
    after(),
  );
  const agent = new gcp.projects.ServiceIdentity(
    "run-agent",
    { project: settings.project, service: "run.googleapis.com" },
    after(),
  );
  const reader = new gcp.storage.BucketIAMMember(
    "releases.run-agent",
    { bucket: bucket.name, role: "roles/storage.objectViewer", member: agent.member },
    after(),
  );
  return [bucket, reader];
}

/** The headers that a signed upload has to bear, as scripts/stack/storage-setup.ts allows them locally. */
function corsOf(origins: readonly string[]): gcp.types.input.storage.BucketCor[] {
  if (origins.length === 0) return [];
  return [
    {
      origins: [...origins],
      methods: ["GET", "PUT"],
      responseHeaders: [
        "Content-Type",
        "x-goog-content-length-range",
        "x-goog-if-generation-match",
      ],
      maxAgeSeconds: 3_600,
    },
  ];
}

/** For those who want to listen: the product itself inspects files by its own events, which outlive an outage. */
function notifyOfUploads({ settings, after }: Ground, bucket: gcp.storage.Bucket): void {
  const topic = new gcp.pubsub.Topic(
    "attachment-objects",
    {
      name: "attachment-objects",
      messageStoragePolicy: { allowedPersistenceRegions: [settings.region] },
    },
    after(),
  );
  const agent = gcp.storage.getProjectServiceAccountOutput({}, after());
  const publisher = new gcp.pubsub.TopicIAMMember(
    "attachment-objects.storage-agent",
    {
      topic: topic.name,
      role: "roles/pubsub.publisher",
      member: agent.member,
    },
    after(),
  );
  new gcp.storage.Notification(
    "attachment-objects",
    {
      bucket: bucket.name,
      topic: topic.id,
      payloadFormat: "JSON_API_V1",
      eventTypes: ["OBJECT_FINALIZE"],
    },
    after(publisher),
  );
}
