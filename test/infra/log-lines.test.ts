import { describe, expect, test } from "vitest";
import { deliver } from "#platform/deliver.ts";
import { observeEvent, observeRequest } from "#platform/observe.ts";
import { logMetrics } from "../../infra/metrics.ts";
import { demoEnvironment } from "../../scripts/stack/environment.ts";
import { linesDuring } from "../support/logged.ts";
import { bundled } from "./evidence.ts";
import { at } from "./plan.ts";

Object.assign(process.env, demoEnvironment, { SMTP_URL: "smtp://127.0.0.1:1" });

const delivered = {
  operation: "mailFollowers",
  traceparents: [],
  messageId: "1",
  deliveryAttempt: undefined,
};

/** The tally of three mails, by the product's own hand: one taken, one refused, one withdrawn. */
const tally = () =>
  deliver(
    [
      { email: "taken@lindqvist.example" },
      { email: "refused@lindqvist.example" },
      { email: "gone@lindqvist.example" },
    ],
    "event-1",
    {
      deliveries: {
        claim: async () => "claimed",
        settle: async () => undefined,
        release: async () => undefined,
      },
      mailer: { send: async ({ to }) => (to.startsWith("refused") ? "refused" : "accepted") },
      compose: ({ email }) =>
        email.startsWith("gone")
          ? undefined
          : { to: email, subject: "A case", text: "Changed", html: "<p>Changed" },
    },
  );

describe("metrics are made of fields that the product's own lines have", async () => {
  const [request] = await linesDuring(() =>
    observeRequest({ method: "GET", headers: {} }, async () => ({ status: 200, json: {} })),
  );
  const events = await linesDuring(() => observeEvent(delivered, tally));
  const mail = events.find(({ message }) => message === "event");
  const lineFor = (lines: string) => (lines.includes('"request"') ? request : mail);

  test.each(logMetrics.filter(({ lines }) => !lines.includes("mail not sent")))(
    "$name by its labels",
    ({ lines, labels }) => {
      expect(labels.filter((label) => lineFor(lines)?.[label] === undefined)).toEqual([]);
    },
  );

  test.each(
    logMetrics.flatMap((metric) =>
      "value" in metric && !metric.lines.includes("republishEvents") ? [metric] : [],
    ),
  )("$name by the number that it gathers", ({ lines, value }) => {
    expect(at(lineFor(lines), ...value.field.split("."))).toBeTypeOf("number");
  });

  test("mails by what became of them", () => {
    expect(mail?.["tally"]).toEqual({ recipients: 3, accepted: 1, refused: 1, withdrawn: 1 });
  });

  test("events that went out again by what their function counts", async () => {
    const code = await bundled("functions/events/republish-events.ts", "own");

    expect(/return \{ republished \};/.test(code)).toBe(true);
    expect(logMetrics.find(({ name }) => name === "support_events_republished")).toMatchObject({
      value: { field: "tally.republished" },
    });
  });

  test("outcomes by OK where nothing went wrong", () => {
    expect([request?.["outcome"], mail?.["outcome"]]).toEqual(["OK", "OK"]);
  });
});

test("a mail that fails writes the line by which failures are counted", async () => {
  const lines = await linesDuring(() =>
    deliver([{ email: "anna@lindqvist.example" }], "event-1", {
      deliveries: {
        claim: async () => "claimed",
        settle: async () => undefined,
        release: async () => undefined,
      },
      mailer: { send: () => Promise.reject(new Error("out of reach")) },
      compose: ({ email }) => ({
        to: email,
        subject: "A case",
        text: "Changed",
        html: "<p>Changed",
      }),
    }).catch(() => undefined),
  );

  expect(lines.map(({ message }) => message)).toContain("mail not sent");
});
