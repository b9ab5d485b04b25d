import { once } from "node:events";
import { type AddressInfo, connect } from "node:net";
import { http } from "@google-cloud/functions-framework";
import { afterAll, beforeAll, expect, test } from "vitest";
import { frontDoor } from "#platform/front-door.ts";
import type { Routed } from "#platform/http-function.ts";
import { demoEnvironment } from "../../scripts/stack/environment.ts";

Object.assign(process.env, demoEnvironment, { SMTP_URL: "smtp://127.0.0.1:1" });
const { serverOf } = await import("#platform/door.ts");

const asked = Promise.withResolvers<void>();
const hungUp = Promise.withResolvers<void>();
let released = 0;

/** A file on its way from the store, of which there is always more. */
const media: AsyncIterable<Uint8Array> = {
  [Symbol.asyncIterator]: () => ({
    next: async () => ({ done: false, value: new Uint8Array(1) }),
    return: async () => {
      released += 1;
      return { done: true, value: undefined };
    },
  }),
};

const downloading = {
  contract: { name: "downloading", method: "GET" },
  match: () => ({}),
  answer: async () => {
    asked.resolve();
    await hungUp.promise;
    return { status: 200, json: undefined, media };
  },
} as unknown as Routed;

http("downloading", frontDoor([downloading], []));
const server = serverOf("downloading");

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});

afterAll(() => void server.close());

test("a file whose asker hung up before it came lets go of its connection to the store", async () => {
  server.prependOnceListener("request", (_request, response) =>
    response.once("close", () => hungUp.resolve()),
  );
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, "127.0.0.1");
  socket.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");

  await asked.promise;
  socket.destroy();

  await expect.poll(() => released).toBe(1);
});

test("a file of which the head alone is asked for lets go of it, too", async () => {
  const { port } = server.address() as AddressInfo;

  await fetch(`http://127.0.0.1:${port}/`, { method: "HEAD" });

  await expect.poll(() => released).toBe(2);
});
