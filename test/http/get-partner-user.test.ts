import { describe, expect, test } from "vitest";
import { sara } from "../support/administration.ts";
import { aino, anna, call, failureOf, olle, useServer } from "../support/client.ts";

useServer();

const users = "/v2/partners/alfa-partner.example/users";
const lena = "lena@alfa-partner.example";

describe("getPartnerUser", () => {
  test("tells a super administrator what a user may do", async () => {
    const reply = await call("GET", `${users}/${lena}`, { as: sara });

    expect(reply.body).toEqual({
      name: `partners/alfa-partner.example/users/${lena}`,
      displayName: "Lena Falk",
      role: "CUSTOM",
      privileges: ["SUPPORT", "VIEW_CUSTOMERS", "LEGACY_RESOLD_ENTERPRISE_SUPPORT"],
      effectivePrivileges: ["SUPPORT", "VIEW_CUSTOMERS", "LEGACY_RESOLD_ENTERPRISE_SUPPORT"],
      etag: '"1"',
    });
  });

  test("tells users of themselves, and what comes of their role", async () => {
    const reply = await call("GET", `${users}/anna%40alfa-partner.example`, { as: anna });

    expect(reply.body).toMatchObject({
      role: "RESELLER_ADMIN",
      effectivePrivileges: [
        "SUPPORT",
        "VIEW_CUSTOMERS",
        "ACCESS_CUSTOMER_CASES",
        "LEGACY_RESOLD_ENTERPRISE_SUPPORT",
        "LEGACY_ENTERPRISE_SUPPORT",
      ],
    });
  });

  test.each(["kim@alfa-partner.example", "anna@beta-partner.example", olle])(
    "answers 404 to a super administrator who asks for %s, who is no user of the domain",
    async (user) => {
      const reply = await call("GET", `${users}/${user}`, { as: sara });

      expect(failureOf(reply)).toEqual({ status: 404, reason: "CHILD_NOT_FOUND" });
    },
  );

  test("tells other users of the domain the same, whether there is such a user or not", async () => {
    const [there, missing] = await Promise.all(
      [lena, "kim@alfa-partner.example"].map((user) =>
        call("GET", `${users}/${user}`, { as: anna }),
      ),
    );

    expect(there && failureOf(there)).toEqual({ status: 403, reason: "PRIVILEGE_MISSING" });
    expect(missing?.text).toBe(there?.text);
  });

  test.each([sara, "anna@beta-partner.example", olle, aino])(
    "answers %s the same bytes for a foreign domain and a missing one",
    async (as) => {
      const replies = [];
      for (const path of [
        "hjalp-partner.example/users/hanna@hjalp-partner.example",
        "hjalp-partner.example/users/kim@hjalp-partner.example",
        `nowhere.example/users/${as}`,
      ]) {
        replies.push(await call("GET", `/v2/partners/${path}`, { as }));
      }

      expect(replies[0] && failureOf(replies[0])).toEqual({ status: 403, reason: "NOT_VISIBLE" });
      expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
    },
  );
});
