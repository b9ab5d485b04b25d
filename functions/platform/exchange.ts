import { randomInt } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { Request, Response } from "@google-cloud/functions-framework";
import { Refusal } from "#domain/refusal.ts";
import { corsOf } from "./cors.ts";
import { problemOf } from "./problem.ts";
import { decodePath } from "./route-path.ts";
import { securityHeaders } from "./security-headers.ts";

/** A request as functions see it: decoded once, its body as bytes. */
export type Asked = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Uint8Array;
};

export type Answer = {
  status: number;
  json: unknown;
  headers?: Record<string, string>;
};

const noBytes = new Uint8Array();

/** Reads what the framework hands over. Throws a refusal for a path that is not well-formed. */
export function readRequest(request: Request): Asked {
  // Split by hand: a URL parser would take `//host/path` for another host and resolve dot segments.
  const [rawPath = "", ...rest] = request.originalUrl.split("?");
  const path = decodePath(rawPath);
  if (path === undefined) throw noRoute();
  const body = request.rawBody ?? noBytes;
  const asked = {
    path,
    query: new URLSearchParams(rest.join("?")),
    headers: withEveryToken(request),
    body,
  };
  return overridden({ ...asked, method: request.method === "HEAD" ? "GET" : request.method });
}

/** Sends an answer, or the problem that an error amounts to; a browser's preflight gets one without asking for it. */
export async function respond(
  response: Response,
  answering: () => Promise<Answer>,
): Promise<Answer> {
  const { answer, cors } = await answered(response.req, answering);
  response.status(answer.status);
  const headers = { ...securityHeaders(), ...cors };
  if (answer.json === undefined) {
    response.set(headers).end();
  } else {
    response.set({ ...headers, "Content-Type": jsonType, ...answer.headers });
    response.send(Buffer.from(JSON.stringify(answer.json)));
  }
  return answer;
}

type Told = { answer: Answer; cors: Record<string, string> };

async function answered(request: Response["req"], answering: () => Promise<Answer>): Promise<Told> {
  try {
    const { headers: cors, preflight } = corsOf(request);
    if (preflight) return { answer: { status: 204, json: undefined }, cors };
    return { answer: await answering().catch(heldBack).catch(problemAnswer), cors };
  } catch (error) {
    return { answer: problemAnswer(error), cors: {} };
  }
}

/**
 * What is foreign takes parts of a millisecond longer to read than what is missing. A wait by chance
 * hides that from some thousands of samples, where a fixed one would only move it.
 */
async function heldBack(error: unknown): Promise<never> {
  if (error instanceof Refusal && error.code === "NOT_VISIBLE") await pause(randomInt(1, 10));
  throw error;
}

const jsonType = "application/json; charset=UTF-8";

export function problemAnswer(error: unknown): Answer {
  const { http, body } = problemOf(error);
  const headers = http === 401 ? { "WWW-Authenticate": 'Bearer realm="support-cases"' } : undefined;
  return { status: http, json: body, ...(headers && { headers }) };
}

export function noRoute(): Refusal {
  return new Refusal("ROUTE_NOT_FOUND", "Nothing answers at this address.", {
    remedy: "Check the path, its version (v2 or v2beta) and the method.",
  });
}

/** Node keeps the first of two tokens, another server the last: who calls must not hang on that, so together they are none. */
function withEveryToken({ headers, headersDistinct }: Request): IncomingHttpHeaders {
  const tokens = headersDistinct["authorization"];
  return tokens ? { ...headers, authorization: tokens.join(", ") } : headers;
}

/**
 * The Python client sends a GET with a long URL as POST with its parameters in the body
 * (contract section 11). No other override counts, so that none can get around a check.
 */
function overridden(asked: Asked): Asked {
  const wanted = asked.headers["x-http-method-override"];
  if (asked.method !== "POST" || wanted !== "GET") return asked;
  const query = new URLSearchParams(asked.query);
  for (const [name, value] of new URLSearchParams(new TextDecoder().decode(asked.body))) {
    query.append(name, value);
  }
  return { ...asked, method: "GET", query, body: noBytes };
}
