import { describe, expect, test } from "vitest";
import { call, failureOf, useServer } from "../support/client.ts";

useServer();

const solvik = "/v2/customers/1003/partners";
const alfas = {
  name: "customers/1003/partners/alfa-partner.example",
  kind: "RESELLER",
  periods: [{ startTime: "2025-07-01T00:00:00.000Z" }],
  access: "GRANTED",
  etag: '"1"',
};
const betas = {
  name: "customers/1003/partners/beta-partner.example",
  kind: "RESELLER",
  periods: [{ startTime: "2023-01-01T00:00:00.000Z", endTime: "2025-07-01T00:00:00.000Z" }],
  access: "GRANTED",
  etag: '"1"',
};

describe("getPartner", () => {
  test.each(["signe@solvik.example", "aino@support.example"])("shows %s any", async (as) => {
    expect((await call("GET", `${solvik}/beta-partner.example`, { as })).body).toEqual(betas);
  });

  test("shows a partner's user the own domain; another's and none at all are one", async () => {
    const as = "viktor@alfa-partner.example";

    const own = await call("GET", `${solvik}/alfa-partner.example`, { as });
    const foreign = await call("GET", `${solvik}/beta-partner.example`, { as });
    const missing = await call("GET", `${solvik}/nowhere.example`, { as });
    const elsewhere = await call("GET", "/v2/customers/1004/partners/beta-partner.example", { as });
    const nowhere = await call("GET", "/v2/customers/9999/partners/alfa-partner.example", { as });

    expect(own.body).toEqual(alfas);
    expect(failureOf(foreign)).toEqual({ status: 403, reason: "NOT_VISIBLE" });
    expect(new Set([foreign, missing, elsewhere, nowhere].map(({ text }) => text)).size).toBe(1);
  });

  test("has nothing for a name that every object answers to", async () => {
    const reply = await call("GET", `${solvik}/constructor.example`, {
      as: "signe@solvik.example",
    });

    expect(failureOf(reply)).toEqual({ status: 403, reason: "NOT_VISIBLE" });
  });
});
