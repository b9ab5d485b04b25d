import { createHash, createSign, generateKeyPairSync } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Notification } from "../../scripts/stack/object-store/notifications.ts";
import { startObjectStore } from "../../scripts/stack/object-store/object-store.ts";
import { createSigner } from "../../scripts/stack/object-store/signer.ts";
import { freePort } from "../../scripts/stack/ports.ts";

export type TestStore = {
  url: string;
  folder: string;
  signer: { email: string; publicKey: string; keyFile: string };
  /** What was told of objects, oldest first. */
  notifications: Notification[];
  /** Ends the server and begins it anew over the same folder. */
  restart(): Promise<void>;
  /** Ends the server and removes the folder. */
  stop(): Promise<void>;
};

/** An object store on a free port over a folder of its own; Google's client finds it by the environment. */
export async function startTestStore(): Promise<TestStore> {
  const folder = await mkdtemp(join(tmpdir(), "object-store-"));
  const signer = await createSigner(join(folder, "signer"));
  const port = await freePort();
  const notifications: Notification[] = [];
  const start = () =>
    startObjectStore({
      port,
      folder: join(folder, "files"),
      signer,
      notify: async (notification) => {
        notifications.push(notification);
      },
    });
  let server = await start();
  Object.assign(process.env, {
    STORAGE_EMULATOR_HOST: server.url,
    GOOGLE_APPLICATION_CREDENTIALS: signer.keyFile,
    METADATA_SERVER_DETECTION: "none",
  });
  return {
    url: server.url,
    folder: join(folder, "files"),
    signer,
    notifications,
    async restart() {
      await server.stop();
      server = await start();
    },
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true });
    },
  };
}

/** Every file below a folder, by its path from there. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

/** A request to sign: what its address shall allow, and the choices that a forger would make otherwise. */
export type ToSign = {
  method?: string;
  /** As `/bucket/object`, percent-encoded. */
  path: string;
  /** Signed besides the host, and to be sent. */
  headers?: Record<string, string>;
  query?: Record<string, string>;
  signedAt?: Date;
  expiresSeconds?: number | string;
  email?: string;
  /** Replaces the service account's own. */
  privateKey?: string;
  host?: string;
  /** Replaces the names that are told to be signed. */
  signedHeaders?: string;
  scope?: string;
};

/** Signs an address by Google's description of V4 signatures, without Google's client. */
export async function signedUrl(store: TestStore, toSign: ToSign): Promise<string> {
  const { path, headers = {}, method = "GET", signedAt = new Date() } = toSign;
  const date = signedAt.toISOString().replace(/\.\d+|[-:]/g, "");
  const scope = toSign.scope ?? `${date.slice(0, 8)}/auto/storage/goog4_request`;
  const signed: Record<string, string> = { host: toSign.host ?? "127.0.0.1", ...headers };
  const names = Object.keys(signed).toSorted();
  const query = {
    ...toSign.query,
    "X-Goog-Algorithm": "GOOG4-RSA-SHA256",
    "X-Goog-Credential": `${toSign.email ?? store.signer.email}/${scope}`,
    "X-Goog-Date": date,
    "X-Goog-Expires": String(toSign.expiresSeconds ?? 60),
    "X-Goog-SignedHeaders": toSign.signedHeaders ?? names.join(";"),
  };
  const canonicalQuery = Object.entries(query)
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .toSorted()
    .join("&");
  const canonical = [
    method,
    path,
    canonicalQuery,
    ...names.map((name) => `${name}:${signed[name]}`),
    "",
    query["X-Goog-SignedHeaders"],
    "UNSIGNED-PAYLOAD",
  ].join("\n");
  const digest = createHash("sha256").update(canonical).digest("hex");
  const key = toSign.privateKey ?? (await privateKeyOf(store));
  const signature = createSign("sha256")
    .update(["GOOG4-RSA-SHA256", date, scope, digest].join("\n"))
    .sign(key, "hex");
  return `${store.url}${path}?${canonicalQuery}&X-Goog-Signature=${signature}`;
}

/** What a signed address answers: the status, and the code of the XML or the text where it is none. */
export async function told(response: Response): Promise<string> {
  const text = await response.text();
  return `${response.status} ${/<Code>(.*)<\/Code>/.exec(text)?.[1] ?? text}`.trim();
}

/** A key that no store knows. */
export function foreignKey(): string {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  return privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}

function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll("'", "%27").replaceAll("*", "%2A");
}

async function privateKeyOf({ signer }: TestStore): Promise<string> {
  const key = JSON.parse(await readFile(signer.keyFile, "utf8")) as { private_key: string };
  return key.private_key;
}
