import { beforeEach, describe, expect, test } from "vitest";
import { etagOf, keepsThePromisesOfPeople, sara, statusesOf } from "../support/administration.ts";
import { anna, call, failureOf, faultsIn, useServer } from "../support/client.ts";
import { resetData } from "../support/server.ts";

useServer();

const users = "partners/alfa-partner.example/users";
const nils = "nils@alfa-partner.example";

function patch(user: string, body: object, { as = sara, query = "" } = {}) {
  return call("PATCH", `/v2/${users}/${user}${query}`, { as, body });
}

describe("patchPartnerUser", () => {
  keepsThePromisesOfPeople({
    method: "PATCH",
    as: sara,
    people: users,
    domain: "alfa-partner.example",
    entered: { role: "CUSTOM" },
    body: { privileges: ["SUPPORT"] },
  });
});

describe("patchPartnerUser, on the demo data", () => {
  beforeEach(resetData);

  test("gives privileges that count from the next request on, and takes them again", async () => {
    const seen = () => call("GET", "/v2/customers/1001/cases", { as: nils });
    const before = await seen();

    const privileges = ["LEGACY_ENTERPRISE_SUPPORT", "VIEW_CUSTOMERS", "SUPPORT", "SUPPORT"];
    const given = await patch(nils, { privileges });
    const during = await seen();
    await patch(nils, { privileges: [] });
    const after = await seen();

    expect(given.body).toEqual({
      name: `${users}/${nils}`,
      displayName: "Nils Ek",
      role: "CUSTOM",
      privileges: ["SUPPORT", "VIEW_CUSTOMERS", "LEGACY_ENTERPRISE_SUPPORT"],
      effectivePrivileges: ["SUPPORT", "VIEW_CUSTOMERS", "LEGACY_ENTERPRISE_SUPPORT"],
      etag: '"2"',
    });
    expect([before.status, during.status, after.status]).toEqual([403, 200, 403]);
  });

  test("adds a user of the domain, who is let in at once", async () => {
    const email = "kim@alfa-partner.example";

    const reply = await patch("KIM%40Alfa-Partner.example", { role: "RESELLER_ADMIN" });
    const seen = await call("GET", "/v2/customers", { as: email });

    expect(reply.body).toMatchObject({ name: `${users}/${email}`, etag: '"1"' });
    expect(seen.status).toBe(200);
  });

  test("lets a super administrator be made, who can then administer", async () => {
    await patch(nils, { superAdministrator: true });

    const reply = await patch(
      "viktor@alfa-partner.example",
      { role: "RESELLER_ADMIN" },
      { as: nils },
    );

    expect(reply.status).toBe(200);
  });

  test("keeps an alert address without confirming it, and clears it by the mask", async () => {
    const set = await patch(nils, { alertEmail: "Nils@Home.example" });
    const cleared = await patch(nils, {}, { query: "?updateMask=alert_email" });

    expect(set.body).toMatchObject({ alertEmail: "nils@home.example" });
    expect(cleared.body).not.toHaveProperty("alertEmail");
  });

  test("touches only what the mask names", async () => {
    const body = { role: "RESELLER_ADMIN", privileges: ["SUPPORT"], displayName: "N. Ek" };

    const reply = await patch(nils, body, { query: "?updateMask=displayName,privileges" });

    expect(reply.body).toMatchObject({ displayName: "N. Ek", role: "CUSTOM" });
    expect(reply.body).toMatchObject({ privileges: ["SUPPORT"] });
  });

  test("changes nothing and tells of nothing where the request asks for what already is", async () => {
    const before = await trail();

    const reply = await patch(nils, { role: "CUSTOM", privileges: [] });

    expect(etagOf(reply.body)).toBe('"1"');
    expect((await trail()).text).toBe(before.text);
  });

  test.each<[string, string, object, string]>([
    ["an address of another domain", "kim@beta-partner.example", { role: "CUSTOM" }, "user"],
    ["a look-alike domain", "kim@x.alfa-partner.example", { role: "CUSTOM" }, "user"],
    ["a user of a customer", "olle@lindqvist.example", { role: "CUSTOM" }, "user"],
    ["somebody new without a role", "kim@alfa-partner.example", {}, "role"],
    ["a role that is none", nils, { role: "SUPPORT_MANAGER" }, "role"],
    ["a privilege that is none", nils, { privileges: ["ROOT"] }, "privileges[0]"],
    ["a name of two lines", nils, { displayName: "Nils\r\nBcc: all" }, "displayName"],
    ["an alert address that is none", nils, { alertEmail: "home" }, "alertEmail"],
  ])("finds fault with %s", async (...[, user, body, field]) => {
    const reply = await patch(user, body);

    expect(failureOf(reply)).toEqual(faultsIn(field));
  });

  test.each(["agentId", "email", "constructor", "privileges.0"])(
    "finds fault with a mask that names %s",
    async (path) => {
      const reply = await patch(nils, {}, { query: `?updateMask=${path}` });

      expect(failureOf(reply)).toEqual(faultsIn("updateMask"));
    },
  );

  test("leaves the last super administrator in office", async () => {
    const reply = await patch(sara, { superAdministrator: false });
    const still = await patch(nils, { displayName: "Nils" });

    expect(failureOf(reply)).toEqual({ status: 400, reason: "LAST_ADMINISTRATOR" });
    expect(still.status).toBe(200);
  });

  test("lets one of two step down, who cannot administer from the next request on", async () => {
    await patch(anna, { superAdministrator: true });

    const reply = await patch(sara, { superAdministrator: false });
    const after = await patch(sara, { superAdministrator: true });

    expect(reply.body).not.toHaveProperty("superAdministrator");
    expect(failureOf(after)).toEqual({ status: 403, reason: "PRIVILEGE_MISSING" });
  });

  test("of two who depose each other at the same time, one remains", async () => {
    await patch(anna, { superAdministrator: true });

    const replies = await Promise.all([
      patch(sara, { superAdministrator: false }, { as: anna }),
      patch(anna, { superAdministrator: false }, { as: sara }),
    ]);
    const lists = await Promise.all([anna, sara].map((as) => call("GET", `/v2/${users}`, { as })));

    expect(statusesOf(replies)).toEqual(["200", "403"]);
    expect(statusesOf(lists)).toEqual(["200", "403"]);
  });

  test("of two who step down at the same time, one remains", async () => {
    await patch(anna, { superAdministrator: true });

    const replies = await Promise.all(
      [anna, sara].map((as) => patch(as, { superAdministrator: false }, { as })),
    );

    expect(statusesOf(replies)).toEqual(["200", "400"]);
  });
});

function trail() {
  return call("GET", "/v2/partners/alfa-partner.example/auditEntries", { as: sara });
}
