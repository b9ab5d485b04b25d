import { execFile, spawn } from "node:child_process";
import type { z } from "zod";

/** What a program said: its exit code, -1 where it could not be started at all. */
export type Outcome = { code: number; stdout: string; stderr: string };

/** Runs a program and keeps what it says; a test answers with what one said before. */
export type Ask = (program: string, args: readonly string[]) => Promise<Outcome>;

const outputBytesMax = 64 * 1024 * 1024;
const lineLengthMax = 100;

/**
 * Runs a program and keeps what it says; never rejects. No shell reads the arguments. Whoever asks something
 * back hears nothing: gcloud would wait for a yes to enable an API, with nobody seeing the question.
 */
export function ask(
  command: string,
  args: readonly string[],
  { cwd, seconds = 120 }: { cwd?: string; seconds?: number } = {},
): Promise<Outcome> {
  const env = { ...process.env, CLOUDSDK_CORE_DISABLE_PROMPTS: "1" };
  const options = { cwd, env, maxBuffer: outputBytesMax, timeout: seconds * 1_000 };
  return new Promise((resolve) => {
    const child = execFile(command, args, options, (error, stdout, stderr) => {
      const code = error ? (typeof error.code === "number" ? error.code : -1) : 0;
      resolve({ code, stdout, stderr });
    });
    child.stdin?.end();
  });
}

/** Whether gcloud failed because there is no such thing, by its own words for that, and for no other reason. */
export function isMissing({ code, stderr }: Outcome, words: RegExp): boolean {
  return code === 1 && words.test(stderr);
}

/** What a program said in JSON; undefined where it said something else than it used to. */
export function parsed<T extends z.ZodType>(schema: T, text: string): z.output<T> | undefined {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Runs a program at the terminal, which shows what it says and answers it. Resolves to its exit code. */
export function perform(
  command: string,
  args: readonly string[],
  { cwd }: { cwd?: string } = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: "inherit" });
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

/** A command as it is typed into a shell, over several lines where it is long. */
export function typed(command: string, args: readonly string[]): string {
  const words = [command, ...args].map(quoted);
  const lines = [""];
  for (const word of words) {
    const line = lines.at(-1) ?? "";
    if (line !== "" && line.length + word.length > lineLengthMax) lines.push(`  ${word}`);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines.join(" \\\n");
}

function quoted(word: string): string {
  return /^[\w@%+=:,./~-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
