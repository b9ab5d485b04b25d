import { fileURLToPath } from "node:url";
import { startFirestore, startPubsub } from "../stack/emulators.ts";
import { demoEnvironment } from "../stack/environment.ts";
import { freePort } from "../stack/ports.ts";

export type BenchStack = { url: string; stop(): Promise<void> };

/**
 * Starts the emulators and the front door on free ports, with the demo data and nothing else running:
 * what is measured is the product's answer, not the stack's neighbours. Rejects with nothing left running.
 */
export async function startBenchStack(): Promise<BenchStack> {
  const parts: { stop(): Promise<void> }[] = [];
  const stop = async () => {
    await Promise.all(parts.toReversed().map((part) => part.stop()));
  };
  try {
    const rules = fileURLToPath(new URL("../../firestore.rules", import.meta.url));
    const firestore = await startFirestore({ port: await freePort(), rules });
    parts.push(firestore);
    const pubsub = await startPubsub({ port: await freePort() });
    parts.push(pubsub);
    Object.assign(process.env, demoEnvironment, {
      FIRESTORE_EMULATOR_HOST: firestore.host,
      PUBSUB_EMULATOR_HOST: pubsub.host,
      FIREBASE_AUTH_EMULATOR_HOST: "127.0.0.1:1",
      SMTP_URL: "smtp://127.0.0.1:1",
    });
    // Imported only now, because Google's libraries read their emulators' addresses once.
    const { startFrontDoor } = await import("../stack/functions-host.ts");
    const { loadDemo } = await import("../demo/load.ts");
    await loadDemo();
    const door = await startFrontDoor(0);
    parts.push(door);
    return { url: door.url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A token as the Auth emulator gives it: unsigned, and of the demo's project. */
export function unsignedToken(email: string): string {
  const nowSeconds = Math.floor(Date.now() / 1_000);
  const project = demoEnvironment.GOOGLE_CLOUD_PROJECT;
  const claims = {
    iss: `https://securetoken.google.com/${project}`,
    aud: project,
    sub: email,
    iat: nowSeconds,
    exp: nowSeconds + 3_600,
    email,
    email_verified: true,
  };
  const parts = [{ alg: "none", typ: "JWT" }, claims];
  return `${parts.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".")}.`;
}
