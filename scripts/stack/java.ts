import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

/** A Java that was found: the executable's path and its major version, such as 17. */
export type Java = { command: string; major: number };

type Environment = Readonly<Record<string, string | undefined>>;

const majorMin = 11;
const versionSeconds = 20;

/**
 * The first Java of version 11 or newer: JAVA_HOME's, then those on the PATH in its order.
 *
 * Rejects with what was found instead (nothing, or versions too old) and what to install.
 */
export async function findJava(environment: Environment = process.env): Promise<Java> {
  const tooOld: Java[] = [];
  for (const command of javaCandidates(environment)) {
    const major = await majorOf(command);
    if (major === undefined) continue;
    if (major >= majorMin) return { command, major };
    tooOld.push({ command, major });
  }
  const found = tooOld.map(({ command, major }) => `${command} is Java ${major}`).join(", ");
  throw new Error(
    `The emulators need Java ${majorMin} or newer, but ${found || "no Java was found"}. ` +
      "Install one (Debian: apt-get install default-jre-headless; macOS: brew install openjdk; " +
      "others: https://adoptium.net), then put it on the PATH or set JAVA_HOME.",
  );
}

/** Where a Java executable may be, best first; whether it exists is the caller's question. */
export function javaCandidates(environment: Environment): string[] {
  const home = environment["JAVA_HOME"];
  const folders = (environment["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const name = process.platform === "win32" ? "java.exe" : "java";
  return [...(home ? [join(home, "bin")] : []), ...folders].map((folder) => join(folder, name));
}

/** The major version in what `java -version` prints; the old form `1.8.0` means 8. */
export function javaMajor(output: string): number | undefined {
  const [, first, second] = /version "(\d+)(?:\.(\d+))?/.exec(output) ?? [];
  if (first === undefined) return undefined;
  return first === "1" ? Number(second) : Number(first);
}

async function majorOf(command: string): Promise<number | undefined> {
  try {
    await access(command, constants.X_OK);
    const { stdout, stderr } = await promisify(execFile)(command, ["-version"], {
      timeout: versionSeconds * 1000,
    });
    return javaMajor(stderr + stdout);
  } catch {
    // macOS has a /usr/bin/java that only tells one to install Java: not a Java, look further.
    return undefined;
  }
}
