import type { Firestore } from "@google-cloud/firestore";

type Parent = Pick<Firestore, "listCollections">;

/** The ids of all collections that hold something, at any depth, each once and in order. */
export async function storedCollections(parent: Parent): Promise<string[]> {
  return [...new Set(await collectionsBelow(parent))].toSorted();
}

async function collectionsBelow(parent: Parent): Promise<string[]> {
  const collections = await parent.listCollections();
  const below = collections.map(async (collection) => {
    // Those too that are missing but have collections of their own below them.
    const documents = await collection.listDocuments();
    return Promise.all(documents.map(collectionsBelow));
  });
  return [...collections.map(({ id }) => id), ...(await Promise.all(below)).flat(2)];
}
