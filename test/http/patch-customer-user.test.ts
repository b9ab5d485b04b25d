import { beforeEach, describe, expect, test } from "vitest";
import { keepsThePromisesOfPeople, moa, rut, statusesOf } from "../support/administration.ts";
import { anna, call, failureOf, faultsIn, olle, useServer } from "../support/client.ts";
import { resetData } from "../support/server.ts";

useServer();

const users = "customers/1001/users";

function patch(user: string, body: object, as = olle) {
  return call("PATCH", `/v2/${users}/${user}`, { as, body });
}

describe("patchCustomerUser", () => {
  keepsThePromisesOfPeople({
    method: "PATCH",
    as: olle,
    people: users,
    domain: "lindqvist.example",
    entered: { role: "PORTAL_USER" },
    body: { displayName: "Kim" },
  });
});

describe("patchCustomerUser, on the demo data", () => {
  beforeEach(resetData);

  test("adds a user of the customer, who sees its cases from the next request on", async () => {
    const kim = "kim@lindqvist.example";
    const seen = () => call("GET", "/v2/customers/1001/cases", { as: kim });
    const before = await seen();

    const reply = await patch(kim, { role: "PORTAL_USER", display_name: " Kim Ek " });
    const after = await seen();

    expect(reply.body).toEqual({
      name: `${users}/${kim}`,
      displayName: "Kim Ek",
      role: "PORTAL_USER",
      etag: '"1"',
    });
    expect([before.status, after.status]).toEqual([403, 200]);
  });

  test("makes an administrator, who can then administer", async () => {
    await patch(moa, { role: "ADMINISTRATOR" });

    const reply = await patch("kim@lindqvist.example", { role: "PORTAL_USER" }, moa);

    expect(reply.status).toBe(200);
  });

  test("answers under the form of name that was asked for", async () => {
    const path = `/v2beta/organizations/1001/users/${moa}`;

    const reply = await call("PATCH", path, { as: olle, body: { role: "PORTAL_USER" } });

    expect(reply.body).toMatchObject({ name: `organizations/1001/users/${moa}` });
  });

  test.each([anna, rut, "aino@support.example", "stranger@elsewhere.example"])(
    "adds %s from outside, and learns neither the name nor whether there was a record",
    async (user) => {
      const reply = await patch(user, { role: "PORTAL_USER" });
      const known = await call("GET", `/v2/${users}/${user}`, { as: olle });

      const added = { name: `${users}/${user}`, role: "PORTAL_USER", etag: '"1"' };
      expect([reply.body, known.body]).toEqual([added, added]);
    },
  );

  test("leaves alone what the person is elsewhere", async () => {
    const before = await ownRecord();

    await patch(anna, { role: "ADMINISTRATOR" });

    expect((await ownRecord()).text).toBe(before.text);
  });

  test.each<[string, string, object, string]>([
    ["a name for an address outside of the domain", rut, { displayName: "Rut" }, "displayName"],
    ["somebody new without a role", "kim@lindqvist.example", {}, "role"],
    ["a role that is none", moa, { role: "OWNER" }, "role"],
  ])("finds fault with %s", async (...[, user, body, field]) => {
    expect(failureOf(await patch(user, body))).toEqual(faultsIn(field));
  });

  test("leaves the last administrator in office", async () => {
    const reply = await patch(olle, { role: "PORTAL_USER" });

    expect(failureOf(reply)).toEqual({ status: 400, reason: "LAST_ADMINISTRATOR" });
    expect((await patch(moa, { role: "PORTAL_USER" })).status).toBe(200);
  });

  test("of two who demote each other at the same time, one remains", async () => {
    await patch(moa, { role: "ADMINISTRATOR" });

    const replies = await Promise.all([
      patch(olle, { role: "PORTAL_USER" }, moa),
      patch(moa, { role: "PORTAL_USER" }, olle),
    ]);

    expect(statusesOf(replies)).toEqual(["200", "403"]);
  });

  test("of one who steps down and one who is removed at the same time, one remains", async () => {
    await patch(moa, { role: "ADMINISTRATOR" });

    const replies = await Promise.all([
      patch(olle, { role: "PORTAL_USER" }, olle),
      call("POST", `/v2/${users}/${moa}:remove`, { as: moa }),
    ]);

    expect(statusesOf(replies)).toEqual(["200", "400"]);
  });
});

function ownRecord() {
  return call("GET", `/v2/partners/alfa-partner.example/users/${anna}`, { as: anna });
}
