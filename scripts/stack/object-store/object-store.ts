import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crossOriginHeaders, preflight } from "./cross-origin.ts";
import type { Answer, Call } from "./exchange.ts";
import { fault, faultOf } from "./faults.ts";
import { answerJson, isJsonPath, jsonProblem } from "./json-api.ts";
import { emulatorPublisher, type Publish } from "./notifications.ts";
import type { Signer } from "./signatures.ts";
import { openStore, type Store } from "./store.ts";
import { answerXml, xmlProblem } from "./xml-api.ts";

export type ObjectStoreSettings = {
  port: number;
  /** Where buckets and objects lie; what lies there from an earlier run is served again. */
  folder: string;
  /** Whose signed addresses count. */
  signer: Signer;
  /** Where notifications go: to the Pub/Sub emulator of PUBSUB_EMULATOR_HOST unless told otherwise. */
  notify?: Publish;
};

/** A large file may take its time, and a client may come back to a connection later. */
const neverHurry = { requestTimeout: 0, keepAliveTimeout: 60_000 };

/**
 * Serves Cloud Storage's JSON and XML APIs at 127.0.0.1, as far as this product uses them. It verifies
 * V4 signatures, so that an address which the cloud refuses is refused here.
 *
 * Rejects when the port cannot be listened on. `stop` ends transfers on their way.
 */
export async function startObjectStore({
  port,
  folder,
  signer,
  notify,
}: ObjectStoreSettings): Promise<{ url: string; stop(): Promise<void> }> {
  const url = `http://127.0.0.1:${port}`;
  const emulator = emulatorPublisher();
  const store = openStore({ folder, signer, publish: notify ?? emulator.publish, url });
  const server = createServer(neverHurry, (request, response) => {
    void serve({ request, response, store, url });
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    url,
    async stop() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
      await store.stop();
      await emulator.stop();
    },
  };
}

type Served = { request: IncomingMessage; response: ServerResponse; store: Store; url: string };

async function serve({ request, response, store, url }: Served): Promise<void> {
  const call = callOf(request, url);
  const json = isJsonPath(call.path);
  const answer = await answerTo(call, json, store);
  try {
    await send(response, answer, {
      headersOnly: call.method === "HEAD",
      headers: json ? {} : crossOriginHeaders(call),
    });
  } catch {
    // The caller went away, or the file could not be read: a body that ends early says so.
    response.destroy();
  }
  // What was refused in the middle is read to its end, or a sender that listens afterwards would hang.
  request.resume();
}

async function answerTo(call: Call, json: boolean, store: Store): Promise<Answer> {
  try {
    if (json) return await answerJson(call, store);
    return call.method === "OPTIONS" ? preflight(call) : await answerXml(call, store);
  } catch (error) {
    const known = faultOf(error instanceof URIError ? fault("invalid") : error);
    if (!known && !isBroken(error)) console.warn("object store:", error);
    const problem = known ?? faultOf(fault("internal"));
    if (!problem) throw error;
    return json ? jsonProblem(problem) : xmlProblem(problem);
  }
}

/** The caller went away in the middle of its request. */
function isBroken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ECONNRESET";
}

function callOf(request: IncomingMessage, url: string): Call {
  const [path = "/", ...query] = (request.url ?? "/").split("?");
  return {
    method: request.method ?? "GET",
    path,
    query: new URLSearchParams(query.join("?")),
    headers: request.headers,
    // A refusal in the middle of a body must still be answered on the same connection.
    body: request.iterator({ destroyOnReturn: false }),
    url: request.headers.host === undefined ? url : `http://${request.headers.host}`,
  };
}

async function send(
  response: ServerResponse,
  { status, headers, body }: Answer,
  more: { headersOnly: boolean; headers: Record<string, string> },
): Promise<void> {
  response.writeHead(status, { ...headers, ...more.headers });
  if (body === undefined || typeof body === "string" || more.headersOnly) {
    const text = typeof body === "string" && status !== 304 && !more.headersOnly ? body : undefined;
    response.end(text);
    return;
  }
  await pipeline(Readable.from(body), response);
}
