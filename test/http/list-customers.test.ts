import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listCustomers } from "#http/list-customers.ts";
import {
  type Caller,
  callersOf,
  customerNames,
  faultyFields,
  outcomeOf,
} from "../support/request.ts";
import { resetData, startServer } from "../support/server.ts";

const anna = "anna@alfa-partner.example";
const aino = "aino@support.example";
const path = "/v2/customers";

let server: Awaited<ReturnType<typeof startServer>>;
let as: (email?: string) => Caller;

beforeAll(async () => {
  server = await startServer();
  as = callersOf(server.url);
  await resetData();
});

afterAll(() => server?.stop());

describe("listCustomers", () => {
  test("answers a partner with its customers by name, its own relationship with each", async () => {
    const reply = await as(anna).get(path);

    expect(reply.status).toBe(200);
    expect(listCustomers.contract.reply.parse(reply.body)).toEqual({
      customers: [
        customer("1002", ["Granit Bygg AB", "granit.example", "STANDARD"], "2024-03-01", "REVOKED"),
        customer("1001", ["Lindqvist Bageri AB", "lindqvist.example", "PREMIUM"], "2024-01-01"),
        customer("1003", ["Solvik Energi AB", "solvik.example", "ENHANCED"], "2025-07-01"),
      ],
      missingHints: [
        {
          reason: "It is assigned to another of your domains.",
          remedy: "Sign in with your address there.",
        },
        {
          reason: "It is not, not yet or no longer assigned to alfa-partner.example.",
          remedy:
            "GET /v2/customers/{customer}:explainAccess with its number says which rule does not hold, and what to do.",
        },
      ],
    });
  });

  test("answers a customer's user with that customer, and names none of its partners", async () => {
    const reply = await as("moa@lindqvist.example").get(path);

    expect(reply.body).toEqual({
      customers: [
        {
          name: "customers/1001",
          displayName: "Lindqvist Bageri AB",
          domain: "lindqvist.example",
          supportTier: "PREMIUM",
        },
      ],
      missingHints: [
        {
          reason: "It is assigned to another of your domains.",
          remedy: "Sign in with your address there.",
        },
        {
          reason: "You have not been added to its people.",
          remedy: "Ask an administrator of the customer to add you.",
        },
      ],
    });
  });

  test("tells what may be missing on the last page alone", async () => {
    const first = await as(anna).get(`${path}?pageSize=2`);
    const last = await as(anna).get(`${path}?pageSize=2&pageToken=${first.body.nextPageToken}`);

    expect(first.body).not.toHaveProperty("missingHints");
    expect(last.body).toHaveProperty("missingHints");
  });

  test.each([
    ["viktor, who only sees customers", "viktor@alfa-partner.example", ["1002", "1001", "1003"]],
    ["a support partner", "hanna@hjalp-partner.example", ["1005"]],
    ["an agent, all of them", aino, ["1002", "1001", "1004", "1003", "1005"]],
  ])("answers %s", async (_who, email, ids) => {
    const reply = await as(email).get(path);

    expect(customerNames(reply)).toEqual(ids.map((id) => `customers/${id}`));
  });

  test("gives page after page, and no token on the last", async () => {
    const first = await as(aino).get(`${path}?pageSize=2`);
    const second = await as(aino).get(`${path}?pageSize=2&pageToken=${first.body.nextPageToken}`);
    const third = await as(aino).get(`${path}?pageSize=3&pageToken=${second.body.nextPageToken}`);

    expect([first, second, third].flatMap(customerNames)).toEqual(
      ["1002", "1001", "1004", "1003", "1005"].map((id) => `customers/${id}`),
    );
    expect(third.body).not.toHaveProperty("nextPageToken");
  });

  test("gives a partner's pages too", async () => {
    const first = await as(anna).get(`${path}?pageSize=1`);
    const rest = await as(anna).get(`${path}?pageToken=${first.body.nextPageToken}`);

    expect(customerNames(rest)).toEqual(["customers/1001", "customers/1003"]);
  });

  test.each([
    ["access=REVOKED", ["1002"]],
    ["access=GRANTED AND support_tier=PREMIUM", ["1001"]],
    ["supportTier=PREMIUM OR supportTier=ENHANCED", ["1001", "1003"]],
    ['domain="Solvik.Example"', ["1003"]],
    ['display_name="Granit Bygg AB"', ["1002"]],
    ["kind=RESELLER AND NOT access=REVOKED", ["1001", "1003"]],
    ["bageri", ["1001"]],
    ["customer", []],
    ["", ["1002", "1001", "1003"]],
  ])("keeps those that the filter %j wants", async (filter, ids) => {
    const reply = await as(anna).get(`${path}?filter=${encodeURIComponent(filter)}`);

    expect(customerNames(reply)).toEqual(ids.map((id) => `customers/${id}`));
  });

  test("finds every fault of a request at once", async () => {
    const reply = await as(anna).get(`${path}?filter=tier%3DGOLD&pageSize=-1&colour=red`);

    expect(reply).toMatchObject({ status: 400, body: { error: { status: "INVALID_ARGUMENT" } } });
    expect(faultyFields(reply).toSorted()).toEqual(["colour", "filter", "pageSize"]);
  });

  test.each([
    ["of another filter", (token: string) => `?filter=bageri&pageToken=${token}`],
    ["of nobody", () => "?pageToken=nonsense"],
    ["that was tampered with", (token: string) => `?pageToken=A${token.slice(1)}`],
  ])("refuses a page token %s", async (_whose, of) => {
    const { body } = await as(anna).get(`${path}?pageSize=1`);

    const reply = await as(anna).get(`${path}${of(body.nextPageToken ?? "")}`);

    expect(reply.status).toBe(400);
    expect(faultyFields(reply)).toEqual(["pageToken"]);
  });

  test.each([
    ["nobody", undefined, "401 UNAUTHENTICATED"],
    ["somebody without a role", "eve@alfa-partner.example", "403 NO_ROLE"],
    ["a user without privileges", "nils@alfa-partner.example", "403 PRIVILEGE_MISSING"],
  ])("refuses %s", async (_who, email, outcome) => {
    const reply = await as(email).get(path);

    expect(outcomeOf(reply)).toBe(outcome);
  });

  test("answers the same under v2beta", async () => {
    const [v2, beta] = await Promise.all([as(anna).get(path), as(anna).get("/v2beta/customers")]);

    expect(beta.text).toBe(v2.text);
  });
});

function customer(
  id: string,
  [displayName, domain, supportTier]: [string, string, string],
  ...[startOn, access = "GRANTED"]: [startOn: string, access?: string]
): object {
  return {
    name: `customers/${id}`,
    displayName,
    domain,
    supportTier,
    relationship: {
      kind: "RESELLER",
      periods: [{ startTime: `${startOn}T00:00:00.000Z` }],
      access,
      etag: '"1"',
    },
  };
}
