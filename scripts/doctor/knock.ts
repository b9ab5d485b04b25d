import { connect } from "node:net";

/** How a port answers a knock: as its part does, not in time, not at all, or as another program does. */
export type Reply = "as expected" | "silent" | "nobody" | "otherwise";

/** What is said first, and what is to come back. */
type Knock = { port: number; seconds: number; says: string; expects: string };

/** Begins something that ends with the signal. Rejects in words, naming `host`, where the time runs out. */
export async function within<T>(
  { host, seconds }: { host: string; seconds: number },
  begin: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  try {
    return await begin(AbortSignal.timeout(seconds * 1_000));
  } catch (error) {
    if (!isTimeout(error)) throw error;
    throw new Error(`${host} does not answer within ${seconds} s`, { cause: error });
  }
}

/** Knocks at a port where HTTP is spoken: every answer is good. */
export async function knockByHttp(port: number, seconds: number): Promise<Reply> {
  try {
    const signal = AbortSignal.timeout(seconds * 1_000);
    const response = await fetch(`http://127.0.0.1:${port}/`, { signal });
    await response.body?.cancel();
    return "as expected";
  } catch (error) {
    if (isTimeout(error)) return "silent";
    return String(error instanceof Error ? error.cause : error).includes("ECONNREFUSED")
      ? "nobody"
      : "otherwise";
  }
}

/** Knocks at a port where something else is spoken. */
export function knock({ port, seconds, says, expects }: Knock): Promise<Reply> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port }, () => socket.write(says));
    const end = (reply: Reply) => {
      clearTimeout(deadline);
      socket.destroy();
      resolve(reply);
    };
    // Not the socket's own time, which begins anew with each byte.
    const deadline = setTimeout(() => end("silent"), seconds * 1_000);
    let heard = "";
    socket.setEncoding("latin1").on("data", (text: string) => {
      heard += text;
      if (heard.startsWith(expects)) end("as expected");
      else if (!expects.startsWith(heard)) end("otherwise");
    });
    socket.once("error", (error) => {
      end("code" in error && error.code === "ECONNREFUSED" ? "nobody" : "otherwise");
    });
    socket.once("close", () => end("otherwise"));
  });
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === "TimeoutError";
}
