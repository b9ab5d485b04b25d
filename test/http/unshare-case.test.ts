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
const aSharedCase = () => open({ subscriberEmailAddresses: [kim, lo] });

describe("unshareCase", () => {
  keepsThePromisesOfWrites({
    path: ":unshare",
    body: { emailAddresses: [kim] },
    prepare: aSharedCase,
  });

  test("takes addresses away, however they are written, and leaves the others", async () => {
    const { name } = await aSharedCase();
    const body = { email_addresses: ["KIM@lindqvist.example"] };

    const reply = await call("POST", `/v2/${name}:unshare`, { as: olle, body });

    expect(reply.body).toMatchObject({ name, subscriberEmailAddresses: [lo] });
  });

  test("omits the list when nobody follows any more", async () => {
    const { name } = await aSharedCase();
    const body = { emailAddresses: [kim, lo] };

    const reply = await call("POST", `/v2/${name}:unshare`, { as: anna, body });

    expect(reply.body).not.toHaveProperty("subscriberEmailAddresses");
  });

  test("changes nothing for an address that does not follow", async () => {
    const { name } = await aSharedCase();
    const before = await stored(name);
    const body = { emailAddresses: ["nobody@lindqvist.example"] };

    const { status } = await call("POST", `/v2/${name}:unshare`, { as: anna, body });

    expect(status).toBe(200);
    expect(await stored(name)).toEqual(before);
  });

  test.each([
    ["no addresses", {}, ["emailAddresses"]],
    ["an empty list", { emailAddresses: [] }, ["emailAddresses"]],
    [
      "bad addresses",
      { emailAddresses: ["kim", kim, 7] },
      ["emailAddresses[0]", "emailAddresses[2]"],
    ],
  ])("refuses %s and changes nothing", async (_, body, fields) => {
    const { name } = await aSharedCase();
    const before = await stored(name);

    const reply = await call("POST", `/v2/${name}:unshare`, { as: anna, body });

    expect(failureOf(reply)).toEqual(faultsIn(...fields));
    expect(await stored(name)).toEqual(before);
  });
});
