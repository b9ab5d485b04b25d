import { join } from "node:path";
import { type Buckets, openBuckets } from "./buckets.ts";
import { type Files, openFiles } from "./files.ts";
import { newNotifier, type Publish } from "./notifications.ts";
import { newSessions, type Sessions } from "./sessions.ts";
import type { Signer } from "./signatures.ts";

/** What both APIs work on. */
export type Store = { buckets: Buckets; files: Files; sessions: Sessions; signer: Signer };

export type StoreSettings = {
  /** Where everything lies; made where it is missing. */
  folder: string;
  signer: Signer;
  publish: Publish;
  url: string;
};

/** Opens what lies in a folder. `stop` waits for the notifications on their way. */
export function openStore({ folder, signer, publish, url }: StoreSettings): Store & {
  stop(): Promise<void>;
} {
  const buckets = openBuckets(join(folder, "buckets"));
  const notifier = newNotifier({ buckets, publish, url });
  const files = openFiles(folder, (change) => notifier.tell(change));
  const sessions = newSessions(files);
  return {
    buckets,
    files,
    sessions,
    signer,
    async stop() {
      await sessions.stop();
      await notifier.stop();
    },
  };
}
