export type Line = Record<string, unknown>;

/** The log lines that are written in this process while something runs. */
export async function linesDuring(work: () => Promise<unknown>): Promise<Line[]> {
  return linesIn(await loggedDuring(work));
}

/** Everything that is written to the log while something runs. */
export async function loggedDuring(work: () => Promise<unknown>): Promise<string> {
  const { stdout } = process;
  const write = stdout.write.bind(stdout);
  const lines: string[] = [];
  stdout.write = (chunk: string | Uint8Array) => lines.push(String(chunk)) > 0;
  try {
    await work();
  } finally {
    stdout.write = write;
  }
  return lines.join("");
}

/** The first line that is written to the log once something was done. */
export async function firstLine(act: () => Promise<unknown>): Promise<Line | undefined> {
  const { stdout } = process;
  const write = stdout.write.bind(stdout);
  const { promise, resolve } = Promise.withResolvers<string>();
  stdout.write = (chunk: string | Uint8Array) => {
    resolve(String(chunk));
    return true;
  };
  try {
    await act();
    return linesIn(await promise)[0];
  } finally {
    stdout.write = write;
  }
}

/** Reads log lines; throws where one is no JSON. */
export function linesIn(text: string): Line[] {
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((line): Line => JSON.parse(line));
}
