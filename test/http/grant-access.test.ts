import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { grantAccess } from "#http/grant-access.ts";
import { type Caller, callersOf, faultyFields, outcomeOf, reasonOf } from "../support/request.ts";
import { resetData, startServer } from "../support/server.ts";

const rut = "rut@granit.example";
const granit = "/v2/customers/1002/partners/alfa-partner.example";
const path = `${granit}:grantAccess`;

let server: Awaited<ReturnType<typeof startServer>>;
let as: (email?: string) => Caller;

beforeAll(async () => {
  server = await startServer();
  as = callersOf(server.url);
});

beforeEach(resetData);

afterAll(() => server?.stop());

describe("grantAccess", () => {
  test("lets the partner work with cases from the next request on", async () => {
    const reply = await as(rut).post(path);
    const seen = await as("anna@alfa-partner.example").get("/v2/customers/1002/cases");

    expect(reply.status).toBe(200);
    expect(grantAccess.contract.reply.parse(reply.body)).toEqual({
      name: "customers/1002/partners/alfa-partner.example",
      kind: "RESELLER",
      periods: [{ startTime: "2024-03-01T00:00:00.000Z" }],
      access: "GRANTED",
      etag: '"2"',
    });
    expect(seen.text).toBe("{}");
  });

  test("takes an end in any offset, and takes it away again", async () => {
    const until = { accessExpireTime: "2999-06-30T23:59:59+02:00" };

    const limited = await as(rut).post(path, until);
    const unlimited = await as(rut).post(path, {});

    expect(limited.body).toMatchObject({ accessExpireTime: "2999-06-30T21:59:59.000Z" });
    expect(unlimited.body).not.toHaveProperty("accessExpireTime");
  });

  test("changes nothing where access is granted already", async () => {
    const first = await as(rut).post(path);
    const again = await as(rut).post(path);

    expect(again.text).toBe(first.text);
  });

  test("answers by the form of name that was asked for, and in either spelling of the field", async () => {
    const reply = await as(rut).post(
      "/v2beta/organizations/1002/partners/alfa-partner.example:grantAccess",
      { access_expire_time: "2999-01-01T00:00:00Z" },
    );

    expect(reply.body).toMatchObject({
      name: "organizations/1002/partners/alfa-partner.example",
      accessExpireTime: "2999-01-01T00:00:00.000Z",
    });
  });

  test("stores nothing for a rehearsal", async () => {
    const rehearsed = await as(rut).post(`${path}?validateOnly=true`);
    const seen = await as("anna@alfa-partner.example").get("/v2/customers/1002");

    expect(rehearsed).toMatchObject({ status: 200, body: { access: "GRANTED" } });
    expect(seen.body).toMatchObject({ relationship: { access: "REVOKED" } });
  });

  test("answers a repeated key with what it answered first, whatever has happened since", async () => {
    const keyed = { "Idempotency-Key": "grant-1" };
    const first = await as(rut).post(path, {}, keyed);
    await as(rut).post(`${granit}:revokeAccess`);

    const again = await as(rut).post(path, {}, keyed);
    const seen = await as("anna@alfa-partner.example").get("/v2/customers/1002");

    expect(again.text).toBe(first.text);
    expect(seen.body).toMatchObject({ relationship: { access: "REVOKED" } });
  });

  test("refuses a key that was used for another request", async () => {
    const requestId = `${path}?requestId=grant-2`;
    await as(rut).post(requestId, {});

    const reply = await as(rut).post(requestId, { accessExpireTime: "2999-01-01T00:00:00Z" });

    expect(reply).toMatchObject({ status: 409, body: { error: { status: "ALREADY_EXISTS" } } });
  });

  test.each(['If-Match: "0"', 'etag: "0"'])("refuses a stale etag given as %s", async (how) => {
    const [body, headers] = how.startsWith("etag")
      ? [{ etag: '"0"' }, {}]
      : [{}, { "If-Match": '"0"' }];

    const reply = await as(rut).post(path, body, headers);

    expect(reply).toMatchObject({ status: 409, body: { error: { status: "ABORTED" } } });
  });

  test("takes the etag that was read", async () => {
    const reply = await as(rut).post(path, { etag: '"1"' });

    expect(reply.status).toBe(200);
  });

  test.each([
    [{ accessExpireTime: "2020-01-01T00:00:00Z" }, "accessExpireTime"],
    [{ accessExpireTime: "tomorrow" }, "accessExpireTime"],
    [{ accessExpireTime: 17 }, "accessExpireTime"],
    [{ access: "GRANTED" }, "access"],
    [{ period: {} }, "period"],
  ])("finds fault with %j", async (body, field) => {
    const reply = await as(rut).post(path, body);
    const seen = await as("anna@alfa-partner.example").get("/v2/customers/1002");

    expect(reply.status).toBe(400);
    expect(faultyFields(reply)).toEqual([field]);
    expect(seen.body).toMatchObject({ relationship: { access: "REVOKED" } });
  });

  test.each(["Alfa-Partner.example", "alfa", "a..example"])(
    "finds fault with the domain %s",
    async (domain) => {
      const reply = await as(rut).post(`/v2/customers/1002/partners/${domain}:grantAccess`);

      expect(faultyFields(reply)).toEqual(["partner"]);
    },
  );

  test("both parties read who gave and took what, from what to what; a request that changed nothing is no entry", async () => {
    await as(rut).post(path, { accessExpireTime: "2999-01-01T00:00:00Z" });
    await as(rut).post(path, { accessExpireTime: "2999-01-01T00:00:00Z" });
    await as(rut).post(`${path}?validateOnly=true`, {});
    await as(rut).post(`${granit}:revokeAccess`);

    const trails = await Promise.all([
      as(rut).get("/v2/customers/1002/auditEntries"),
      as("sara@alfa-partner.example").get("/v2/partners/alfa-partner.example/auditEntries"),
    ]);

    const act = {
      actor: { displayName: "Rut Granit", email: rut, username: rut },
      subject: "alfa-partner.example",
      customer: "customers/1002",
      eventTime: expect.stringMatching(/Z$/),
    };
    const auditEntries = [
      {
        ...act,
        action: "access.revoked",
        changes: [
          { field: "access", before: "GRANTED", after: "REVOKED" },
          { field: "accessExpireTime", before: "2999-01-01T00:00:00.000Z" },
        ],
      },
      {
        ...act,
        action: "access.granted",
        changes: [
          { field: "access", before: "REVOKED", after: "GRANTED" },
          { field: "accessExpireTime", after: "2999-01-01T00:00:00.000Z" },
        ],
      },
    ];
    expect(trails.map(({ body }) => body)).toEqual([{ auditEntries }, { auditEntries }]);
  });

  test("of two grants at once the later rests on the earlier, and both are entered", async () => {
    const ends = ["2998-01-01T00:00:00.000Z", "2999-01-01T00:00:00.000Z"];

    const replies = await Promise.all(
      ends.map((accessExpireTime) => as(rut).post(path, { accessExpireTime })),
    );
    const { body } = await as(rut).get("/v2/customers/1002/auditEntries");

    const etags = replies.map((reply) => String(reply.body.etag)).toSorted();
    const changes = Object(body).auditEntries.map((entry: { changes: object[] }) =>
      entry.changes.at(-1),
    );
    const first = changes.find((change: object) => !("before" in change));
    const second = changes.find((change: object) => "before" in change);
    expect(etags).toEqual(['"2"', '"3"']);
    expect(second.before).toBe(first.after);
    expect(new Set([first.after, second.after])).toEqual(new Set(ends));
  });

  test.each([
    ["nobody", undefined, "401 UNAUTHENTICATED"],
    ["the partner itself", "sara@alfa-partner.example", "403 NOT_VISIBLE"],
    ["another customer's administrator", "olle@lindqvist.example", "403 NOT_VISIBLE"],
    ["support", "aino@support.example", "403 NOT_VISIBLE"],
    ["somebody without a role", "eve@granit.example", "403 NO_ROLE"],
  ])("refuses %s", async (_who, email, outcome) => {
    const reply = await as(email).post(path);

    expect(outcomeOf(reply)).toBe(outcome);
  });

  test.each(["beta-partner.example", "constructor.example", "granit.example"])(
    "has nothing to grant to %s, which has no relationship with the customer",
    async (domain) => {
      const reply = await as(rut).post(`/v2/customers/1002/partners/${domain}:grantAccess`);

      expect(reply.status).toBe(403);
      expect(reasonOf(reply)).toBe("NOT_VISIBLE");
    },
  );
});
