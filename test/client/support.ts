import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { inject } from "vitest";
import { type SupportCases, supportCases } from "../../functions/client/client.ts";
import type { Config } from "../../functions/client/example/config.ts";
import { demoPassword } from "../../scripts/demo/people.ts";
import { signIn } from "../../scripts/stack/accounts.ts";

const ports = inject("ports");

export const apiUrl = `http://127.0.0.1:${ports["FRONT_DOOR_PORT"]}`;

/** What the example page is given to find the stack. */
export const config: Config = {
  apiUrl,
  firebase: { projectId: "demo-cases", apiKey: "demo" },
  emulators: {
    auth: `http://127.0.0.1:${ports["AUTH_PORT"]}`,
    firestore: { host: "127.0.0.1", port: Number(ports["FIRESTORE_PORT"]) },
  },
};

export const anna = "anna@alfa-partner.example";

/** The ID token of a demo account, from the Auth emulator. */
export function tokenOf(email: string): Promise<string> {
  return signIn(`127.0.0.1:${ports["AUTH_PORT"]}`, { email, password: demoPassword });
}

/** A client of somebody's, by way of another address than the service's own where one is given. */
export async function clientOf(email: string, baseUrl = apiUrl): Promise<SupportCases> {
  const token = await tokenOf(email);
  return supportCases({ baseUrl, token: async () => token });
}

export const newCase = {
  displayName: "Mail is late",
  description: "Mail from outside arrives hours late.",
  classification: { id: "gws-gmail-does-not-load" },
  priority: "P2",
} as const;

export function openCase(client: SupportCases, customer = "1001") {
  return client.POST("/v2/customers/{customer}/cases", {
    params: { path: { customer } },
    body: newCase,
  });
}

export type Server = { url: string; stop(): Promise<void> };

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A server of a test's own, on a free port. */
export async function serve(handler: Handler): Promise<Server> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Lossy = {
  /** Whether the answer to a request is to be lost on its way. */
  loses: (request: { method: string; path: string; time: number }) => boolean;
};

/**
 * A way to the service, and to the file store behind it, on which answers are lost: the request arrives and is
 * dealt with, and then the line is cut. Counts how often each method and path was asked for.
 */
export async function lossyWay({ loses }: Lossy): Promise<Server & { times(of: string): number }> {
  const counts = new Map<string, number>();
  const files = `http://127.0.0.1:${ports["OBJECT_STORE_PORT"]}`;
  const way = await serve((request, response) => {
    void pass(request, response).catch(() => response.destroy());
  });
  return { ...way, times: (of) => counts.get(of) ?? 0 };

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url = "" } = request;
    const [path = ""] = url.split("?");
    const what = `${method} ${path}`;
    const time = (counts.get(what) ?? 0) + 1;
    counts.set(what, time);
    const { host: _host, connection: _connection, ...headers } = request.headers;
    const pieces: Uint8Array[] = [];
    for await (const piece of request) pieces.push(piece);
    const answer = await fetch(`${/^\/(upload\/)?v2\//.test(path) ? apiUrl : files}${url}`, {
      method,
      headers: Object.entries(headers).map(([name, value]) => [name, String(value)]),
      ...(pieces.length > 0 && { body: Buffer.concat(pieces) }),
    });
    const body = (await answer.text()).replaceAll(files, way.url);
    if (loses({ method, path, time })) response.destroy();
    else response.writeHead(answer.status, { "Content-Type": "application/json" }).end(body);
  }
}
