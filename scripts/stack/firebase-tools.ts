import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const downloadSeconds = 600;

/** The arguments to `node` that run the firebase command installed beside this product. */
export function firebaseCommand(...args: string[]): string[] {
  const manifest = createRequire(import.meta.url).resolve("firebase-tools/package.json");
  return [join(dirname(manifest), "lib", "bin", "firebase.js"), ...args];
}

/**
 * An environment in which firebase-tools asks nothing, looks for no update, reports no use, and keeps
 * its settings, lock files and logs inside `folder`, so that two stacks and the user's own login
 * do not meet.
 */
export function firebaseEnvironment(folder: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    CI: "true",
    NO_UPDATE_NOTIFIER: "1",
    NO_COLOR: "1",
    XDG_CONFIG_HOME: folder,
    TMPDIR: folder,
  };
}

/** Downloads an emulator into the firebase-tools cache; the answer is the reason for failure, if any. */
export async function downloadEmulator(
  emulator: "firestore" | "pubsub",
): Promise<string | undefined> {
  console.log(`Downloading the ${emulator} emulator with firebase-tools …`);
  const folder = await mkdtemp(join(tmpdir(), "firebase-"));
  try {
    return await reasonOfFailure(`setup:emulators:${emulator}`, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function reasonOfFailure(command: string, folder: string): Promise<string | undefined> {
  const args = firebaseCommand(command, "--non-interactive");
  const options = {
    cwd: folder,
    env: firebaseEnvironment(folder),
    timeout: downloadSeconds * 1000,
  };
  return new Promise((resolve) => {
    execFile(process.execPath, args, options, (error, stdout, stderr) => {
      const lastLine = `${stdout}${stderr}`.trim().split("\n").at(-1);
      resolve(error ? lastLine || error.message : undefined);
    });
  });
}
