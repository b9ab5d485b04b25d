import type { DocumentReference, Firestore } from "@google-cloud/firestore";
import { firestore } from "#adapters/firestore/client.ts";

type Parent = Pick<Firestore, "listCollections">;

/** Every document of the database by its path, at any depth, those of the demo data included. */
export async function everythingStored(parent: Parent = firestore()): Promise<Map<string, string>> {
  const collections = await parent.listCollections();
  const documents = (await Promise.all(collections.map((each) => each.listDocuments()))).flat();
  const found = await Promise.all(documents.map(withThoseBelow));
  return new Map(found.flat());
}

async function withThoseBelow(document: DocumentReference): Promise<[string, string][]> {
  const [snapshot, below] = await Promise.all([document.get(), everythingStored(document)]);
  return [[document.path, JSON.stringify(snapshot.data() ?? {})], ...below];
}

/** The documents that hold a text in any case, by their paths in order. */
export async function whereStored(text: string): Promise<string[]> {
  const wanted = text.toLowerCase();
  const all = await everythingStored();
  return [...all]
    .filter(([, stored]) => stored.toLowerCase().includes(wanted))
    .map(([path]) => path)
    .toSorted();
}
