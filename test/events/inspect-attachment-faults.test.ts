import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scannerAt } from "#adapters/clamd/scanner.ts";
import { inspectAttachment } from "#events/inspect-attachment.ts";
import { freePort } from "../../scripts/stack/ports.ts";
import { call, failureOf, olle, open, serverUrl, useServer } from "../support/client.ts";
import { createdEvent, inspected, inspectServices, stateOf, told } from "../support/inspections.ts";
import { type Handler, startHandler } from "../support/push.ts";
import { scannerRuns } from "../support/server.ts";
import { transfer } from "../support/signed-transfer.ts";
import { log } from "../support/uploads.ts";

const mebibyte = 1024 * 1024;

useServer();
let handler: Handler;
beforeAll(async () => {
  handler = await startHandler(inspectAttachment);
});
afterAll(() => handler?.stop());

describe.skipIf(!scannerRuns)("a file stays withheld, and is released by the next delivery", () => {
  test.each<[string, string, () => Promise<Partial<typeof inspectServices>>]>([
    [
      "where the scanner is out of reach",
      "out of reach",
      async () => ({ scanner: scannerAt(`127.0.0.1:${await freePort()}`) }),
    ],
    [
      "where the store breaks off in the middle",
      "Broken off.",
      async () => ({
        files: {
          ...inspectServices.files,
          read: async () =>
            (async function* () {
              yield log.subarray(0, 4);
              throw new Error("Broken off.");
            })(),
        },
      }),
    ],
    [
      "where the process dies between scan and record",
      "Killed.",
      async () => ({
        cases: {
          ...inspectServices.cases,
          changeAsSystem: () => Promise.reject(new Error("Killed.")),
        },
      }),
    ],
  ])("%s", async (_where, message, failing) => {
    const { attachment, event } = await told();

    await expect(inspected(event, await failing())).rejects.toThrow(message);

    expect(await stateOf(attachment)).toEqual({ state: "SCANNING" });
    await handler.push(event);
    expect(await stateOf(attachment)).toEqual({ state: "AVAILABLE", scanned: true });
  });

  test("though its scanner was taken away meanwhile: then unscanned, and saying so", async () => {
    const { attachment, event } = await told();

    await inspected(event, { scanner: undefined });

    expect(await stateOf(attachment)).toEqual({ state: "AVAILABLE" });
  });
});

describe("a text that is too large to be searched when it is attached", () => {
  test("is withheld for a card number, over the edge of a window too", async () => {
    // A window ends behind the sixteenth piece of 64 KiB.
    const attachment = await attachedWith(" kort 4111 1111 1111 1111 ", mebibyte - 12);

    const status = await handler.push(await createdEvent(attachment.name));

    const signed = await call("GET", `/v2/${attachment.name}:signedUrl`, { as: olle });
    expect(attachment.state).toBe("SCANNING");
    expect(status).toBe(204);
    expect(await stateOf(attachment)).toEqual({
      state: "QUARANTINED",
      quarantineCause: "PERSONAL_DATA",
    });
    expect(failureOf(signed)).toEqual({ status: 400, reason: "ATTACHMENT_QUARANTINED" });
  });

  test("is released where it holds none", async () => {
    const attachment = await attachedWith(" 550 5.7.26 ", mebibyte - 6);

    await handler.push(await createdEvent(attachment.name));

    expect(await stateOf(attachment)).toMatchObject({ state: "AVAILABLE" });
  });
});

/** 26 MiB in one line without end, with a text at one place in it. */
async function attachedWith(text: string, at: number) {
  const bytes = Buffer.alloc(26 * mebibyte, ".");
  bytes.write(text, at);
  const { name } = await open();
  const file = { filename: "mail.log", mimeType: "text/plain", sizeBytes: bytes.length };
  return transfer(serverUrl(), name, { ...file, bytes: () => [bytes] });
}
