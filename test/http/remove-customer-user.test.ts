import { beforeEach, describe, expect, test } from "vitest";
import { keepsThePromisesOfPeople, moa } from "../support/administration.ts";
import { anna, call, failureOf, olle, useServer } from "../support/client.ts";
import { resetData } from "../support/server.ts";

useServer();

const users = "customers/1001/users";
const remove = (user: string, as = olle) => call("POST", `/v2/${users}/${user}:remove`, { as });

describe("removeCustomerUser", () => {
  keepsThePromisesOfPeople({
    method: "POST",
    as: olle,
    people: users,
    verb: ":remove",
    domain: "lindqvist.example",
    entered: { role: "PORTAL_USER" },
    body: {},
  });
});

describe("removeCustomerUser, on the demo data", () => {
  beforeEach(resetData);

  test("takes the customer from a user, who is shut out from the next request on", async () => {
    const reply = await remove(moa);
    const seen = await call("GET", "/v2/customers/1001/cases", { as: moa });
    const listed = await call("GET", `/v2/${users}`, { as: olle });

    expect(reply.text).toBe("{}");
    expect(failureOf(seen)).toEqual({ status: 403, reason: "NO_ROLE" });
    expect(listed.text).not.toContain(moa);
  });

  test("leaves what the person is elsewhere", async () => {
    const body = { role: "PORTAL_USER" };
    await call("PATCH", `/v2/${users}/${anna}`, { as: olle, body });

    await remove(anna);

    expect((await call("GET", "/v2/customers/1001/cases", { as: anna })).status).toBe(200);
  });

  test("goes on counting where somebody comes back, so that an old etag stays stale", async () => {
    await remove(moa);

    const reply = await call("PATCH", `/v2/${users}/${moa}`, {
      as: olle,
      body: { role: "PORTAL_USER" },
    });

    expect(reply.body).toMatchObject({ etag: '"3"' });
  });

  test.each(["kim@lindqvist.example", "rut@granit.example"])(
    "answers 404 for %s, who is no user of the customer",
    async (user) => {
      expect(failureOf(await remove(user))).toEqual({ status: 404, reason: "CHILD_NOT_FOUND" });
    },
  );

  test("leaves the last administrator in office", async () => {
    const reply = await remove(olle);

    expect(failureOf(reply)).toEqual({ status: 400, reason: "LAST_ADMINISTRATOR" });
    expect((await call("GET", `/v2/${users}`, { as: olle })).status).toBe(200);
  });
});
