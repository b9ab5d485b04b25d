import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { getTestServer } from "@google-cloud/functions-framework/testing";
import type { EventFunction } from "#platform/event-function.ts";
import { projectId } from "./server.ts";

/** One event function, ready for what Pub/Sub pushes. */
export type Handler = {
  /** Delivers a message (an object as JSON, a text as it stands): 204 settles it, 500 has it pushed again. */
  push(message: object | string): Promise<number>;
  stop(): Promise<void>;
};

/** Runs an event function in the framework's own test server, on a free port. */
export async function startHandler({ contract }: EventFunction): Promise<Handler> {
  const server = getTestServer(contract.name);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const url = `http://127.0.0.1:${port}/projects/${projectId}/topics/${contract.name}-topic`;
  return {
    async push(message) {
      const response = await fetch(url, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(pushBody(message)),
      });
      await response.text();
      return response.status;
    },
    async stop() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function pushBody(message: object | string): object {
  const text = typeof message === "string" ? message : JSON.stringify(message);
  const messageId = randomUUID();
  const publishTime = new Date().toISOString();
  return {
    message: {
      data: Buffer.from(text).toString("base64"),
      attributes: {},
      messageId,
      message_id: messageId,
      publishTime,
      publish_time: publishTime,
    },
    subscription: `projects/${projectId}/subscriptions/a-subscription`,
  };
}
