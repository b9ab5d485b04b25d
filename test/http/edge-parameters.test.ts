import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newCase } from "../support/case-requests.ts";
import { type Caller, callersOf, caseNames, faultyFields } from "../support/request.ts";
import { resetData, startServer } from "../support/server.ts";

const anna = "anna@alfa-partner.example";
const theCase = "/v2/customers/1001/cases/310000001001";
const json = "application/json; charset=UTF-8";

let server: Awaited<ReturnType<typeof startServer>>;
let as: (email?: string) => Caller;

beforeAll(async () => {
  server = await startServer();
  as = callersOf(server.url);
  await resetData();
});

afterAll(() => server?.stop());

describe("standard parameters", () => {
  test("are accepted, and without effect", async () => {
    const plain = await as(anna).get(theCase);

    const reply = await as(anna).get(
      `${theCase}?$.xgafv=2&callback=run&key=K&quotaUser=q&uploadType=media&upload_protocol=raw&alt=json&prettyPrint=false`,
    );

    expect(reply.text).toBe(plain.text);
    expect(reply.headers["content-type"]).toBe(json);
  });

  test("say by `fields` which part of the answer is wanted", async () => {
    const fields = encodeURIComponent("cases(name,creator/email),nextPageToken");

    const reply = await as(anna).get(`/v2/customers/1003/cases?fields=${fields}`);

    expect(reply.body).toEqual({
      cases: [
        { name: "customers/1003/cases/310000003004", creator: { email: anna } },
        {
          name: "customers/1003/cases/310000003003",
          creator: { email: "signe@solvik.example" },
        },
      ],
    });
  });

  test("answer {} where `fields` names nothing that there is", async () => {
    const reply = await as(anna).get(`${theCase}?fields=colour`);

    expect(reply.text).toBe("{}");
  });

  test.each([
    ["half open", "name("],
    ["closed too early", ")("],
    ["of strange characters", "a;b"],
    ["too long", "x".repeat(1_001)],
  ])("store nothing where `fields` is %s", async (_fault, fields) => {
    const before = await newestCase();

    const reply = await as(anna).post(
      `/v2/customers/1001/cases?fields=${encodeURIComponent(fields)}`,
      newCase,
    );

    expect(reply.status).toBe(400);
    expect(faultyFields(reply)).toEqual(["fields"]);
    expect(await newestCase()).toEqual(before);
  });

  test.each(["proto", "media"])("do not speak alt=%s", async (alt) => {
    const reply = await as(anna).get(`${theCase}?alt=${alt}`);

    expect(reply).toMatchObject({ status: 501, body: { error: { status: "UNIMPLEMENTED" } } });
  });

  test("know no alt but Google's", async () => {
    const reply = await as(anna).get(`${theCase}?alt=xml`);

    expect(reply.status).toBe(400);
    expect(faultyFields(reply)).toEqual(["alt"]);
  });
});

describe("parameters", () => {
  test.each([
    ["colour=red", ["colour"]],
    ["constructor=1&toString=2", ["constructor", "toString"]],
    ["filter=state%3DOPEN&filter=state%3DCLOSED", ["filter"]],
    ["pageSize=0x10&pageToken=x&pageToken=y", ["pageSize", "pageToken"]],
    ["validateOnly=true", ["validateOnly"]],
  ])("that do not exist or do not fit are named: %s", async (parameters, fields) => {
    const reply = await as(anna).get(`/v2/customers/1001/cases?${parameters}`);

    expect(reply).toMatchObject({ status: 400, body: { error: { status: "INVALID_ARGUMENT" } } });
    expect(faultyFields(reply).toSorted()).toEqual(fields);
  });

  test("may be spelt in snake_case", async () => {
    const reply = await as(anna).get("/v2/customers/1003/cases?page_size=1");

    expect(caseNames(reply)).toHaveLength(1);
  });
});

async function newestCase(): Promise<string[]> {
  return caseNames(await as(anna).get("/v2/customers/1001/cases?pageSize=1"));
}
