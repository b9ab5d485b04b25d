import { describe, expect, test } from "vitest";
import { CaseResource } from "#platform/wire/case.ts";
import {
  aino,
  anna,
  call,
  keepsThePromisesOfWrites,
  olle,
  open,
  stored,
  useServer,
} from "../support/client.ts";

useServer();

describe("closeCase", () => {
  keepsThePromisesOfWrites({ path: ":close", body: {} });

  test.each([
    ["a partner's user", anna],
    ["the customer's user", olle],
    ["an agent", aino],
  ])("closes a case for %s, to be reopened within 30 times 24 hours", async (_, as) => {
    const { name, etag } = await open();

    const reply = await call("POST", `/v2/${name}:close`, { as });

    const closed = CaseResource.parse(reply.body);
    expect(closed).toMatchObject({ name, state: "CLOSED", etag: expect.not.stringMatching(etag) });
    expect(Date.parse(closed.reopenUntil ?? "") - Date.parse(closed.updateTime)).toBe(
      2_592_000_000,
    );
  });

  test.each([
    ["no body", undefined, {}],
    ["an empty object", {}, {}],
    ["an empty body of another type", "", { "content-type": "text/plain" }],
    ["null for what is not set", { etag: null }, {}],
  ])("takes %s, as published clients send it", async (_, body, headers) => {
    const { name } = await open();

    const reply = await call("POST", `/v2/${name}:close`, { as: anna, body, headers });

    expect(reply.body).toMatchObject({ state: "CLOSED" });
  });

  test("takes a verb whose colon comes percent-encoded", async () => {
    const { name } = await open();

    const reply = await call("POST", `/v2/${name}%3Aclose`, { as: anna });

    expect(reply.body).toMatchObject({ name, state: "CLOSED" });
  });

  test("answers 200 for a closed case and changes nothing, so that nobody is mailed again", async () => {
    const { name } = await open();
    const first = await call("POST", `/v2/${name}:close`, { as: anna });
    const before = await stored(name);

    const second = await call("POST", `/v2/${name}:close`, { as: olle });

    expect(second.text).toBe(first.text);
    expect(await stored(name)).toEqual(before);
  });

  test("gives the first answer again to a repeated key, even when the case was reopened since", async () => {
    const { name } = await open();
    const path = `/v2/${name}:close?requestId=close-once`;
    const first = await call("POST", path, { as: anna });
    await call("POST", `/v2/${name}:reopen`, { as: anna });

    const again = await call("POST", path, { as: anna });

    expect(again.text).toBe(first.text);
    const { body } = await call("GET", `/v2/${name}`, { as: anna });
    expect(body).toMatchObject({ state: "IN_PROGRESS_GOOGLE_SUPPORT" });
  });

  test("says in a rehearsal which rules held and who would be mailed", async () => {
    const { name } = await open({ subscriberEmailAddresses: ["kim@lindqvist.example"] });

    const { body } = await call("POST", `/v2/${name}:close?validateOnly=true`, { as: anna });

    expect(body).toMatchObject({
      state: "CLOSED",
      rehearsal: {
        rules: [
          "the verified address is in alfa-partner.example",
          "the privileges for cases are held",
          "the customer is assigned now",
          "the customer's consent is granted",
        ],
        mails: [{ emailAddress: "kim@lindqvist.example", reasons: expect.any(Array) }],
      },
    });
  });
});
