import { join } from "node:path";
import { Storage } from "@google-cloud/storage";
import { startObjectStore } from "./object-store/object-store.ts";
import { createSigner } from "./object-store/signer.ts";

/** An object store that runs, and what Google's client must find in the environment to use it. */
export type Files = {
  url: string;
  environment: { STORAGE_EMULATOR_HOST: string; GOOGLE_APPLICATION_CREDENTIALS: string };
  stop(): Promise<void>;
};

/**
 * Starts the object store with its files, and the key that signs addresses, below `folder`; what lies
 * there from an earlier run is served again. Rejects when the port is taken.
 */
export async function startFiles(options: { port: number; folder: string }): Promise<Files> {
  const { port, folder } = options;
  const signer = await createSigner(join(folder, "signer"));
  const store = await startObjectStore({ port, folder: join(folder, "objects"), signer });
  const environment = {
    STORAGE_EMULATOR_HOST: store.url,
    GOOGLE_APPLICATION_CREDENTIALS: signer.keyFile,
  };
  return { ...store, environment };
}

/**
 * Creates a bucket as the environment's object store has it, or leaves the one that is there. Pages
 * of any origin may use it, for nothing but a signed address lets them do anything.
 */
export async function createBucket(projectId: string, name: string): Promise<void> {
  const bucket = new Storage({ projectId }).bucket(name);
  const [exists] = await bucket.exists();
  if (exists) return;
  await bucket.create({
    cors: [
      {
        origin: ["*"],
        method: ["GET", "PUT"],
        responseHeader: [
          "Content-Type",
          "x-goog-content-length-range",
          "x-goog-if-generation-match",
        ],
        maxAgeSeconds: 3_600,
      },
    ],
  });
}
