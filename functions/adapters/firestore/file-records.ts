import { FieldPath, Timestamp } from "@google-cloud/firestore";
import { z } from "zod";
import { Attachment, ownerOf } from "#domain/attachment.ts";
import { FeedEntry } from "#domain/feed.ts";
import type { FileRecords, HeldFile } from "#domain/file-records.ts";
import { CaseId, CustomerId } from "#domain/identifiers.ts";
import { Instant } from "#domain/instant.ts";
import { firestore, toDocument } from "./client.ts";
import { feedDoc, read } from "./documents.ts";

const Sweep = z.object({ sweptUntilAt: Instant });
const Place = z.tuple([z.literal("customers"), CustomerId, z.literal("cases"), CaseId]);

/** Attachments over all cases. */
export function firestoreFileRecords(): FileRecords {
  return {
    held,
    attachedBetween,
    sweptUntil: async () => read(Sweep, await sweepDoc().get())?.sweptUntilAt,
    noteSweptUntil: async (at) => {
      await sweepDoc().set(toDocument({ sweptUntilAt: at }));
    },
  };
}

async function held(objects: readonly string[]): Promise<ReadonlySet<string>> {
  const refs = objects.flatMap((object) => {
    const owner = ownerOf(object);
    return owner ? [feedDoc(owner, owner.id)] : [];
  });
  if (refs.length === 0) return new Set();
  const found = (await firestore().getAll(...refs)).map((snapshot) => read(FeedEntry, snapshot));
  const stoodOn = new Set(
    found.flatMap((entry) => (entry?.kind === "attachment" ? [entry.object] : [])),
  );
  return new Set(objects.filter((object) => stoodOn.has(object)));
}

async function attachedBetween(
  { from, to }: { from: Instant; to: Instant },
  after: HeldFile | undefined,
  limit: number,
): Promise<HeldFile[]> {
  const ordered = firestore()
    .collectionGroup("feed")
    .where("kind", "==", "attachment")
    .where("createdAt", ">=", timestamp(from))
    .where("createdAt", "<", timestamp(to))
    .orderBy("createdAt")
    .orderBy(FieldPath.documentId())
    .limit(limit);
  const page = after
    ? ordered.startAfter(
        timestamp(after.attachment.createdAt),
        feedDoc(after.of, after.attachment.id),
      )
    : ordered;
  const { docs } = await page.get();
  return docs.flatMap((doc) => {
    const place = Place.safeParse(doc.ref.path.split("/").slice(0, 4)).data;
    const attachment = read(Attachment, doc);
    if (!place || !attachment) return [];
    const [, customer, , caseId] = place;
    return [{ of: { customer, caseId }, attachment }];
  });
}

function sweepDoc() {
  return firestore().doc("jobs/sweepAttachments");
}

function timestamp(at: Instant): Timestamp {
  return Timestamp.fromDate(new Date(at));
}
