import { spawn } from "node:child_process";
import { once } from "node:events";
import { freePort } from "../../scripts/stack/ports.ts";

/** A staged function that runs as in a container: nothing but its folder, and the environment that it is given. */
export type Running = {
  url: string;
  /** Asks it to end, as Cloud Run does; resolves to how it ended. */
  end(): Promise<number | string | null>;
  kill(): Promise<void>;
};

/** What Cloud Run sets, and what the emulators of the tests add. */
const passed = [
  "GOOGLE_CLOUD_PROJECT",
  "SUPPORT_DOMAIN",
  "PORTAL_URL",
  "MAIL_FROM",
  "MAIL_DOMAIN",
  "PAGE_TOKEN_KEY",
  "ATTACHMENT_BUCKET",
  "SMTP_URL",
  "CLAMD_ADDRESS",
  "METADATA_SERVER_DETECTION",
  "FIRESTORE_EMULATOR_HOST",
  "PUBSUB_EMULATOR_HOST",
  "STORAGE_EMULATOR_HOST",
  "FIREBASE_AUTH_EMULATOR_HOST",
  "GOOGLE_APPLICATION_CREDENTIALS",
];

/** Starts `node main.js` in a folder, and resolves when it is ready. Rejects with what it said, should it end. */
export async function startStaged(folder: string): Promise<Running> {
  const port = String(await freePort());
  const given = Object.entries(process.env).filter(([name]) => passed.includes(name));
  const child = spawn(process.execPath, ["main.js"], {
    cwd: folder,
    env: { ...Object.fromEntries(given), PORT: port },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  }
  const ended = once(child, "exit").then(([code, signal]) => code ?? signal);
  const kill = async () => {
    child.kill("SIGKILL");
    await ended;
  };
  const url = `http://127.0.0.1:${port}`;
  const outcome = await Promise.race([ready(url), ended]);
  if (outcome !== "ready")
    throw new Error(`It ended with ${outcome} before it was ready:\n${said}`);
  return {
    url,
    kill,
    end: () => {
      child.kill("SIGTERM");
      return ended;
    },
  };
}

async function ready(url: string): Promise<"ready"> {
  for (;;) {
    const response = await fetch(`${url}/readyz`).catch(() => undefined);
    await response?.body?.cancel();
    if (response?.ok) return "ready";
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
