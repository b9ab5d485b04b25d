import { createServer, type Server } from "node:http";
import { subscriptions } from "#functions/subscriptions.ts";
import { serverOf } from "#platform/door.ts";
import { eventServerOf } from "#platform/event-server.ts";
import "#http/api.ts";

/** A server that listens on 127.0.0.1: its address, and its end. */
export type Host = { url: string; stop(): Promise<void> };

/** Runs the front door, as it runs in the cloud. */
export function startFrontDoor(port: number): Promise<Host> {
  return listen(serverOf("api"), port);
}

/**
 * Runs every event function behind one port: `/{function}/projects/P/topics/T` goes to the
 * server of that function, as a push subscription has it.
 */
export function startEventFunctions(port: number): Promise<Host> {
  const names = new Set(subscriptions.map(({ to }) => to.contract.name));
  const servers = new Map([...names].map((name) => [name, eventServerOf(name)]));
  const server = createServer((request, response) => {
    const [, name = "", ...rest] = (request.url ?? "").split("/");
    const inner = servers.get(name);
    request.url = `/${rest.join("/")}`;
    if (inner) inner.emit("request", request, response);
    else response.writeHead(404).end();
  });
  return listen(server, port);
}

async function listen(server: Server, port: number): Promise<Host> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  const bound = typeof address === "object" && address ? address.port : port;
  return {
    url: `http://127.0.0.1:${bound}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
