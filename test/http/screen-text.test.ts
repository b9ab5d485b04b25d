import { describe, expect, test } from "vitest";
import { anna, call, failureOf, faultsIn, useServer } from "../support/client.ts";
import { loggedDuring } from "../support/logged.ts";

useServer();

const screen = (text: unknown, as = anna) =>
  call("POST", "/v2/cases:screen", { as, body: { text } });

describe("screenText", () => {
  test("tells what it finds, how sure it is, and what would be stored", async () => {
    const text = "🥐 Card 4111 1111 1111 1111, mail kim@lindqvist.example";

    const reply = await screen(text);

    expect(reply.body).toEqual({
      findings: [
        {
          field: "text",
          kind: "PAYMENT_CARD",
          start: 7,
          end: 26,
          excerpt: "4•••••••••••",
          confidence: "HIGH",
        },
        {
          field: "text",
          kind: "EMAIL_ADDRESS",
          start: 33,
          end: 54,
          excerpt: "••••••••••••",
          confidence: "LOW",
        },
      ],
      redactedText: "🥐 Card [PAYMENT_CARD-1], mail kim@lindqvist.example",
    });
  });

  test("gives a clean text back as it is, with no field besides", async () => {
    const text =
      "550 5.7.26 from 192.0.2.7, Message-ID <1a2b@mail.lindqvist.example>, order 20261123-0042";

    expect((await screen(text)).body).toEqual({ redactedText: text });
  });

  test("keeps what it was asked out of answer and log", async () => {
    const secret =
      "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----";
    let text = "";

    const log = await loggedDuring(async () => {
      ({ text } = await screen(`${secret} and 4111 1111 1111 1111`));
    });

    expect(text).toContain("[PRIVATE_KEY-1]");
    for (const value of ["MIIEvQ", "1111"]) {
      expect(text).not.toContain(value);
      expect(log).not.toContain(value);
    }
    expect(log).toContain('"operation":"screenText"');
  });

  test.each([anna, "olle@lindqvist.example", "aino@support.example"])(
    "is there for %s, who may work with cases",
    async (as) => {
      expect((await screen("All is well.", as)).status).toBe(200);
    },
  );

  test.each([
    ["viktor@alfa-partner.example", "PRIVILEGE_MISSING"],
    ["nils@alfa-partner.example", "PRIVILEGE_MISSING"],
    ["kim@elsewhere.example", "NO_ROLE"],
  ])("is not there for %s, who may not: %s, whatever the text holds", async (as, reason) => {
    const [clean, found] = [await screen("All is well.", as), await screen("4111111111111111", as)];

    expect(failureOf(clean)).toEqual({ status: 403, reason });
    expect(found.text).toBe(clean.text);
  });

  test.each([
    ["no text", undefined],
    ["a number", 7],
    ["32 001 characters", "x".repeat(32_001)],
  ])("refuses %s", async (_, text) => {
    expect(failureOf(await screen(text))).toEqual(faultsIn("text"));
  });
});
