import { randomUUID } from "node:crypto";
import { demoEnvironment } from "../../scripts/stack/environment.ts";

/** Every test file has a project, and so a database, of its own: files do not disturb each other. */
export const projectId = `demo-${randomUUID().slice(0, 18)}`;

/** Whether files are scanned here; tests of what a scanner finds are skipped where they are not. */
export const scannerRuns = process.env["CLAMD_ADDRESS"] !== undefined;

const bucket = `${projectId}-attachments`;

Object.assign(process.env, demoEnvironment, {
  GOOGLE_CLOUD_PROJECT: projectId,
  ATTACHMENT_BUCKET: bucket,
  FIREBASE_AUTH_EMULATOR_HOST: "127.0.0.1:1",
});

/** Runs the front door in this process, against the emulators. */
export async function startServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const { startFrontDoor } = await import("../../scripts/stack/functions-host.ts");
  await requireBucket();
  return startFrontDoor(0);
}

/** Runs the event functions too, with every subscription pushing to them. */
export async function startEvents(): Promise<{ url: string; stop(): Promise<void> }> {
  const { startEventFunctions } = await import("../../scripts/stack/functions-host.ts");
  const { createSubscriptions } = await import("../../scripts/stack/pubsub-setup.ts");
  await requireBucket();
  const host = await startEventFunctions(0);
  await createSubscriptions(projectId, host.url);
  return host;
}

/** Creates this file's bucket. Google's client would take as long to load as many a test file takes. */
export async function requireBucket(): Promise<void> {
  const address = `${process.env["STORAGE_EMULATOR_HOST"]}/storage/v1/b?project=${projectId}`;
  const body = JSON.stringify({ name: bucket });
  const response = await fetch(address, { method: "POST", body });
  await response.body?.cancel();
  if (!response.ok && response.status !== 409) {
    throw new Error(`The object store did not create the bucket: ${response.status}`);
  }
}

/** Empties this file's database and loads the demo data of design section 4. */
export async function resetData(): Promise<void> {
  const database = `projects/${projectId}/databases/(default)/documents`;
  const address = `http://${process.env["FIRESTORE_EMULATOR_HOST"]}/emulator/v1/${database}`;
  const response = await fetch(address, { method: "DELETE" });
  if (!response.ok) throw new Error(`The emulator did not empty the database: ${response.status}`);
  const { loadDemo } = await import("../../scripts/demo/load.ts");
  await loadDemo();
}

/** An ID token as the Auth emulator gives it: unsigned. */
export function tokenFor(email: string, claims: Record<string, unknown> = {}): string {
  const nowSeconds = Math.floor(Date.now() / 1_000);
  const payload = {
    iss: `https://securetoken.google.com/${projectId}`,
    aud: projectId,
    sub: email,
    iat: nowSeconds,
    exp: nowSeconds + 3_600,
    email,
    email_verified: true,
    ...claims,
  };
  return `${encoded({ alg: "none", typ: "JWT" })}.${encoded(payload)}.`;
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
