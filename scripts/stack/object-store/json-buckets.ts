import { z } from "zod";
import type { Bucket, NotificationConfig } from "./buckets.ts";
import { type Answer, json, readText } from "./exchange.ts";
import { fault } from "./faults.ts";
import type { JsonCall } from "./json-api.ts";
import type { Store } from "./store.ts";

const bodyBytesMax = 1024 * 1024;

const NewBucket = z.looseObject({ name: z.string().regex(/^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$/) });

const NewNotification = z.object({
  topic: z.string().regex(/^\/\/pubsub\.googleapis\.com\/projects\/[^/]+\/topics\/[^/]+$/),
  payload_format: z.enum(["JSON_API_V1", "NONE"]),
  event_types: z.array(z.string()).min(1).optional(),
  object_name_prefix: z.string().optional(),
  custom_attributes: z.record(z.string(), z.string()).optional(),
});

export function list(_call: JsonCall, { buckets }: Store): Answer {
  return json(200, { kind: "storage#buckets", items: buckets.all().map(resource) });
}

export async function create(call: JsonCall, { buckets }: Store): Promise<Answer> {
  const { name, ...settings } = await readBody(call, NewBucket);
  if (buckets.all().some((bucket) => bucket.name === name)) throw fault("bucketExists");
  const bucket = { name, settings, createdAt: new Date().toISOString(), notifications: [] };
  buckets.save(bucket);
  return json(200, resource(bucket));
}

export function get({ names: [name = ""] }: JsonCall, { buckets }: Store): Answer {
  return json(200, resource(buckets.get(name)));
}

export function remove({ names: [name = ""] }: JsonCall, { buckets, files }: Store): Answer {
  buckets.get(name);
  if (files.all(name).length > 0) throw fault("bucketNotEmpty");
  buckets.remove(name);
  return { status: 204 };
}

export function listNotifications(call: JsonCall, { buckets }: Store): Answer {
  const bucket = buckets.get(call.names[0] ?? "");
  const items = bucket.notifications.map((config) => notification(bucket, config));
  return json(200, { kind: "storage#notifications", ...(items.length > 0 && { items }) });
}

export async function createNotification(call: JsonCall, { buckets }: Store): Promise<Answer> {
  const given = await readBody(call, NewNotification);
  const bucket = buckets.get(call.names[0] ?? "");
  const last = Math.max(0, ...bucket.notifications.map(({ id }) => Number(id)));
  const config = withoutUndefined({ ...given, id: String(last + 1) }) as NotificationConfig;
  buckets.save({ ...bucket, notifications: [...bucket.notifications, config] });
  return json(200, notification(bucket, config));
}

export function getNotification(call: JsonCall, { buckets }: Store): Answer {
  const bucket = buckets.get(call.names[0] ?? "");
  return json(200, notification(bucket, configNamed(bucket, call.names[1])));
}

export function removeNotification(call: JsonCall, { buckets }: Store): Answer {
  const bucket = buckets.get(call.names[0] ?? "");
  const gone = configNamed(bucket, call.names[1]);
  const notifications = bucket.notifications.filter((config) => config !== gone);
  buckets.save({ ...bucket, notifications });
  return { status: 204 };
}

function configNamed({ notifications }: Bucket, id: string | undefined): NotificationConfig {
  const config = notifications.find((config) => config.id === id);
  if (!config) throw fault("notFound");
  return config;
}

async function readBody<Schema extends z.ZodType>(
  { body }: JsonCall,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const text = await readText(body, bodyBytesMax);
  const parsed = schema.safeParse(text === undefined || text === "" ? undefined : parse(text));
  if (!parsed.success) throw fault("invalid", { Details: z.prettifyError(parsed.error) });
  return parsed.data;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw fault("invalid", { Details: "The body is not JSON." });
  }
}

function resource({ name, createdAt, settings }: Bucket): Record<string, unknown> {
  return {
    location: "EU",
    storageClass: "STANDARD",
    ...settings,
    kind: "storage#bucket",
    id: name,
    name,
    metageneration: "1",
    timeCreated: createdAt,
    updated: createdAt,
  };
}

function notification({ name }: Bucket, config: NotificationConfig): Record<string, unknown> {
  const selfLink = `/storage/v1/b/${name}/notificationConfigs/${config.id}`;
  return { kind: "storage#notification", selfLink, etag: config.id, ...config };
}

function withoutUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined));
}
