import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fault } from "./faults.ts";
import { readJson, writeJson } from "./json-file.ts";

/** What is told to whom when an object of a bucket comes or goes, as the JSON API spells it. */
export type NotificationConfig = {
  id: string;
  topic: string;
  payload_format: string;
  event_types?: string[];
  object_name_prefix?: string;
  custom_attributes?: Record<string, string>;
};

export type Bucket = {
  name: string;
  createdAt: string;
  /** What its maker said of it: location, lifecycle, CORS; kept and told, and otherwise without effect. */
  settings: Record<string, unknown>;
  notifications: NotificationConfig[];
};

export type Buckets = {
  all(): Bucket[];
  /** Throws NoSuchBucket. */
  get(name: string): Bucket;
  /** Writes a new one, or one that has changed. */
  save(bucket: Bucket): void;
  remove(name: string): void;
};

/** Opens the buckets kept in `folder`, which is made where it is missing. */
export function openBuckets(folder: string): Buckets {
  mkdirSync(folder, { recursive: true });
  const paths = readdirSync(folder).filter((file) => file.endsWith(".json"));
  const read = paths.map((file) => readJson(join(folder, file)) as Bucket | undefined);
  const buckets = new Map(read.flatMap((bucket) => (bucket ? [[bucket.name, bucket]] : [])));
  const pathOf = (name: string) =>
    join(folder, `${createHash("sha256").update(name).digest("hex")}.json`);
  return {
    all: () => [...buckets.values()],
    get(name) {
      const bucket = buckets.get(name);
      if (!bucket) throw fault("noSuchBucket");
      return bucket;
    },
    save(bucket) {
      writeJson(pathOf(bucket.name), bucket);
      buckets.set(bucket.name, bucket);
    },
    remove(name) {
      buckets.delete(name);
      rmSync(pathOf(name), { force: true });
    },
  };
}
