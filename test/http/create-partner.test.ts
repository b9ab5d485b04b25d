import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { custodyDoc } from "#adapters/firestore/documents.ts";
import { createPartner } from "#http/create-partner.ts";
import { type Caller, callersOf, faultyFields, outcomeOf } from "../support/request.ts";
import { resetData, startServer } from "../support/server.ts";

const olle = "olle@lindqvist.example";
const hanna = "hanna@hjalp-partner.example";
const partner = "hjalp-partner.example";
const path = "/v2/customers/1001/partners";
const asked = { partner, kind: "SUPPORT_PARTNER" };

let server: Awaited<ReturnType<typeof startServer>>;
let as: (email?: string) => Caller;

beforeAll(async () => {
  server = await startServer();
  as = callersOf(server.url);
});

beforeEach(resetData);

afterAll(() => server?.stop());

describe("createPartner", () => {
  test("is active at once: the partner works with the customer's cases from the next request on", async () => {
    const before = await as(hanna).get("/v2/customers/1001/cases");
    const from = new Date().toISOString();

    const reply = await as(olle).post(path, asked);
    const seen = await as(hanna).get("/v2/customers/1001/cases");
    const old = await as(hanna).get("/v2/customers/1001/cases/310000001001");

    expect(outcomeOf(before)).toBe("403 NOT_VISIBLE");
    expect(createPartner.contract.reply.parse(reply.body)).toEqual({
      name: "customers/1001/partners/hjalp-partner.example",
      kind: "SUPPORT_PARTNER",
      periods: [{ startTime: expect.stringMatching(/Z$/) }],
      access: "GRANTED",
      etag: '"1"',
    });
    expect(startsOf(reply.body)[0]?.localeCompare(from)).toBeGreaterThanOrEqual(0);
    expect(seen).toMatchObject({ status: 200, text: "{}" });
    expect(outcomeOf(old)).toBe("403 NOT_VISIBLE");
  });

  test("takes an end of access, and sends back fields of the answer without effect", async () => {
    const accessExpireTime = "2999-01-01T00:00:00.000Z";

    const reply = await as(olle).post(path, { ...asked, accessExpireTime, access: "REVOKED" });

    expect(reply.body).toMatchObject({ access: "GRANTED", accessExpireTime });
  });

  test("asked again while it runs, it changes nothing", async () => {
    const first = await as(olle).post(path, asked);
    const again = await as(olle).post(path, { ...asked, accessExpireTime: "2999-01-01T00:00:00Z" });

    expect(again).toMatchObject({ status: 200, text: first.text });
  });

  test("asked by two at once, one period begins", async () => {
    const replies = await Promise.all([as(olle).post(path, asked), as(olle).post(path, asked)]);
    const { body } = await as(olle).get(`${path}/${partner}`);

    expect(replies.map(({ status }) => status)).toEqual([200, 200]);
    expect(startsOf(body)).toHaveLength(1);
  });

  test("after its end a new period begins, with access whatever it was", async () => {
    await as(olle).post(path, asked);
    await as(olle).post(`${path}/${partner}:revokeAccess`);
    await as(olle).post(`${path}/${partner}:end`);

    const reply = await as(olle).post(path, asked);

    expect(reply.body).toMatchObject({ access: "GRANTED", etag: '"4"' });
    expect(startsOf(reply.body)).toHaveLength(2);
  });

  test("each beginning has a word of its own, under which clients find cases", async () => {
    await as(olle).post(path, asked);
    const first = await viewKey();
    await as(olle).post(`${path}/${partner}:end`);
    await as(olle).post(path, asked);

    expect(first).toMatch(/^c[0-9a-f]{24}$/);
    expect(await viewKey()).not.toBe(first);
  });

  test("an eleventh period is refused", async () => {
    for (let period = 0; period < 10; period += 1) {
      await as(olle).post(path, asked);
      await as(olle).post(`${path}/${partner}:end`);
    }

    const reply = await as(olle).post(path, asked);

    expect(reply.status).toBe(400);
    expect(faultyFields(reply)).toEqual(["partner"]);
  });

  test.each([
    [{ ...asked, kind: "RESELLER" }, "kind", "resellers are assigned by the sales system"],
    [{ ...asked, partner: "nowhere.example" }, "partner", "No partner of that domain is known"],
    [{ ...asked, partner: "lindqvist.example" }, "partner", "No partner of that domain is known"],
    [{ ...asked, partner: "constructor.example" }, "partner", "No partner of that domain is known"],
    [{ ...asked, partner: "alfa-partner.example" }, "partner", "as its reseller already"],
    [{ ...asked, partner: "Hjalp" }, "partner", "Give a domain in lower case."],
    [{ kind: "SUPPORT_PARTNER" }, "partner", ""],
    [{ ...asked, accessExpireTime: "2020-01-01T00:00:00Z" }, "accessExpireTime", "to come"],
    [{ ...asked, startTime: "2020-01-01T00:00:00Z" }, "startTime", ""],
  ])("finds fault with %j", async (body, field, saying) => {
    const reply = await as(olle).post(path, body);
    const { text } = await as(olle).get(`${path}/${partner}`);

    expect(reply.status).toBe(400);
    expect(faultyFields(reply)).toEqual([field]);
    expect(reply.text).toContain(saying);
    expect(text).toContain("NOT_VISIBLE");
  });

  test("rehearses: the relationship that would be, the rules that held, and nothing stored", async () => {
    const reply = await as(olle).post(`${path}?validateOnly=true`, asked);
    const stored = await as(olle).get(`${path}/${partner}`);

    expect(reply.body).toMatchObject({
      access: "GRANTED",
      rehearsal: { rules: ["the caller administers the customer"] },
    });
    expect(outcomeOf(stored)).toBe("403 NOT_VISIBLE");
  });

  test("a repeated key gets the same answer; with another body it is refused", async () => {
    const keyed = `${path}?requestId=start-1`;
    const first = await as(olle).post(keyed, asked);
    await as(olle).post(`${path}/${partner}:end`);

    const again = await as(olle).post(keyed, asked);
    const other = await as(olle).post(keyed, { ...asked, partner: "beta-partner.example" });

    expect(again.text).toBe(first.text);
    expect(outcomeOf(other)).toBe("409 IDEMPOTENCY_KEY_REUSED");
  });

  test("is entered in the trail of both, and in no other", async () => {
    await as(olle).post(path, { ...asked, partner: "alfa-partner.example" });
    await as("eva@tallek.example").post("/v2/customers/1005/partners", {
      partner: "alfa-partner.example",
      kind: "SUPPORT_PARTNER",
    });

    const trails = await Promise.all([
      as("eva@tallek.example").get("/v2/customers/1005/auditEntries"),
      as("sara@alfa-partner.example").get("/v2/partners/alfa-partner.example/auditEntries"),
      as(olle).get("/v2/customers/1001/auditEntries"),
    ]);

    const entry = {
      action: "relationship.started",
      actor: {
        displayName: "Eva Tall",
        email: "eva@tallek.example",
        username: "eva@tallek.example",
      },
      subject: "alfa-partner.example",
      customer: "customers/1005",
      eventTime: expect.stringMatching(/Z$/),
      changes: [
        { field: "kind", after: "SUPPORT_PARTNER" },
        { field: "access", after: "GRANTED" },
        { field: "startTime", after: expect.stringMatching(/Z$/) },
      ],
    };
    expect(trails.map(({ body }) => body)).toEqual([
      { auditEntries: [entry] },
      { auditEntries: [entry] },
      {},
    ]);
  });

  test.each([
    ["the customer's other users", "moa@lindqvist.example", "403 PRIVILEGE_MISSING"],
    ["the partner itself", hanna, "403 NOT_VISIBLE"],
    ["another partner", "sara@alfa-partner.example", "403 NOT_VISIBLE"],
    ["another customer's administrator", "rut@granit.example", "403 NOT_VISIBLE"],
    ["support", "aino@support.example", "403 NOT_VISIBLE"],
    ["nobody", undefined, "401 UNAUTHENTICATED"],
  ])("refuses %s", async (_who, email, outcome) => {
    expect(outcomeOf(await as(email).post(path, asked))).toBe(outcome);
  });
});

function startsOf(body: object): string[] {
  const { periods } = createPartner.contract.reply.parse(body) as {
    periods: { startTime: string }[];
  };
  return periods.map(({ startTime }) => startTime);
}

async function viewKey(): Promise<unknown> {
  const { partners } = Object((await custodyDoc("1001").get()).data());
  return partners[partner].viewKey;
}
