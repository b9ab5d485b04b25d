import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { putPeople } from "#adapters/firestore/people-store.ts";
import { endPartner } from "#http/end-partner.ts";
import { aPartnerUser } from "../support/builders.ts";
import { type Caller, callersOf, faultyFields, outcomeOf } from "../support/request.ts";
import { resetData, startServer } from "../support/server.ts";

const eva = "eva@tallek.example";
const hanna = "hanna@hjalp-partner.example";
const hugo = "hugo@hjalp-partner.example";
const hilda = "hilda@hjalp-partner.example";
const partner = "/v2/customers/1005/partners/hjalp-partner.example";
const path = `${partner}:end`;

let server: Awaited<ReturnType<typeof startServer>>;
let as: (email?: string) => Caller;

beforeAll(async () => {
  server = await startServer();
  as = callersOf(server.url);
});

beforeEach(async () => {
  await resetData();
  await putPeople([
    aPartnerUser({ superAdministrator: true }, { email: hugo, displayName: "Hugo Hjelm" }),
    aPartnerUser({ role: "CUSTOM" }, { email: hilda, displayName: "Hilda Hjelm" }),
  ]);
});

afterAll(() => server?.stop());

describe("endPartner", () => {
  test.each([
    ["the customer's administrator", eva],
    ["the partner's super administrator", hugo],
  ])("by %s: the partner sees nothing from the next request on", async (_who, email) => {
    const reply = await as(email).post(path, { etag: '"1"' });
    const seen = await as(hanna).get("/v2/customers/1005");
    const listed = await as(hanna).get("/v2/customers/-/cases");

    expect(endPartner.contract.reply.parse(reply.body)).toEqual({
      name: "customers/1005/partners/hjalp-partner.example",
      kind: "SUPPORT_PARTNER",
      periods: [{ startTime: "2025-01-01T00:00:00.000Z", endTime: expect.stringMatching(/Z$/) }],
      access: "GRANTED",
      etag: '"2"',
    });
    expect(outcomeOf(seen)).toBe("403 NOT_VISIBLE");
    expect(listed.text).toBe("{}");
  });

  test("ended already, it answers as it is and changes nothing", async () => {
    const first = await as(eva).post(path);
    const again = await as(eva).post(path, {});

    expect(again).toMatchObject({ status: 200, text: first.text });
  });

  test("a partner whose answer was lost gets it by its key, and nothing without", async () => {
    const first = await as(hugo).post(`${path}?requestId=end-1`, {});

    const again = await as(hugo).post(`${path}?requestId=end-1`, {});
    const unkeyed = await as(hugo).post(path, {});

    expect(again).toMatchObject({ status: 200, text: first.text });
    expect(outcomeOf(unkeyed)).toBe("403 NOT_VISIBLE");
  });

  test("both sides at once: it ends once", async () => {
    const replies = await Promise.all([as(eva).post(path), as(hugo).post(path)]);
    const { body } = await as(eva).get("/v2/customers/1005/auditEntries");

    expect(replies[0]?.status).toBe(200);
    expect(body).toMatchObject({ auditEntries: [{ action: "relationship.ended" }] });
    expect(Object(body).auditEntries).toHaveLength(1);
  });

  test("both parties read who ended it, and when", async () => {
    const reply = await as(hugo).post(path);
    const trails = await Promise.all([
      as(eva).get("/v2/customers/1005/auditEntries"),
      as(hugo).get("/v2/partners/hjalp-partner.example/auditEntries"),
    ]);

    const { endTime } = Object(reply.body).periods[0];
    const entry = {
      eventTime: endTime,
      action: "relationship.ended",
      actor: { displayName: "Hugo Hjelm", email: hugo, username: hugo },
      subject: "hjalp-partner.example",
      customer: "customers/1005",
      changes: [{ field: "endTime", after: endTime }],
    };
    expect(trails.map(({ body }) => body)).toEqual([
      { auditEntries: [entry] },
      { auditEntries: [entry] },
    ]);
  });

  test("rehearses for either side", async () => {
    const reply = await as(hugo).post(`${path}?validateOnly=true`);
    const seen = await as(hanna).get("/v2/customers/1005");

    expect(reply.body).toMatchObject({
      rehearsal: {
        rules: [
          "the verified address is in hjalp-partner.example",
          "the caller is a super administrator of the domain",
        ],
      },
    });
    expect(seen.status).toBe(200);
  });

  test("refuses a stale etag", async () => {
    expect(outcomeOf(await as(eva).post(path, { etag: '"0"' }))).toBe("409 ETAG_MISMATCH");
  });

  test("a reseller is not ended here, by neither side", async () => {
    const reseller = "/v2/customers/1001/partners/alfa-partner.example:end";

    const replies = [
      await as("olle@lindqvist.example").post(reseller),
      await as("sara@alfa-partner.example").post(reseller),
    ];

    expect(replies.map(faultyFields)).toEqual([["partner"], ["partner"]]);
    expect(replies[0]?.text).toContain("the sales system");
  });

  test.each([
    ["the partner's other users", hanna, "403 PRIVILEGE_MISSING"],
    ["a user of the partner who may not see customers", hilda, "403 PRIVILEGE_MISSING"],
    ["another partner's super administrator", "sara@alfa-partner.example", "403 NOT_VISIBLE"],
    ["another customer's administrator", "olle@lindqvist.example", "403 NOT_VISIBLE"],
    ["support", "aino@support.example", "403 NOT_VISIBLE"],
    ["nobody", undefined, "401 UNAUTHENTICATED"],
  ])("refuses %s", async (_who, email, outcome) => {
    const reply = await as(email).post(path);
    const seen = await as(hanna).get("/v2/customers/1005");

    expect(outcomeOf(reply)).toBe(outcome);
    expect(seen.status).toBe(200);
  });

  test("who may not see customers does not learn which of them are the partner's", async () => {
    const own = await as(hilda).post(path);
    const missing = await as(hilda).post(path.replace("1005", "9999"));

    expect(own.text).toBe(missing.text);
  });

  test.each([hugo, hanna, hilda, "sara@alfa-partner.example"])(
    "to %s a foreign customer and none at all are one",
    async (email) => {
      const replies = await Promise.all(
        ["1001", "1004", "9999", "constructor"].map((customer) =>
          as(email).post(`/v2/customers/${customer}/partners/hjalp-partner.example:end`),
        ),
      );

      expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
    },
  );
});
