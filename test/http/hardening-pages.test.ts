import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Caller, callersOf, faultyFields, outcomeOf } from "../support/request.ts";
import { resetData, startServer } from "../support/server.ts";

const anna = "anna@alfa-partner.example";
const lena = "lena@alfa-partner.example";
const olle = "olle@lindqvist.example";
const signe = "signe@solvik.example";
const theCase = "/v2/customers/1001/cases/310000001001";
const comments = `${theCase}/comments?pageSize=1`;
const consent = "/v2/customers/1003/partners/alfa-partner.example";

let server: Awaited<ReturnType<typeof startServer>>;
let as: (email?: string) => Caller;

beforeAll(async () => {
  server = await startServer();
  as = callersOf(server.url);
  await resetData();
});

afterAll(() => server?.stop());

/** What a list answers to the token of the first page of this or another list. */
async function followed(path: string, from = path, { by = anna, of = anna } = {}) {
  const { body } = await as(of).get(from);
  if (body.nextPageToken === undefined) throw new Error(`${from} has but one page.`);
  return as(by).get(`${path}&pageToken=${body.nextPageToken}`);
}

describe("a page token", () => {
  test.each([comments, "/v2/customers/-/cases?pageSize=1", "/v2/customers?pageSize=1"])(
    "leads on in its own list: %s",
    async (path) => {
      expect((await followed(path)).status).toBe(200);
    },
  );

  test("may be used with another page's size and with another selection of fields", async () => {
    expect((await followed(`${theCase}/comments?pageSize=7`, comments)).status).toBe(200);
    expect((await followed(`${comments}&fields=nextPageToken`, comments)).status).toBe(200);
  });

  test.each([
    [
      "another parameter",
      "/v2/customers/-/cases?filter=state%3DOPEN",
      "/v2/customers/-/cases?pageSize=1",
    ],
    [
      "a parameter less",
      "/v2/customers/-/cases?",
      "/v2/customers/-/cases?pageSize=1&filter=priority%3DP2",
    ],
    ["another parent", "/v2/customers/1003/cases?", "/v2/customers/-/cases?pageSize=1"],
    ["another case", "/v2/customers/1001/cases/310000001002/comments?", comments],
    ["another function", `${theCase}/history?`, comments],
    ["a search", "/v2/cases:search?", "/v2/customers/-/cases?pageSize=1"],
  ])("is refused with %s", async (_what, path, from) => {
    const reply = await followed(path, from);

    expect(outcomeOf(reply)).toBe("400 INVALID_ARGUMENT");
    expect(faultyFields(reply)).toEqual(["pageToken"]);
  });

  test.each([
    ["a colleague", lena, anna],
    ["the customer", olle, anna],
    ["the partner", anna, olle],
  ])("is nothing to %s, though both may see the list", async (_who, by, of) => {
    const reply = await followed(comments, comments, { by, of });

    expect(faultyFields(reply)).toEqual(["pageToken"]);
  });

  test("is refused in every form but its own", async () => {
    const { body } = await as(anna).get(comments);
    const token = body.nextPageToken ?? "";
    const bytes = Buffer.from(token, "base64url");
    const changed = [0, 11, 12, 27, 28, bytes.length - 1].map((at) => {
      const copy = Buffer.from(bytes);
      copy[at] = (copy[at] ?? 0) ^ 1;
      return copy.toString("base64url");
    });
    const cut = [1, 11, 12, 27, 28, bytes.length - 1].map((length) =>
      bytes.subarray(0, length).toString("base64url"),
    );
    const plain = Buffer.from(JSON.stringify({ at: "2026-10-05T08:40:00.000Z", id: "c1" }));
    const forged = [plain.toString("base64url"), `${token}AAAA`, "AAAA", "..", "x".repeat(2_001)];

    const replies = await Promise.all(
      [...changed, ...cut, ...forged].map((each) => as(anna).get(`${comments}&pageToken=${each}`)),
    );

    expect(replies.map(faultyFields)).toEqual(replies.map(() => ["pageToken"]));
    expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 400));
  });

  test("of a foreign case is answered as one of a missing case is", async () => {
    const token = (await as(anna).get(comments)).body.nextPageToken;
    const [foreign, missing] = await Promise.all(
      ["310000004001", "310000004999"].map((id) =>
        as(anna).get(`/v2/customers/1004/cases/${id}/comments?pageToken=${token}`),
      ),
    );

    expect(foreign?.text).toBe(missing?.text);
    expect(foreign?.status).toBe(400);
  });

  test("carries no authority: it shows nothing once access is revoked", async () => {
    const list = "/v2/customers/1003/cases?pageSize=1";
    const { body } = await as(anna).get(list);
    const everywhere = await as(anna).get("/v2/customers/-/cases?pageSize=1");
    const before = await as(anna).get(`${list}&pageToken=${body.nextPageToken}`);

    await as(signe).post(`${consent}:revokeAccess`, {});
    const after = await as(anna).get(`${list}&pageToken=${body.nextPageToken}`);
    const rest = await as(anna).get(
      `/v2/customers/-/cases?pageSize=1&pageToken=${everywhere.body.nextPageToken}`,
    );

    expect(before.body.cases?.map(({ name }) => name)).toEqual([
      expect.stringMatching(/^customers\/1003\//),
    ]);
    expect(after.status).toBe(400);
    expect(outcomeOf(after)).toBe("400 CONSENT_NOT_GRANTED");
    expect(rest.text).not.toContain("customers/1003");
  });
});
