import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { getTestServer } from "@google-cloud/functions-framework/testing";
import { uploadBytesMax } from "#domain/attachment.ts";
import { Refusal } from "#domain/refusal.ts";
import { callerOf } from "./caller.ts";
import { config } from "./config.ts";
import { corsOf } from "./cors.ts";
import { problemAnswer } from "./exchange.ts";
import { observeRequest } from "./observe.ts";
import { problemOf } from "./problem.ts";
import { abandoned, receivedBody } from "./received-body.ts";
import { securityHeaders } from "./security-headers.ts";
import { spansReady } from "./spans.ts";

export const bodyBytesMax = 1024 * 1024;

// A file of the largest size, and what is around it in a body of two parts.
const uploadBodyBytesMax = uploadBytesMax + 64 * 1024;

/** What this process holds of large bodies at the most, so that many uploads at once cannot exhaust its memory. */
// A body stands there twice while its pieces are joined.
const heldBytesMax = 4 * uploadBodyBytesMax;
let heldBytes = 0;

// Room for a token that is too long to be one, so that it is refused as a token (`caller.ts`).
const headerBytesMax = 32 * 1024;

const jsonType = "application/json; charset=UTF-8";

/**
 * The server that runs one registered HTTP function, with a door before the framework: the
 * framework answers malformed JSON, a malformed address and an oversized body in HTML or not at
 * all, and the contract promises JSON. The door reads the body, and hands on bytes and address as they came.
 * Throws where the configuration is not sound, so that nothing starts that would refuse every request.
 */
export function serverOf(functionName: string): Server {
  config();
  void spansReady();
  const inner = getTestServer(functionName);
  const receive = (request: IncomingMessage, response: ServerResponse) =>
    void readBody(request, response)
      .then(
        (body) => {
          if (!body) return observeRequest(request, async () => abandoned);
          Object.assign(request, { rawBody: body, originalUrl: request.url, url: "/" });
          inner.emit("request", request, response);
          return undefined;
        },
        (error: unknown) => refuse(request, response, error),
      )
      // What went wrong is in the request's own line of the log.
      .catch(() => response.destroy());
  // A missing Host, or an expectation, Node itself would answer without a body; neither is read here.
  const options = { maxHeaderSize: headerBytesMax, requireHostHeader: false };
  const server = createServer(options, receive);
  server.on("checkExpectation", receive);
  server.on("clientError", refuseUnreadable);
  return server;
}

/** Rejects with what is to be answered in place of the request. */
async function readBody(
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Buffer | undefined> {
  return receivedBody(request, await limitFor(request, response));
}

/** How much of a body is read, and what is answered beyond. Of an upload more: for a verified caller alone, and while there is room. */
type Limit = { bytesMax: number; beyond: unknown };

async function limitFor(request: IncomingMessage, response: ServerResponse): Promise<Limit> {
  const usual = { bytesMax: bodyBytesMax, beyond: tooLarge(bodyBytesMax) };
  if (request.method !== "POST" || !request.url?.startsWith("/upload/")) return usual;
  const refusal = await callerOf(request.headers.authorization).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (refusal) return { ...usual, beyond: refusal };
  holdRoom(Number(request.headers["content-length"] ?? uploadBodyBytesMax), response);
  return { bytesMax: uploadBodyBytesMax, beyond: tooLarge(uploadBytesMax) };
}

/** Takes room in memory for a body until it has been answered; refuses where there is none. */
function holdRoom(declaredBytes: number, response: ServerResponse): void {
  // Who hung up while the token was verified is not told of again, and would hold the room for good.
  if (response.destroyed) return;
  const bytes = Math.min(declaredBytes, uploadBodyBytesMax);
  if (heldBytes + bytes > heldBytesMax) {
    throw new Refusal("UNAVAILABLE", "Too many files are being uploaded at once: try again.");
  }
  heldBytes += bytes;
  response.once("close", () => {
    heldBytes -= bytes;
  });
}

function tooLarge(bytesMax: number): Refusal {
  return new Refusal("BODY_TOO_LARGE", `A body has at most ${bytesMax} bytes here.`, {
    remedy: "Send less. Larger files are attached by attachments:startUpload.",
  });
}

function refuse(request: IncomingMessage, response: ServerResponse, error: unknown): Promise<void> {
  return observeRequest(request, async () => {
    const answer = problemAnswer(error);
    response.writeHead(answer.status, {
      ...securityHeaders(),
      ...corsOf(request).headers,
      ...answer.headers,
      "Content-Type": jsonType,
      Connection: "close",
    });
    response.end(JSON.stringify(answer.json));
    // What is still coming is let run out, so that the client gets to read the answer.
    request.resume();
    return answer;
  });
}

/** What is no HTTP, or has headers beyond all measure, never becomes a request. */
function refuseUnreadable(_error: Error, socket: Duplex): void {
  if (!socket.writable) return;
  const { body } = problemOf(
    new Refusal(
      "INVALID_ARGUMENT",
      "The request is not well-formed HTTP, or its headers are too long.",
      { violations: [] },
    ),
  );
  const text = JSON.stringify(body);
  const headers = Object.entries({
    ...securityHeaders(),
    "Content-Type": jsonType,
    "Content-Length": Buffer.byteLength(text),
    Connection: "close",
  });
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  socket.end(`${["HTTP/1.1 400 Bad Request", ...lines].join("\r\n")}\r\n\r\n${text}`);
}
