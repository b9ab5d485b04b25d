import { describe, expect, test } from "vitest";
import { moa } from "../support/administration.ts";
import { call, failureOf, olle, useServer } from "../support/client.ts";

useServer();

describe("getCustomerUser", () => {
  test("tells an administrator of a user's role", async () => {
    const reply = await call("GET", `/v2/customers/1001/users/${moa}`, { as: olle });

    expect(reply.body).toEqual({
      name: `customers/1001/users/${moa}`,
      displayName: "Moa Lindqvist",
      role: "PORTAL_USER",
      etag: '"1"',
    });
  });

  test.each(["kim@lindqvist.example", "rut@granit.example", "anna@alfa-partner.example"])(
    "answers 404 for %s, who is no user of the customer, with or without a record elsewhere",
    async (user) => {
      const reply = await call("GET", `/v2/customers/1001/users/${user}`, { as: olle });

      expect(failureOf(reply)).toEqual({ status: 404, reason: "CHILD_NOT_FOUND" });
    },
  );
});
