import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { getTestServer } from "@google-cloud/functions-framework/testing";
import { Refusal } from "#domain/refusal.ts";
import { problemOf } from "./problem.ts";

export const bodyBytesMax = 1024 * 1024;

/**
 * The server that runs one registered HTTP function, with a door before the framework: the
 * framework answers malformed JSON, a malformed address and an oversized body in HTML or not at
 * all, and the contract promises JSON. The door reads the body, and hands on bytes and address as they came.
 */
export function serverOf(functionName: string): Server {
  const inner = getTestServer(functionName);
  const server = createServer((request, response) => {
    readBody(request).then(
      (body) => {
        Object.assign(request, { rawBody: body, originalUrl: request.url, url: "/" });
        inner.emit("request", request, response);
      },
      (error: unknown) => refuse(request, response, error),
    );
  });
  server.on("clientError", refuseUnreadable);
  return server;
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const declared = Number(request.headers["content-length"] ?? 0);
  if (declared > bodyBytesMax) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  // Read by events, because leaving a `for await` early destroys the socket before the answer.
  await new Promise<void>((resolve, reject) => {
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > bodyBytesMax) reject(tooLarge());
      else chunks.push(chunk);
    });
    request.on("end", resolve);
    request.on("error", reject);
  });
  return Buffer.concat(chunks);
}

function tooLarge(): Refusal {
  return new Refusal("BODY_TOO_LARGE", `A body has at most ${bodyBytesMax} bytes.`, {
    remedy: "Send less, or attach it as a file.",
  });
}

function refuse(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  const { http, body } = problemOf(error);
  response.writeHead(http, {
    "Content-Type": "application/json; charset=UTF-8",
    Connection: "close",
  });
  response.end(JSON.stringify(body));
  // What is still coming is let run out, so that the client gets to read the answer.
  request.resume();
}

/** What is no HTTP, or has headers beyond all measure, never becomes a request. */
function refuseUnreadable(_error: Error, socket: Duplex): void {
  if (!socket.writable) return;
  const { body } = problemOf(
    new Refusal("INVALID_ARGUMENT", "The request is not well-formed HTTP.", { violations: [] }),
  );
  const text = JSON.stringify(body);
  socket.end(
    `HTTP/1.1 400 Bad Request\r\nContent-Type: application/json; charset=UTF-8\r\nContent-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`,
  );
}
