import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getCustomer } from "#http/get-customer.ts";
import { type Caller, callersOf, faultyFields, reasonOf } from "../support/request.ts";
import { resetData, startServer } from "../support/server.ts";

const anna = "anna@alfa-partner.example";
const lindqvist = {
  name: "customers/1001",
  displayName: "Lindqvist Bageri AB",
  domain: "lindqvist.example",
  supportTier: "PREMIUM",
};

let server: Awaited<ReturnType<typeof startServer>>;
let as: (email?: string) => Caller;

beforeAll(async () => {
  server = await startServer();
  as = callersOf(server.url);
  await resetData();
});

afterAll(() => server?.stop());

describe("getCustomer", () => {
  test("shows a partner the customer with the relationship and the consent it rests on", async () => {
    const reply = await as(anna).get("/v2/customers/1001");

    expect(reply.status).toBe(200);
    expect(getCustomer.contract.reply.parse(reply.body)).toEqual({
      ...lindqvist,
      relationship: {
        kind: "RESELLER",
        periods: [{ startTime: "2024-01-01T00:00:00.000Z" }],
        access: "GRANTED",
        etag: '"1"',
      },
    });
  });

  test.each([
    ["a support partner its kind", "hanna@hjalp-partner.example", ["1005", "SUPPORT_PARTNER"]],
    ["a reseller without consent that it is revoked", anna, ["1002", "REVOKED"]],
  ])("shows %s", async (_what, email, [id, word]) => {
    const { text } = await as(email).get(`/v2/customers/${id}`);

    expect(text).toContain(`"${word}"`);
  });

  test.each([
    ["its own users", "moa@lindqvist.example"],
    ["agents", "aino@support.example"],
  ])("shows %s the customer, and no partner's relationship", async (_whom, email) => {
    const { body } = await as(email).get("/v2/customers/1001");

    expect(body).toEqual(lindqvist);
  });

  test("never shows a partner the time of the partner before it", async () => {
    const { text } = await as(anna).get("/v2/customers/1003");

    expect(text).not.toContain("beta-partner");
    expect(text).not.toContain("2023-01-01");
  });

  test("answers by the form of name that was asked for", async () => {
    const { body } = await as(anna).get("/v2beta/organizations/1001");

    expect(body.name).toBe("organizations/1001");
  });

  test.each([
    ["another reseller's", "1004", anna],
    ["one that was the caller's once", "1003", "anna@beta-partner.example"],
    ["another company, for a customer's user", "1003", "olle@lindqvist.example"],
    ["one named from an object's prototype", "constructor", anna],
    ["none at all, for an agent", "999999", "aino@support.example"],
  ])("answers the same bytes as for a missing customer: %s", async (_which, id, email) => {
    const missing = await as(anna).get("/v2/customers/888888");

    const reply = await as(email).get(`/v2/customers/${id}`);

    expect(reply.status).toBe(403);
    expect(reply.text).toBe(missing.text);
    expect(reasonOf(reply)).toBe("NOT_VISIBLE");
  });

  test.each(["-", "a.b", "%20", "x".repeat(65), "1001%3F", "%C3%A5", "__proto__", "__id1__"])(
    "finds fault with the id %s",
    async (id) => {
      const reply = await as(anna).get(`/v2/customers/${id}`);

      expect(reply.status).toBe(400);
      expect(faultyFields(reply)).toEqual(["customer"]);
    },
  );

  test("refuses nobody", async () => {
    const reply = await as().get("/v2/customers/1001");

    expect(reply.status).toBe(401);
    expect(reply.headers["www-authenticate"]).toMatch(/^Bearer /);
  });

  test("refuses a user without privileges, of whatever customer alike", async () => {
    const nils = as("nils@alfa-partner.example");

    const [own, foreign] = await Promise.all(
      ["1001", "1004"].map((id) => nils.get(`/v2/customers/${id}`)),
    );

    expect(own?.status).toBe(403);
    expect(own?.text).toBe(foreign?.text);
  });
});
