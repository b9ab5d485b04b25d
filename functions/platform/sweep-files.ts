import { fileOf, ownerOf, strayFileMs } from "#domain/attachment.ts";
import { settle } from "#domain/attachment-rules.ts";
import type { CaseStore } from "#domain/case-store.ts";
import { unchanged } from "#domain/change.ts";
import type { FileRecords, HeldFile } from "#domain/file-records.ts";
import type { FileStore, StoredFile } from "#domain/file-store.ts";
import { dayMs, hourMs, type Instant, plus } from "#domain/instant.ts";
import type { Tally } from "./event-function.ts";
import { log } from "./log.ts";

type Services = {
  files: Pick<FileStore, "list" | "stat" | "remove">;
  records: FileRecords;
  cases: Pick<CaseStore, "changeAsSystem">;
};

const batchSize = 100;

/**
 * Holds bytes and records against each other, once for what was stored since the last time and is a day
 * old: no upload of then can still be finished. Bytes without a record are removed, a record without
 * bytes is marked LOST. How far it came is noted at the end, so that a run that is killed is run again; so is
 * one that could not remove a file, and rejects with the reason once all else is done.
 */
export async function sweepFiles(at: Instant, services: Services): Promise<Tally> {
  const from = await services.records.sweptUntil();
  const to = plus(at, -strayFileMs);
  if (from !== undefined && from >= to) return { removed: 0, lost: 0 };
  const { removed, failure } = await removeStrays({ from, to }, services);
  const lost = await markLost({ from: from ?? earliest, to }, services);
  if (failure !== undefined) throw failure;
  await services.records.noteSweptUntil(to);
  return { removed, lost };
}

const earliest: Instant = "2000-01-01T00:00:00.000Z";

/**
 * Objects are named by the hour in which their upload began, and dated by the store's clock when they were
 * complete: within a day, and perhaps before the hour of their name. What has no name of ours is not ours to remove.
 */
async function removeStrays(
  { from, to }: { from: Instant | undefined; to: Instant },
  { files, records }: Services,
): Promise<{ removed: number; failure: unknown }> {
  let removed = 0;
  let failure: unknown;
  let batch: StoredFile[] = [];
  const judge = async () => {
    const held = await records.held(batch.map(({ object }) => object));
    const strays = batch.filter(({ object }) => !held.has(object));
    const outcomes = await Promise.allSettled(strays.map((file) => files.remove(fileOf(file))));
    // One that cannot be removed must not keep the job from all that comes after it.
    for (const outcome of outcomes) {
      if (outcome.status === "fulfilled") removed += 1;
      else failure = outcome.reason;
    }
    batch = [];
  };
  const since = from === undefined ? "" : hourOf(plus(from, -dayMs));
  for await (const file of files.list(since, hourOf(plus(to, 2 * hourMs)))) {
    if (file.createdAt < (from ?? earliest) || file.createdAt >= to) continue;
    if (!ownerOf(file.object)) continue;
    batch.push(file);
    if (batch.length === batchSize) await judge();
  }
  await judge();
  return { removed, failure };
}

async function markLost(
  period: { from: Instant; to: Instant },
  { files, records, cases }: Services,
): Promise<number> {
  let lost = 0;
  let after: HeldFile | undefined;
  for (;;) {
    const page = await records.attachedBetween(period, after, batchSize);
    const gone = await Promise.all(
      page.map(async (held) => {
        const file = await files.stat(held.attachment.object);
        if (file?.generation === held.attachment.generation) return false;
        return markOne(held, cases);
      }),
    );
    lost += gone.filter((each) => each).length;
    after = page.at(-1);
    if (page.length < batchSize) return lost;
  }
}

async function markOne({ of, attachment }: HeldFile, cases: Services["cases"]): Promise<boolean> {
  if (attachment.state === "LOST") return false;
  let marked = false;
  await cases.changeAsSystem({ ...of, childId: attachment.id }, (current, child) => {
    marked = child?.kind === "attachment" && child.generation === attachment.generation;
    return child?.kind === "attachment" && marked
      ? settle(current, child, { state: "LOST", scanned: child.scanned })
      : unchanged(current);
  });
  if (marked)
    log("ERROR", "attachment without bytes", { caseId: of.caseId, attachment: attachment.id });
  return marked;
}

function hourOf(at: Instant): string {
  return at.slice(0, 13);
}
