import { beforeAll, describe, expect, test } from "vitest";
import { sara } from "../support/administration.ts";
import { anna, call, failureOf, faultsIn, useServer } from "../support/client.ts";

useServer();

const path = "/v2/partners/alfa-partner.example/auditEntries";
const user = "/v2/partners/alfa-partner.example/users/nils@alfa-partner.example";
const superAdministrator = { displayName: "Sara Alm", email: sara, username: sara };

beforeAll(async () => {
  await call("PATCH", user, { as: sara, body: { privileges: ["SUPPORT"] } });
  await call("PATCH", user, { as: sara, body: { privileges: [], alertEmail: "n@home.example" } });
});

describe("listPartnerAuditEntries", () => {
  test("tells who gave whom what and when, the newest first", async () => {
    const { body } = await call("GET", path, { as: sara });

    expect(body).toEqual({
      auditEntries: [
        {
          eventTime: expect.stringMatching(/Z$/),
          action: "partnerUser.changed",
          actor: superAdministrator,
          subject: "nils@alfa-partner.example",
          changes: [
            { field: "privileges", before: ["SUPPORT"], after: [] },
            { field: "alertEmail", after: "n@home.example" },
          ],
        },
        {
          eventTime: expect.stringMatching(/Z$/),
          action: "partnerUser.changed",
          actor: superAdministrator,
          subject: "nils@alfa-partner.example",
          changes: [{ field: "privileges", before: [], after: ["SUPPORT"] }],
        },
      ],
    });
  });

  test("gives page after page, and no token on the last", async () => {
    const all = await call("GET", path, { as: sara });
    const first = await call("GET", `${path}?pageSize=1`, { as: sara });
    const { nextPageToken, auditEntries: newest } = Object(first.body);
    const second = await call("GET", `${path}?pageSize=1&pageToken=${nextPageToken}`, { as: sara });

    const { auditEntries: oldest, ...rest } = Object(second.body);
    expect({ auditEntries: [...newest, ...oldest] }).toEqual(all.body);
    expect(rest).toEqual({});
  });

  test("says nothing of it to another domain, nor to the domain's other users", async () => {
    const other = await call("GET", path, { as: "hanna@hjalp-partner.example" });
    const own = await call("GET", path, { as: anna });

    expect(failureOf(other)).toEqual({ status: 403, reason: "NOT_VISIBLE" });
    expect(failureOf(own)).toEqual({ status: 403, reason: "PRIVILEGE_MISSING" });
  });

  test("refuses a page token of nobody's", async () => {
    const reply = await call("GET", `${path}?pageToken=nonsense`, { as: sara });

    expect(failureOf(reply)).toEqual(faultsIn("pageToken"));
  });
});
