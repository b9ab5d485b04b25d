import { describe, expect, test } from "vitest";
import { aino, anna, call, failureOf, faultsIn, olle, open, useServer } from "../support/client.ts";

useServer();

describe("getCase", () => {
  test.each([
    ["who opened it", anna],
    ["a colleague with a legacy privilege", "lena@alfa-partner.example"],
    ["the super administrator, who has every privilege", "sara@alfa-partner.example"],
    ["the customer's administrator", olle],
    ["the customer's portal user", "moa@lindqvist.example"],
    ["an agent", aino],
  ])("shows the case to %s (%s)", async (_, as) => {
    const created = await open();

    const { status, body } = await call("GET", `/v2/${created.name}`, { as });

    expect({ status, body }).toEqual({ status: 200, body: created });
  });

  test("answers under the form that the caller uses, in both versions", async () => {
    const created = await open();
    const name = created.name.replace("customers/", "organizations/");

    const replies = [
      await call("GET", `/v2/${name}`, { as: anna }),
      await call("GET", `/v2beta/${name}`, { as: anna }),
      await call("GET", `/v2beta/${created.name}`, { as: anna }),
    ];

    expect(replies.map(({ body }) => body)).toEqual([
      { ...created, name },
      { ...created, name },
      created,
    ]);
  });

  test.each([
    [
      "customer 1003 to alfa, opened by the customer in its time",
      "customers/1003/cases/310000003003",
      anna,
    ],
    [
      "customer 1005 to its support partner",
      "customers/1005/cases/310000005001",
      "hanna@hjalp-partner.example",
    ],
  ])("shows a case of %s", async (_, name, as) => {
    const { body } = await call("GET", `/v2/${name}`, { as });

    expect(body).toMatchObject({ name });
  });

  test.each([
    ["an id that is no number", "customers/1001/cases/abc", ["case"]],
    ["an id of 21 digits", `customers/1001/cases/${"1".repeat(21)}`, ["case"]],
    ["a customer id with a blank", "customers/10%2001/cases/1", ["customer"]],
    ["customers/-, which names no one customer", "customers/-/cases/1", ["customer"]],
    ["an unknown parameter", "customers/1001/cases/1?colour=red", ["colour"]],
    ["all of these", "customers/-/cases/abc?colour=red", ["case", "colour", "customer"]],
  ])("refuses %s", async (_, path, fields) => {
    const reply = await call("GET", `/v2/${path}`, { as: anna });

    expect(failureOf(reply)).toEqual(faultsIn(...fields));
  });

  test.each([
    ["alt=proto", "NOT_IMPLEMENTED", 501],
    ["alt=media", "NOT_IMPLEMENTED", 501],
  ])("does not speak %s", async (query, reason, status) => {
    const { name } = await open();

    const reply = await call("GET", `/v2/${name}?${query}`, { as: anna });

    expect(failureOf(reply)).toEqual({ status, reason });
  });
});
