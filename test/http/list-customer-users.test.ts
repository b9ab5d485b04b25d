import { describe, expect, test } from "vitest";
import { moa } from "../support/administration.ts";
import { call, failureOf, faultsIn, olle, useServer } from "../support/client.ts";

useServer();

const path = "/v2/customers/1001/users";

describe("listCustomerUsers", () => {
  test("lists the customer's users by address, page after page", async () => {
    const first = await call("GET", `${path}?pageSize=1`, { as: olle });
    const { nextPageToken } = Object(first.body);
    const second = await call("GET", `${path}?pageToken=${nextPageToken}`, { as: olle });

    expect(first.body).toMatchObject({
      users: [{ name: `customers/1001/users/${moa}`, role: "PORTAL_USER" }],
    });
    expect(second.body).toEqual({
      users: [
        {
          name: `customers/1001/users/${olle}`,
          displayName: "Olle Lindqvist",
          role: "ADMINISTRATOR",
          etag: '"1"',
        },
      ],
    });
  });

  test("refuses a page token of another customer's list", async () => {
    const first = await call("GET", `${path}?pageSize=1`, { as: olle });
    const { nextPageToken } = Object(first.body);

    const reply = await call("GET", `/v2/customers/1002/users?pageToken=${nextPageToken}`, {
      as: olle,
    });

    expect(failureOf(reply)).toEqual(faultsIn("pageToken"));
  });
});
