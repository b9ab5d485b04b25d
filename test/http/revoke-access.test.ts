import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { revokeAccess } from "#http/revoke-access.ts";
import {
  type Caller,
  callersOf,
  faultyFields,
  metadataOf,
  outcomeOf,
  reasonOf,
} from "../support/request.ts";
import { resetData, startServer } from "../support/server.ts";

const olle = "olle@lindqvist.example";
const anna = "anna@alfa-partner.example";
const partner = "/v2/customers/1001/partners/alfa-partner.example";
const path = `${partner}:revokeAccess`;

let server: Awaited<ReturnType<typeof startServer>>;
let as: (email?: string) => Caller;

beforeAll(async () => {
  server = await startServer();
  as = callersOf(server.url);
});

beforeEach(resetData);

afterAll(() => server?.stop());

describe("revokeAccess", () => {
  test("answers with the relationship, its end of access gone with it", async () => {
    await as(olle).post(`${partner}:grantAccess`, { accessExpireTime: "2999-01-01T00:00:00Z" });

    const reply = await as(olle).post(path);

    expect(reply.status).toBe(200);
    expect(revokeAccess.contract.reply.parse(reply.body)).toEqual({
      name: "customers/1001/partners/alfa-partner.example",
      kind: "RESELLER",
      periods: [{ startTime: "2024-01-01T00:00:00.000Z" }],
      access: "REVOKED",
      etag: '"3"',
    });
  });

  test("changes nothing where access is revoked already", async () => {
    const first = await as(olle).post(path, {});
    const again = await as(olle).post(path);

    expect(again.text).toBe(first.text);
  });

  test("counts for every user of the domain", async () => {
    await as(olle).post(path);

    const replies = await Promise.all(
      [anna, "lena@alfa-partner.example", "sara@alfa-partner.example"].map((email) =>
        as(email).get("/v2/customers/1001/cases/310000001001"),
      ),
    );

    expect(replies.map(reasonOf)).toEqual(replies.map(() => "CONSENT_NOT_GRANTED"));
  });

  test("revokes nothing for a rehearsal", async () => {
    const rehearsed = await as(olle).post(`${path}?validateOnly=true`);
    const seen = await as(anna).get("/v2/customers/1001/cases");

    expect(rehearsed.body).toMatchObject({ access: "REVOKED" });
    expect(seen.status).toBe(200);
  });

  test("answers a repeated key with what it answered first", async () => {
    const keyed = { "Idempotency-Key": "revoke-1" };

    const first = await as(olle).post(path, {}, keyed);
    const again = await as(olle).post(path, {}, keyed);
    const other = await as(olle).post(`${partner}:grantAccess`, {}, keyed);

    expect(again.text).toBe(first.text);
    expect(other.status).toBe(409);
    expect(reasonOf(other)).toBe("IDEMPOTENCY_KEY_REUSED");
  });

  test("refuses a stale etag, and leaves access as it is", async () => {
    const reply = await as(olle).post(path, { etag: '"7"' });
    const seen = await as(anna).get("/v2/customers/1001/cases");

    expect(reply.status).toBe(409);
    expect(reasonOf(reply)).toBe("ETAG_MISMATCH");
    expect(seen.status).toBe(200);
  });

  test("takes back what a partner could get again by the relationship of its past", async () => {
    const signe = as("signe@solvik.example");

    const reply = await signe.post("/v2/customers/1003/partners/beta-partner.example:revokeAccess");

    expect(reply).toMatchObject({ status: 200, body: { access: "REVOKED" } });
  });

  test("finds fault with a field that there is not", async () => {
    const reply = await as(olle).post(`${path}?when=now`, { reason: "fees" });

    expect(reply.status).toBe(400);
    expect(faultyFields(reply).toSorted()).toEqual(["reason", "when"]);
  });

  test("refuses a portal user of the customer, and says whom to ask", async () => {
    const reply = await as("moa@lindqvist.example").post(path);

    expect(reply.status).toBe(403);
    expect(reasonOf(reply)).toBe("PRIVILEGE_MISSING");
    expect(metadataOf(reply)).toEqual({ remedy: "Ask an administrator of lindqvist.example." });
  });

  test.each([
    ["nobody", undefined, "401 UNAUTHENTICATED"],
    ["the partner itself", anna, "403 NOT_VISIBLE"],
    ["another customer's administrator", "rut@granit.example", "403 NOT_VISIBLE"],
    ["support", "bo@support.example", "403 NOT_VISIBLE"],
  ])("refuses %s", async (_who, email, outcome) => {
    const reply = await as(email).post(path);

    expect(outcomeOf(reply)).toBe(outcome);
  });

  test("tells a partner that is none and a customer that is none by nothing", async () => {
    const partners = ["1001/partners/beta-partner.example", "999999/partners/alfa-partner.example"];

    const [one, other] = await Promise.all(
      partners.map((name) => as(olle).post(`/v2/customers/${name}:revokeAccess`)),
    );

    expect(one?.status).toBe(403);
    expect(one?.text).toBe(other?.text);
    expect(one && metadataOf(one)).toEqual({
      remedy: expect.stringContaining("what its partners may see are for its own administrators"),
    });
  });
});
