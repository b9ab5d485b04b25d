import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { listPage, mailPage, missingPage, pageHeaders } from "./inbox-page.ts";
import type { MailBox } from "./mail.ts";

type Answer = { status: number; type: "html" | "json"; body: string; location?: string };

/**
 * Serves an inbox at 127.0.0.1: pages for people, JSON under /api/messages for programs.
 *
 * Rejects when the port cannot be listened on.
 */
export async function startWeb(port: number, box: MailBox): Promise<Server> {
  const server = createServer((request, response) => send(response, answerTo(request, box)));
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return server;
}

function answerTo({ method = "GET", url = "/" }: IncomingMessage, box: MailBox): Answer {
  const target = URL.parse(`http://inbox.example${url}`);
  if (target === null) return html(404, missingPage());
  const { pathname, searchParams } = target;
  const [area, ...rest] = pathname.slice(1).split("/");
  if (area === "api") return apiAnswer(`${method} ${rest.join("/")}`, searchParams, box);
  if (method === "POST" && pathname === "/clear") {
    box.clear();
    return { ...html(303, ""), location: "/" };
  }
  if (pathname === "/") return html(200, listPage(box.all()));
  const mail = area === "mails" && rest.length === 1 ? box.find(rest[0] ?? "") : undefined;
  return mail ? html(200, mailPage(mail)) : html(404, missingPage());
}

function apiAnswer(call: string, query: URLSearchParams, box: MailBox): Answer {
  const to = query.get("to");
  if (call === "GET messages") {
    return json(200, { messages: to === null ? box.all() : box.to(to) });
  }
  if (call === "DELETE messages") {
    box.clear();
    return json(200, {});
  }
  const mail = box.find(/^GET messages\/(\d+)$/.exec(call)?.[1] ?? "");
  return mail ? json(200, mail) : json(404, { error: "There is no such message or path." });
}

function html(status: number, body: string): Answer {
  return { status, type: "html", body };
}

function json(status: number, value: object): Answer {
  return { status, type: "json", body: JSON.stringify(value) };
}

function send(response: ServerResponse, { status, type, body, location }: Answer): void {
  response.writeHead(status, {
    ...pageHeaders,
    "content-type": type === "json" ? "application/json" : "text/html; charset=utf-8",
    ...(location === undefined ? {} : { location }),
  });
  response.end(body);
}
