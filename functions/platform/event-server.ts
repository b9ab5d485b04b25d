import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { getTestServer } from "@google-cloud/functions-framework/testing";
import { config } from "./config.ts";
import { healthPages } from "./health.ts";
import { observeRequest } from "./observe.ts";
import { inPush } from "./push.ts";
import { securityHeaders } from "./security-headers.ts";
import { spansReady } from "./spans.ts";

/**
 * The server that runs one registered event function: the framework's own, with the pages of health
 * before it. Throws where the configuration is not sound, so that nothing starts that would refuse
 * every event.
 */
export function eventServerOf(functionName: string): Server {
  config();
  void spansReady();
  const inner = getTestServer(functionName);
  return createServer((request, response) => {
    const page = request.method === "GET" && pageAt(request.url);
    // What went wrong is in the page's own line of the log.
    if (page) void show(page, request, response).catch(() => response.destroy());
    else inPush(request, () => inner.emit("request", request, response));
  });
}

type HealthPage = (typeof healthPages)[number];

function pageAt(url = ""): HealthPage | undefined {
  return healthPages.find(({ path }) => path.test(url.split("?")[0] ?? ""));
}

function show(page: HealthPage, request: IncomingMessage, response: ServerResponse): Promise<void> {
  return observeRequest(request, async (work) => {
    work.operation = page.name;
    const answer = await page.answer();
    response.writeHead(answer.status, {
      ...securityHeaders(),
      "Content-Type": "application/json; charset=UTF-8",
    });
    response.end(JSON.stringify(answer.json));
    return answer;
  });
}
