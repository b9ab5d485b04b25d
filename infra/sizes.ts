import { subscriptions } from "../functions/subscriptions.ts";
import type { Deployed } from "./functions.ts";

/** What an instance of a function has, and how many there may be. */
export type Size = {
  memoryMiB: number;
  /** Requests or events that one instance works on at once. */
  concurrency: number;
  instancesMax: number;
};

const usual: Record<Deployed["kind"], Size> = {
  http: { memoryMiB: 256, concurrency: 40, instancesMax: 20 },
  event: { memoryMiB: 256, concurrency: 10, instancesMax: 5 },
};

/** Ticks: one run at a time suffices, and a second would find the same work. */
const tick: Size = { memoryMiB: 256, concurrency: 1, instancesMax: 1 };

/**
 * Mails are sent by as many senders as the mailer has connections; a second event beside them would queue for one
 * until its claim lapses. Five instances of each such function make fifteen connections to the mail server.
 */
const mailing: Size = { memoryMiB: 256, concurrency: 1, instancesMax: 5 };

/** What differs from the usual. Files: bodies of 25 MiB stand in memory, and a large picture takes 350 MB to draw anew. */
const sizes: Readonly<Record<string, Size>> = {
  api: { memoryMiB: 1_024, concurrency: 40, instancesMax: 20 },
  uploadAttachment: { memoryMiB: 1_024, concurrency: 4, instancesMax: 20 },
  finishUpload: { memoryMiB: 512, concurrency: 4, instancesMax: 20 },
  inspectAttachment: { memoryMiB: 512, concurrency: 1, instancesMax: 10 },
  mailFollowers: mailing,
  mailConsent: mailing,
  republishEvents: tick,
  expireConsents: tick,
  expireReopenWindows: tick,
  remindReopenWindows: tick,
  sweepAttachments: tick,
};

export function sizeOf({ name, kind }: Deployed): Size {
  return Object.hasOwn(sizes, name) ? (sizes[name] ?? usual[kind]) : usual[kind];
}

/** How long one answer may take. An event's: as long as Pub/Sub waits for it, for later it comes again anyway. */
export function timeoutSecondsOf({ name, kind }: Deployed): number {
  if (kind === "http") return 300;
  const waits = subscriptions.filter(({ to }) => to.contract.name === name);
  return Math.max(...waits.map(({ ackDeadlineSeconds }) => ackDeadlineSeconds));
}
