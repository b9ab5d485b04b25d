import { beforeEach, describe, expect, test } from "vitest";
import { bo, keepsThePromisesOfPeople, statusesOf } from "../support/administration.ts";
import { aino, call, failureOf, faultsIn, open, useServer } from "../support/client.ts";
import { resetData } from "../support/server.ts";

useServer();

function patch(user: string, body: object, as = aino) {
  return call("PATCH", `/v2/agents/${user}`, { as, body });
}

describe("patchAgent", () => {
  keepsThePromisesOfPeople({
    method: "PATCH",
    as: aino,
    people: "agents",
    domain: "support.example",
    entered: { displayName: "Kim Lahti" },
    body: { displayName: "Kim L." },
  });
});

describe("patchAgent, on the demo data", () => {
  beforeEach(resetData);

  test("adds an agent, who works the queue and can be assigned at once", async () => {
    const kim = "kim@support.example";
    const { name } = await open();

    const reply = await patch(kim, { displayName: "Kim Lahti" });
    const assigned = await call("POST", `/v2/${name}:assign`, { as: kim, body: { assignee: kim } });

    expect(reply.body).toEqual({ name: `agents/${kim}`, displayName: "Kim Lahti", etag: '"1"' });
    expect(assigned.body).toMatchObject({ assignee: { displayName: "Kim Lahti", email: kim } });
  });

  test("shows an agent's new name wherever agents are named", async () => {
    const { name } = await open();
    await call("POST", `/v2/${name}:assign`, { as: aino, body: { assignee: bo } });

    await patch(bo, { displayName: "Bo Holm-Ek" });
    const seen = await call("GET", `/v2/${name}`, { as: aino });

    expect(seen.body).toMatchObject({ assignee: { displayName: "Bo Holm-Ek", email: bo } });
  });

  test.each<[string, string, object, string]>([
    ["an address of another domain", "kim@alfa-partner.example", { displayName: "K" }, "user"],
    ["a look-alike domain", "kim@support.example.evil.example", { displayName: "K" }, "user"],
    ["somebody new without a name", "kim@support.example", {}, "displayName"],
    ["an id of the caller's own", bo, { agentId: "a1" }, "agentId"],
  ])("finds fault with %s", async (...[, user, body, field]) => {
    expect(failureOf(await patch(user, body))).toEqual(faultsIn(field));
  });

  test("leaves the last desk administrator in office", async () => {
    const reply = await patch(aino, { deskAdministrator: false });

    expect(failureOf(reply)).toEqual({ status: 400, reason: "LAST_ADMINISTRATOR" });
    expect((await patch(bo, { displayName: "Bo" })).status).toBe(200);
  });

  test("of two who depose each other at the same time, one remains", async () => {
    await patch(bo, { deskAdministrator: true });

    const replies = await Promise.all([
      patch(aino, { deskAdministrator: false }, bo),
      patch(bo, { deskAdministrator: false }, aino),
    ]);

    expect(statusesOf(replies)).toEqual(["200", "403"]);
  });
});
