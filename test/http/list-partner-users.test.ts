import { describe, expect, test } from "vitest";
import { listPartnerUsers } from "#http/list-partner-users.ts";
import { sara } from "../support/administration.ts";
import { call, failureOf, faultsIn, useServer } from "../support/client.ts";

useServer();

const path = "/v2/partners/alfa-partner.example/users";

async function page(query: string) {
  const { body } = await call("GET", `${path}${query}`, { as: sara });
  const { users = [], nextPageToken = "" } = listPartnerUsers.contract.reply.parse(body) as {
    users?: { name: string }[];
    nextPageToken?: string;
  };
  return { names: users.map(({ name }) => name.split("/").at(-1)), nextPageToken };
}

describe("listPartnerUsers", () => {
  test("lists the users of the domain by address, page after page, and no others", async () => {
    const first = await page("?pageSize=3");
    const second = await page(`?pageSize=4&pageToken=${first.nextPageToken}`);

    expect([...first.names, "|", ...second.names]).toEqual([
      "anna@alfa-partner.example",
      "lena@alfa-partner.example",
      "nils@alfa-partner.example",
      "|",
      "sara@alfa-partner.example",
      "viktor@alfa-partner.example",
    ]);
    expect(second.nextPageToken).toBe("");
  });

  test("shows a new user with the next request", async () => {
    const added = await call("PATCH", `${path}/zoe@alfa-partner.example`, {
      as: sara,
      body: { role: "CUSTOM" },
    });
    const { names } = await page("");

    expect(added.status).toBe(200);
    expect(names.at(-1)).toBe("zoe@alfa-partner.example");
  });

  test("refuses a page token of nobody's", async () => {
    const reply = await call("GET", `${path}?pageToken=nonsense`, { as: sara });

    expect(failureOf(reply)).toEqual(faultsIn("pageToken"));
  });
});
