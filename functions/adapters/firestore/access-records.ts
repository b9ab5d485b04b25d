import { type CollectionReference, FieldPath, Timestamp } from "@google-cloud/firestore";
import {
  AccessEntry,
  type AccessRecords,
  accessRecordMs,
  type Reliance,
  relianceOf,
} from "#domain/access-record.ts";
import { Custody } from "#domain/custody.ts";
import type { CustomerId } from "#domain/identifiers.ts";
import { type Instant, plus } from "#domain/instant.ts";
import { domainOfViewer } from "#domain/viewer.ts";
import { firestore, fromDocument, toDocument } from "./client.ts";
import { custodyDoc, read } from "./documents.ts";

/** Firestore's number for a document that was to be created and is there. */
const alreadyExists = 6;

/** Access records, each customer's in its own collection; `expiresAt` is the field of the time-to-live policy. */
export function firestoreAccessRecords(): AccessRecords {
  return {
    async write(entries, at) {
      const custodies = await custodiesOf(entries.filter(lacksReliance));
      await Promise.all(
        entries.map((entry) => {
          const reliance = entry.reliance ?? relianceAt(custodies.get(entry.customer), entry, at);
          return create({ ...entry, ...(reliance && { reliance }) });
        }),
      );
    },
    async page(customer, after, limit) {
      const newest = recordsOf(customer)
        .orderBy("createdAt", "desc")
        .orderBy(FieldPath.documentId(), "desc")
        .limit(limit);
      const from = after
        ? newest.startAfter(Timestamp.fromDate(new Date(after.at)), after.id)
        : newest;
      const { docs } = await from.get();
      return docs.map((doc) => {
        const { expiresAt: _expiresAt, ...entry } = fromDocument(doc.data());
        return AccessEntry.parse(entry);
      });
    },
  };
}

/** Where the access records of a customer lie. */
export function recordsOf(customer: CustomerId): CollectionReference {
  return firestore().collection(`customers/${customer}/accessRecords`);
}

async function create(entry: AccessEntry): Promise<void> {
  const expiresAt = plus(entry.createdAt, accessRecordMs);
  try {
    await recordsOf(entry.customer)
      .doc(entry.id)
      .create(toDocument({ ...entry, expiresAt }));
  } catch (error) {
    const delivered = error instanceof Error && "code" in error && error.code === alreadyExists;
    if (!delivered) throw error;
  }
}

function lacksReliance({ actor, reliance }: AccessEntry): boolean {
  return actor.kind === "person" && reliance === undefined;
}

async function custodiesOf(entries: readonly AccessEntry[]): Promise<Map<CustomerId, Custody>> {
  const customers = [...new Set(entries.map(({ customer }) => customer))];
  if (customers.length === 0) return new Map();
  const snapshots = await firestore().getAll(...customers.map(custodyDoc));
  const found = snapshots.flatMap((snapshot) => read(Custody, snapshot) ?? []);
  return new Map(found.map((custody) => [custody.customer, custody]));
}

function relianceAt(
  custody: Custody | undefined,
  { actor, createdAt }: AccessEntry,
  readAt: Instant,
): Reliance | undefined {
  const domain = actor.kind === "person" ? domainOfViewer(actor.viewer) : undefined;
  if (!custody || domain === undefined || !Object.hasOwn(custody.partners, domain)) {
    return undefined;
  }
  const relationship = custody.partners[domain];
  return relationship && relianceOf(relationship, { at: createdAt, readAt });
}
