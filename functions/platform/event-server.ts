import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { getTestServer } from "@google-cloud/functions-framework/testing";
import { z } from "zod";
import { invalid, type Refusal } from "#domain/refusal.ts";
import { config } from "./config.ts";
import { type Answer, problemAnswer } from "./exchange.ts";
import { type HealthPage, healthPages } from "./health.ts";
import { observeRequest } from "./observe.ts";
import { inPush } from "./push.ts";
import { abandoned, receivedBody } from "./received-body.ts";
import { securityHeaders } from "./security-headers.ts";
import { spansReady } from "./spans.ts";

/** Pub/Sub's messages have at most ten megabytes, as base64 a third more. */
const pushBytesMax = 16 * 1024 * 1024;

const Push = z.looseObject({ message: z.looseObject({}) });

/**
 * The server that runs one registered event function: the framework's own, with the pages of health and
 * a door before it, for the framework prints pieces of a body that it cannot read. Throws where the
 * configuration is not sound, so that nothing starts that would refuse every event.
 */
export function eventServerOf(functionName: string): Server {
  config();
  void spansReady();
  const inner = getTestServer(functionName);
  return createServer((request, response) => {
    const page = request.method === "GET" && pageAt(request.url);
    const answered = page
      ? show(page, request, response)
      : pass({ functionName, inner }, request, response);
    // What went wrong is in the request's own line of the log.
    void answered.catch(() => response.destroy());
  });
}

/** Hands a push on to the framework, read; answers what is none. */
async function pass(
  { functionName, inner }: { functionName: string; inner: Server },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const instead = (answer: () => Answer) =>
    observeRequest(request, async (work) => {
      work.operation = functionName;
      return answer();
    });
  try {
    const bytes = await receivedBody(request, { bytesMax: pushBytesMax, beyond: noPush() });
    if (!bytes) return instead(() => abandoned);
    const push = pushIn(bytes);
    Object.assign(request, { body: push });
    inPush(push, () => void inner.emit("request", request, response));
  } catch (error) {
    return instead(() => send(problemAnswer(error), response));
  }
}

function pushIn(body: Buffer): object {
  try {
    return Push.parse(JSON.parse(body.toString("utf8")));
  } catch {
    throw noPush();
  }
}

/** Says nothing of what came instead: it may hold anything. */
function noPush(): Refusal {
  return invalid({
    field: "message",
    description: "Send what Pub/Sub pushes: JSON with a message, 16 MiB at most.",
  });
}

function pageAt(url = ""): HealthPage | undefined {
  return healthPages.find(({ path }) => path.test(url.split("?")[0] ?? ""));
}

function show(page: HealthPage, request: IncomingMessage, response: ServerResponse): Promise<void> {
  return observeRequest(request, async (work) => {
    work.operation = page.name;
    return send(await page.answer(), response);
  });
}

function send(answer: Answer, response: ServerResponse): Answer {
  response.writeHead(answer.status, {
    ...securityHeaders(),
    "Content-Type": "application/json; charset=UTF-8",
  });
  response.end(JSON.stringify(answer.json));
  return answer;
}
