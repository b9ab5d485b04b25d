import { describe, expect, test } from "vitest";
import {
  aino,
  anna,
  call,
  failureOf,
  faultsIn,
  keepsThePromisesOfWrites,
  open,
  stored,
  useServer,
} from "../support/client.ts";

useServer();

const kim = "kim@lindqvist.example";
const whole = {
  displayName: "Mail is very late",
  priority: "P1",
  subscriberEmailAddresses: ["lo@lindqvist.example"],
};

describe("patchCase", () => {
  keepsThePromisesOfWrites({ method: "PATCH", path: "", body: whole });

  test("writes title, severity and followers where there is no mask", async () => {
    const { name } = await open({ subscriberEmailAddresses: [kim] });

    const { body } = await call("PATCH", `/v2/${name}`, { as: anna, body: whole });

    expect(body).toMatchObject(whole);
  });

  test("clears followers that a body without mask leaves out", async () => {
    const { name } = await open({ subscriberEmailAddresses: [kim] });
    const { subscriberEmailAddresses: _absent, ...body } = whole;

    const reply = await call("PATCH", `/v2/${name}`, { as: anna, body });

    expect(reply.body).not.toHaveProperty("subscriberEmailAddresses");
  });

  test.each([
    ["priority", { priority: "P0" }],
    ["case.priority", { priority: "P0" }],
    ["case.severity", { priority: "P0" }],
    ["display_name", { displayName: "Other" }],
    ["displayName", { displayName: "Other" }],
    ["case.display_name", { displayName: "Other" }],
    ["display_name,priority", { displayName: "Other", priority: "P0" }],
    ["display_name&updateMask=priority", { displayName: "Other", priority: "P0" }],
    ["subscriber_email_addresses", { subscriberEmailAddresses: ["lo@lindqvist.example"] }],
    ["subscriberEmailAddresses", { subscriberEmailAddresses: ["lo@lindqvist.example"] }],
  ])("touches by the mask %s nothing but what it names", async (mask, named) => {
    const created = await open({ subscriberEmailAddresses: [kim] });
    const body = { displayName: "Unnamed", priority: "P4", ...named };

    const reply = await call("PATCH", `/v2/${created.name}?updateMask=${mask}`, { as: anna, body });

    const changing = { etag: expect.any(String), updateTime: expect.any(String) };
    expect(reply.body).toEqual({ ...created, ...named, ...changing });
  });

  test("writes everything by the mask *, and takes update_mask and snake_case fields", async () => {
    const { name } = await open({ subscriberEmailAddresses: [kim] });
    const body = { display_name: "Other", priority: "P3" };

    const reply = await call("PATCH", `/v2beta/${name}?update_mask=*`, { as: anna, body });

    expect(reply.body).toMatchObject({ displayName: "Other", priority: "P3" });
    expect(reply.body).not.toHaveProperty("subscriberEmailAddresses");
  });

  test("takes a case back as it was read, and changes nothing", async () => {
    const created = await open({ subscriberEmailAddresses: [kim], timeZone: "Europe/Stockholm" });
    const before = await stored(created.name);

    const reply = await call("PATCH", `/v2/${created.name}`, { as: anna, body: created });

    expect(reply.body).toEqual(created);
    expect(await stored(created.name)).toEqual(before);
  });

  test.each([
    ["a body without a title", "", { priority: "P1" }, ["displayName"]],
    ["an empty body", "", {}, ["displayName", "priority"]],
    ["a mask without its field", "?updateMask=priority", { displayName: "X" }, ["priority"]],
    ["null for a field of the mask", "?updateMask=priority", { priority: null }, ["priority"]],
    ["an empty title", "?updateMask=displayName", { displayName: " " }, ["displayName"]],
    [
      "a title of 256",
      "?updateMask=displayName",
      { displayName: "x".repeat(256) },
      ["displayName"],
    ],
    ["an unknown severity", "?updateMask=priority", { priority: "p1" }, ["priority"]],
    [
      "followers of all kinds of wrong",
      "?updateMask=subscriberEmailAddresses",
      { subscriberEmailAddresses: ["kim", kim, 7] },
      ["subscriberEmailAddresses[0]", "subscriberEmailAddresses[2]"],
    ],
    [
      "51 followers",
      "?updateMask=subscriberEmailAddresses",
      { subscriberEmailAddresses: Array.from({ length: 51 }, (_, i) => `kim${i}@granit.example`) },
      ["subscriberEmailAddresses"],
    ],
    ["a path that cannot be patched", "?updateMask=description", whole, ["updateMask"]],
    ["a path of a prototype", "?updateMask=constructor", whole, ["updateMask"]],
    [
      "two bad paths and a bad field",
      "?updateMask=name,foo",
      { priority: 1 },
      ["priority", "updateMask", "updateMask"],
    ],
  ])("refuses %s and changes nothing", async (...[, query, body, fields]) => {
    const { name } = await open();
    const before = await stored(name);

    const reply = await call("PATCH", `/v2/${name}${query}`, { as: anna, body });

    expect(failureOf(reply)).toEqual(faultsIn(...fields));
    expect(await stored(name)).toEqual(before);
  });

  test("takes a title of 255 code points, and exactly 50 followers", async () => {
    const { name } = await open();
    const displayName = "🥖".repeat(255);
    const subscriberEmailAddresses = Array.from({ length: 50 }, (_, i) => `k${i}@granit.example`);
    const body = { displayName, priority: "P2", subscriberEmailAddresses };

    const reply = await call("PATCH", `/v2/${name}`, { as: anna, body });

    expect(reply.body).toMatchObject({ displayName, subscriberEmailAddresses });
  });

  test("takes other followers for a closed case, but no other title", async () => {
    const { name } = await open();
    await call("POST", `/v2/${name}:close`, { as: anna });
    const path = (mask: string) => `/v2/${name}?updateMask=${mask}`;

    const titled = await call("PATCH", path("displayName"), { as: anna, body: whole });
    const shared = await call("PATCH", path("subscriberEmailAddresses"), { as: anna, body: whole });

    expect(failureOf(titled)).toEqual({ status: 400, reason: "CASE_CLOSED" });
    expect(shared.body).toMatchObject({ subscriberEmailAddresses: ["lo@lindqvist.example"] });
  });
});

describe("patchCase of the state", () => {
  test.each(["IN_PROGRESS_GOOGLE_SUPPORT", "ACTION_REQUIRED", "SOLUTION_PROVIDED", "CLOSED"])(
    "is set to %s by agents, at whatever severity",
    async (state) => {
      const { name, priority } = await open();

      const reply = await call("PATCH", `/v2/${name}?updateMask=state`, {
        as: aino,
        body: { state },
      });

      expect(reply.body).toMatchObject({ state, priority });
    },
  );

  test.each([
    ["a state that does not exist", "state", { state: "OPEN" }, ["state"]],
    [
      "a state together with more",
      "state,priority",
      { state: "CLOSED", priority: "P1" },
      ["updateMask"],
    ],
    ["no state", "state", {}, ["state"]],
  ])("refuses %s", async (...[, mask, body, fields]) => {
    const { name } = await open();
    const before = await stored(name);

    const reply = await call("PATCH", `/v2/${name}?updateMask=${mask}`, { as: aino, body });

    expect(failureOf(reply)).toEqual(faultsIn(...fields));
    expect(await stored(name)).toEqual(before);
  });

  test("is refused to everybody but agents", async () => {
    const { name } = await open();
    const before = await stored(name);

    const reply = await call("PATCH", `/v2/${name}?updateMask=state`, {
      as: anna,
      body: { state: "CLOSED" },
    });

    expect(failureOf(reply)).toEqual({ status: 403, reason: "PRIVILEGE_MISSING" });
    expect(await stored(name)).toEqual(before);
  });

  test("of another severity by support needs a reason, which history keeps", async () => {
    const { name } = await open();
    const path = `/v2/${name}?updateMask=priority`;
    const body = { priority: "P3" };

    const silent = await call("PATCH", path, { as: aino, body });
    const said = await call("PATCH", `${path}&reason=Only%20one%20mailbox`, { as: aino, body });

    expect(failureOf(silent)).toEqual(faultsIn("reason"));
    expect(said.body).toMatchObject({ priority: "P3" });
    const { text } = await call("GET", `/v2/${name}/history`, { as: anna });
    expect(text).toContain('"reason":"Only one mailbox"');
  });
});
