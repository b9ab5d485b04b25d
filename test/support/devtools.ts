import { once } from "node:events";
import { z } from "zod";

/** A connection that speaks the DevTools protocol: https://chromedevtools.github.io/devtools-protocol/ */
export type Devtools = {
  /** Resolves with the result of a command, for one session or for the browser. Rejects with its error. */
  send(method: string, params: object, sessionId?: string): Promise<unknown>;
  /** Tells of every event of a session. */
  on(sessionId: string, listener: (method: string, params: unknown) => void): void;
  close(): void;
};

const Message = z.looseObject({
  id: z.number().optional(),
  method: z.string().optional(),
  sessionId: z.string().optional(),
  params: z.unknown().optional(),
  result: z.unknown().optional(),
  error: z.looseObject({ message: z.string() }).optional(),
});

type Waiting = PromiseWithResolvers<unknown>;

/** Connects to a browser. What is not answered when the connection ends is rejected. */
export async function connectDevtools(url: string): Promise<Devtools> {
  const socket = new WebSocket(url);
  const waiting = new Map<number, Waiting>();
  const listeners = new Map<string, (method: string, params: unknown) => void>();
  socket.addEventListener("message", ({ data }) => {
    const {
      id,
      method,
      sessionId = "",
      params,
      result,
      error,
    } = Message.parse(JSON.parse(String(data)));
    if (method !== undefined) listeners.get(sessionId)?.(method, params);
    const asked = id === undefined ? undefined : waiting.get(id);
    if (id !== undefined) waiting.delete(id);
    if (error) asked?.reject(new Error(error.message));
    else asked?.resolve(result);
  });
  socket.addEventListener("close", () => {
    for (const each of waiting.values()) each.reject(new Error("The browser is gone."));
  });
  await once(socket, "open");
  let count = 0;
  return {
    send: (method, params, sessionId) => {
      count += 1;
      const answer: Waiting = Promise.withResolvers();
      waiting.set(count, answer);
      socket.send(JSON.stringify({ id: count, method, params, ...(sessionId && { sessionId }) }));
      return answer.promise;
    },
    on: (sessionId, listener) => listeners.set(sessionId, listener),
    close: () => socket.close(),
  };
}
