import { describe, expect, test } from "vitest";
import {
  anna,
  call,
  failureOf,
  faultsIn,
  keepsThePromisesOfWrites,
  olle,
  open,
  stored,
  useServer,
} from "../support/client.ts";

useServer();

const [kim, lo] = ["kim@lindqvist.example", "lo@lindqvist.example"];
const many = Array.from({ length: 50 }, (_, i) => `follower${i}@granit.example`);

describe("shareCase", () => {
  keepsThePromisesOfWrites({ path: ":share", body: { emailAddresses: [kim] } });

  test("adds addresses to those that are there, in lower case and each once", async () => {
    const { name } = await open({ subscriberEmailAddresses: [kim] });
    const body = { email_addresses: ["LO@Lindqvist.example", lo, kim] };

    const reply = await call("POST", `/v2/${name}:share`, { as: anna, body });

    expect(reply.body).toMatchObject({ name, subscriberEmailAddresses: [kim, lo] });
  });

  test("loses no address that others add at the same moment", async () => {
    const { name } = await open();
    const sharing = many.slice(0, 4).map((email, i) => {
      const as = i % 2 === 0 ? anna : olle;
      return call("POST", `/v2/${name}:share`, { as, body: { emailAddresses: [email] } });
    });

    const replies = await Promise.all(sharing);

    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const { body } = await call("GET", `/v2/${name}`, { as: anna });
    const { subscriberEmailAddresses } = body as { subscriberEmailAddresses: string[] };
    expect(subscriberEmailAddresses.toSorted()).toEqual(many.slice(0, 4));
  });

  test("changes nothing for an address that the caller's side has shared with", async () => {
    const { name } = await open({ subscriberEmailAddresses: [kim] });
    const before = await stored(name);

    await call("POST", `/v2/${name}:share`, { as: anna, body: { emailAddresses: [kim] } });

    expect(await stored(name)).toEqual(before);
  });

  test("takes followers for a closed case", async () => {
    const { name } = await open();
    await call("POST", `/v2/${name}:close`, { as: anna });

    const reply = await call("POST", `/v2/${name}:share`, {
      as: anna,
      body: { emailAddresses: [kim] },
    });

    expect(reply.body).toMatchObject({ state: "CLOSED", subscriberEmailAddresses: [kim] });
  });

  test("does not widen what the person may open", async () => {
    const { name } = await open();
    const [tor, viktor] = ["tor@nordan.example", "viktor@alfa-partner.example"];
    const before = await call("GET", `/v2/${name}`, { as: tor });
    const body = { emailAddresses: [tor, viktor] };

    await call("POST", `/v2/${name}:share`, { as: anna, body });

    const after = await call("GET", `/v2/${name}`, { as: tor });
    expect(after).toMatchObject({ status: 403, text: before.text });
    const privileged = await call("GET", `/v2/${name}`, { as: viktor });
    expect(failureOf(privileged)).toEqual({ status: 403, reason: "PRIVILEGE_MISSING" });
  });

  test.each([
    ["no addresses", {}, ["emailAddresses"]],
    ["an empty list", { emailAddresses: [] }, ["emailAddresses"]],
    ["one address for a list", { emailAddresses: kim }, ["emailAddresses"]],
    [
      "bad addresses",
      { emailAddresses: ["kim", kim, "a@b"] },
      ["emailAddresses[0]", "emailAddresses[2]"],
    ],
    [
      "a line break in an address",
      { emailAddresses: ["kim@x.example\nBcc: a@b.example"] },
      ["emailAddresses[0]"],
    ],
    ["51 addresses", { emailAddresses: [...many, kim] }, ["emailAddresses"]],
  ])("refuses %s and changes nothing", async (_, body, fields) => {
    const { name } = await open();
    const before = await stored(name);

    const reply = await call("POST", `/v2/${name}:share`, { as: anna, body });

    expect(failureOf(reply)).toEqual(faultsIn(...fields));
    expect(await stored(name)).toEqual(before);
  });

  test("refuses what would make more than 50 followers", async () => {
    const { name } = await open({ subscriberEmailAddresses: many });
    const before = await stored(name);

    const reply = await call("POST", `/v2/${name}:share`, {
      as: anna,
      body: { emailAddresses: [kim] },
    });

    expect(failureOf(reply)).toEqual(faultsIn("emailAddresses"));
    expect(await stored(name)).toEqual(before);
  });
});
