import { createPublicKey, generateKeyPair, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Signer } from "./signatures.ts";

type KeyFile = { client_email: string; private_key: string };

/**
 * The service account that signs addresses for the local object store. Its key is made once and kept
 * in `folder`, in the form that GOOGLE_APPLICATION_CREDENTIALS names, readable for this user alone.
 */
export async function createSigner(folder: string): Promise<Signer & { keyFile: string }> {
  await mkdir(folder, { recursive: true });
  const keyFile = join(folder, "service-account.json");
  if (!existsSync(keyFile)) await writeKey(keyFile);
  const { client_email, private_key } = JSON.parse(await readFile(keyFile, "utf8")) as KeyFile;
  const publicKey = createPublicKey(private_key).export({ type: "spki", format: "pem" });
  return { email: client_email, publicKey: String(publicKey), keyFile };
}

/** The project's id is `demo-…` here as elsewhere, so that no client takes it for one in the cloud. */
async function writeKey(keyFile: string): Promise<void> {
  const { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 2_048 });
  const key = {
    type: "service_account",
    project_id: "demo-cases",
    private_key_id: randomBytes(20).toString("hex"),
    private_key: privateKey.export({ type: "pkcs8", format: "pem" }),
    client_email: "files@demo-cases.example",
    client_id: "100000000000000000001",
  };
  const temporary = `${keyFile}.${randomBytes(8).toString("hex")}`;
  await writeFile(temporary, JSON.stringify(key, undefined, 2), { mode: 0o600 });
  await rename(temporary, keyFile);
}
