import { beforeAll, describe, expect, test } from "vitest";
import { firestoreCustody } from "#adapters/firestore/custody-store.ts";
import { aCustody, aRelationship } from "../support/builders.ts";
import { call, failureOf, useServer } from "../support/client.ts";

useServer();

const solvik = "/v2/customers/1003/partners";
const beta = "anna@beta-partner.example";
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

describe("listPartners", () => {
  test.each(["signe@solvik.example", "aino@support.example"])(
    "shows %s all of them, former ones too",
    async (as) => {
      const { body } = await call("GET", solvik, { as });

      expect(body).toEqual({ partners: [alfas, betas] });
    },
  );

  test.each(["anna@alfa-partner.example", "viktor@alfa-partner.example"])(
    "shows %s the own domain alone",
    async (as) => {
      const { body } = await call("GET", solvik, { as });

      expect(body).toEqual({ partners: [alfas] });
    },
  );

  test("shows access that was revoked, and answers by the form of name", async () => {
    const { body } = await call("GET", "/v2beta/organizations/1002/partners", {
      as: "anna@alfa-partner.example",
    });

    expect(body).toMatchObject({
      partners: [{ name: "organizations/1002/partners/alfa-partner.example", access: "REVOKED" }],
    });
  });

  test.each([
    ["a former partner", beta, "NOT_VISIBLE"],
    ["a partner's user without VIEW_CUSTOMERS", "nils@alfa-partner.example", "PRIVILEGE_MISSING"],
    ["another customer's user", "olle@lindqvist.example", "NOT_VISIBLE"],
  ])("refuses %s", async (_who, as, reason) => {
    expect(failureOf(await call("GET", solvik, { as }))).toEqual({ status: 403, reason });
  });

  describe("in pages", () => {
    const many = "/v2/customers/2001/partners";
    const as = "aino@support.example";

    beforeAll(async () => {
      const domains = Array.from(
        { length: 12 },
        (_, i) => `p${String(i).padStart(2, "0")}.example`,
      );
      const partners = Object.fromEntries(domains.map((domain) => [domain, aRelationship()]));
      const stamp = { at: new Date().toISOString(), eventId: "e2001" };
      await firestoreCustody().put("2001", stamp, () => aCustody({ customer: "2001", partners }));
    });

    test("of ten unless told, each partner once", async () => {
      const first = await call("GET", many, { as });
      const token = Object(first.body).nextPageToken;
      const rest = await call("GET", `${many}?pageToken=${token}`, { as });

      const names = [first, rest].map(({ body }) =>
        Object(body).partners.map(({ name }: { name: string }) => name.slice(-11)),
      );
      expect(names.map(({ length }) => length)).toEqual([10, 2]);
      expect(names[1]).toEqual(["p10.example", "p11.example"]);
      expect(rest.body).not.toHaveProperty("nextPageToken");
    });

    test("a token of another customer's is refused", async () => {
      const first = await call("GET", `${many}?pageSize=1`, { as });
      const reply = await call("GET", `${solvik}?pageToken=${Object(first.body).nextPageToken}`, {
        as,
      });

      expect(failureOf(reply)).toMatchObject({ status: 400, fields: ["pageToken"] });
    });
  });
});
