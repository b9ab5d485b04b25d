import { once } from "node:events";
import { IncomingMessage, type Server, ServerResponse } from "node:http";
import { connect, Socket } from "node:net";
import { http } from "@google-cloud/functions-framework";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { demoEnvironment } from "../../scripts/stack/environment.ts";
import { firstLine, linesDuring } from "../support/logged.ts";

Object.assign(process.env, demoEnvironment, { SMTP_URL: "smtp://127.0.0.1:1" });
const { bodyBytesMax, serverOf } = await import("#platform/door.ts");

const begun = "POST /v2/customers/1001/cases HTTP/1.1\r\nHost: x\r\n";

let handled = 0;
let server: Server;
let port: number;

beforeAll(async () => {
  http("behindTheDoor", (_request, response) => {
    handled += 1;
    response.sendStatus(200);
  });
  server = serverOf("behindTheDoor").listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  port = typeof address === "object" && address ? address.port : 0;
});

afterAll(() => server.close());

describe("a request that its sender breaks off", () => {
  test.each([
    ["in the middle of a body", `${begun}Content-Length: 5000\r\n\r\nabc`],
    ["in the middle of a piece of one", `${begun}Transfer-Encoding: chunked\r\n\r\n5\r\nab`],
    [
      "in a body that is no HTTP",
      `${begun}Transfer-Encoding: chunked\r\n\r\nmoa@lindqvist.example`,
    ],
  ])("%s is no error of ours, and reaches no function", async (_what, text) => {
    const line = await firstLine(async () => {
      const socket = connect(port, "127.0.0.1");
      socket.write(text);
      const [request] = await once(server, "request");
      // What is no HTTP is answered, and the rest arrives.
      await Promise.race([once(request, "data"), once(socket, "data")]);
      socket.destroy();
    });

    expect(line).toMatchObject({
      severity: "INFO",
      message: "request",
      outcome: "ABANDONED",
      status: 499,
    });
    expect(handled).toBe(0);
  });

  test("before it is read is told of, too", async () => {
    const request = new IncomingMessage(new Socket());
    Object.assign(request, { method: "POST", url: "/" });
    request.destroy();

    const line = await firstLine(async () =>
      server.emit("request", request, new ServerResponse(request)),
    );

    expect(line).toMatchObject({ severity: "INFO", outcome: "ABANDONED", status: 499 });
  });
});

test("a refusal that cannot be sent ends its connection, and not the process", async () => {
  // As if it had been answered: the door's own head comes too late.
  server.prependOnceListener("request", (_request, response) => response.writeHead(204));
  const socket = connect(port, "127.0.0.1");

  const lines = await linesDuring(async () => {
    socket.write(`${begun}Content-Length: ${bodyBytesMax + 1}\r\n\r\n`);
    await once(socket.resume(), "close");
  });

  expect(lines).toMatchObject([
    { severity: "ERROR", message: "request failed" },
    { severity: "ERROR", message: "request", outcome: "INTERNAL", status: 500 },
  ]);
});
