import { createServer, type RequestListener } from "node:http";
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Server,
  type Socket,
} from "node:net";
import { stackPorts } from "../../scripts/stack/ports.ts";
import type { StackPorts } from "../../scripts/stack/stack.ts";

type Part = keyof StackPorts;

/** Ports at which all of a stack seems to be, of which some stands still. */
export type FakeStack = {
  ports: StackPorts;
  /** What was asked of the front door and the inbox, in its order. */
  asked: string[];
  stop(): Promise<void>;
};

type Options = {
  /** Parts that take connections and say nothing, or one path of a part, such as `inbox /api`. */
  silent?: readonly string[];
  /** What parts say that do not speak HTTP; unless told, what they should. */
  says?: { smtp?: string; clamd?: string };
  /** How long the inbox takes to say that no mail is there; unless told, mail is there at once. */
  emptyAfterMs?: number;
};

/** Starts a server for each part, which answers doctor as that part does in a sound stack. */
export async function startFakeStack(options: Options): Promise<FakeStack> {
  const { silent = [], says = {}, emptyAfterMs } = options;
  const asked: string[] = [];
  const talk = (part: Part): RequestListener => {
    return ({ method, url = "" }, response) => {
      const [path] = url.split("?");
      if (part === "frontDoor" || part === "inbox") asked.push(`${method} ${path}`);
      if (silent.some((start) => start === part || `${part} ${path}/`.startsWith(`${start}/`)))
        return;
      if (emptyAfterMs !== undefined && path === "/api/messages") {
        setTimeout(() => response.end('{"messages":[]}'), emptyAfterMs);
        return;
      }
      response.end(JSON.stringify(answerTo(url)));
    };
  };
  const { smtp = "220 inbox of the local stack\r\n", clamd = "PONG\0" } = says;
  const servers: Record<Part, Server> = {
    frontDoor: createServer(talk("frontDoor")),
    firestore: createServer(talk("firestore")),
    pubsub: createServer(talk("pubsub")),
    auth: createServer(talk("auth")),
    objectStore: createServer(talk("objectStore")),
    inbox: createServer(talk("inbox")),
    smtp: createTcpServer((socket) => void (silent.includes("smtp") || socket.write(smtp))),
    clamd: createTcpServer((socket) => {
      socket.on("data", (command) => {
        if (!silent.includes("clamd") && String(command) === "zPING\0") socket.end(clamd);
      });
    }),
  };
  const sockets = new Set<Socket>();
  const listening = (Object.keys(stackPorts) as Part[]).map(async (part) => {
    const server = servers[part].on("connection", (socket) => {
      sockets.add(socket.on("error", () => undefined));
    });
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    return [part, (server.address() as AddressInfo).port] as const;
  });
  return {
    ports: Object.fromEntries(await Promise.all(listening)) as StackPorts,
    asked,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await Promise.all(
        Object.values(servers).map((server) => new Promise((resolve) => server.close(resolve))),
      );
    },
  };
}

function answerTo(url: string): object {
  if (url.startsWith("/api/messages")) return { messages: [{ subject: "Opened" }] };
  if (url.startsWith("/identitytoolkit")) return { idToken: "a.b.c" };
  if (url === "/v2/customers/1001/cases") return { name: "customers/1001/cases/31" };
  return { status: "ok", customers: [{ displayName: "Lindqvist Bageri AB" }] };
}
