import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newCase } from "../support/case-requests.ts";
import { type Caller, callersOf, caseNames, faultyFields, outcomeOf } from "../support/request.ts";
import { resetData, startServer } from "../support/server.ts";

const anna = "anna@alfa-partner.example";
const cases = "/v2/customers/1001/cases";
const theCase = `${cases}/310000001001`;
const json = { "Content-Type": "application/json" };
const mebibyte = 1_048_576;

let server: Awaited<ReturnType<typeof startServer>>;
let as: (email?: string) => Caller;

beforeAll(async () => {
  server = await startServer();
  as = callersOf(server.url);
  await resetData();
});

afterAll(() => server?.stop());

describe("a body that readers would understand differently", () => {
  const opening = JSON.stringify(newCase).slice(0, -1);
  const half = "\\ud83d";

  test.each([
    ["a key given twice", `${opening},"priority":"P0"}`, ["priority"]],
    ["a key given twice, once as null", `${opening},"priority":null}`, ["priority"]],
    ["a key given twice, once with escapes", `${opening},"\\u0070riority":"P0"}`, ["priority"]],
    [
      "a key given twice below",
      `${opening.replace('"classification":{', '"classification":{"id":"x",')}}`,
      ["classification.id"],
    ],
    ["a key given twice and in two spellings", `${opening},"a_b":1,"a_b":1,"aB":2}`, ["a_b", "aB"]],
    ["a number that no double holds", `${opening},"testCase":1e400}`, ["testCase"]],
    ["a number that a double rounds", `${opening},"testCase":12345678901234567890}`, ["testCase"]],
    ["half a character", `${opening},"timeZone":"${half}"}`, ["timeZone"]],
    ["half a character in a list", `${opening},"caseAnswers":["${half}"]}`, ["caseAnswers.0"]],
  ])("is refused by the field: %s", async (_trick, body, fields) => {
    const reply = await as(anna).post(`${cases}?validateOnly=true`, body, json);

    expect(outcomeOf(reply)).toBe("400 INVALID_ARGUMENT");
    expect(faultyFields(reply)).toEqual(fields);
  });
});

describe("a mebibyte of", () => {
  test.each([
    ["openings", "[".repeat(mebibyte)],
    ["objects", '{"a":'.repeat(mebibyte / 5)],
    ["quotes", `{"a":"${'\\"'.repeat(mebibyte / 2 - 4)}`],
    ["commas", `[${",".repeat(mebibyte - 2)}]`],
    ["keys", `{${Array.from({ length: 70_000 }, (_, i) => `"${i}":0`).join(",")}}`],
    ["one key", `{${Array.from({ length: 200_000 }, () => '"":0').join(",")}}`],
    ["digits", `{"a":${"9".repeat(mebibyte - 10)}}`],
  ])("%s is refused with few words", async (_what, body) => {
    const reply = await as(anna).post(cases, body, json);

    expect(outcomeOf(reply)).toBe("400 INVALID_ARGUMENT");
    expect(reply.text.length).toBeLessThan(20_000);
  });

  test("parameters in the body of an overridden method is refused with few words", async () => {
    const body = Array.from({ length: 100_000 }, (_, i) => `p${i}=`).join("&");

    const reply = await as(anna).post(cases, body, { "X-HTTP-Method-Override": "GET" });

    expect(reply.status).toBe(400);
    expect(reply.text.length).toBeLessThan(2_000);
  });
});

describe("a path with tricks in it", () => {
  test.each([
    ["back-slashes", "/v2\\customers\\1001", "404 ROUTE_NOT_FOUND"],
    ["encoded back-slashes", "/v2/customers/1001%5C..%5C1004", "400 INVALID_ARGUMENT"],
    ["an encoded slash", "/v2/customers%2F1001", "404 ROUTE_NOT_FOUND"],
    ["a slash encoded twice", "/v2/customers/1001%252Fcases", "400 INVALID_ARGUMENT"],
    ["dots encoded twice", "/v2/customers/%252e%252e", "400 INVALID_ARGUMENT"],
    ["dot segments", "/v2/customers/1004/../1001", "404 ROUTE_NOT_FOUND"],
    ["encoded dot segments", "/v2/customers/1004/%2e%2e/1001", "404 ROUTE_NOT_FOUND"],
    ["a dot segment of itself", "/v2/./customers/1001", "404 ROUTE_NOT_FOUND"],
    ["a matrix parameter", "/v2/customers/1001;v=2", "400 INVALID_ARGUMENT"],
    ["a matrix parameter elsewhere", "/v2/customers;v=2/1001", "404 ROUTE_NOT_FOUND"],
    ["a slash at the end", "/v2/customers/1001/", "404 ROUTE_NOT_FOUND"],
    ["two slashes", "/v2/customers//1001", "404 ROUTE_NOT_FOUND"],
    ["NUL", "/v2/customers/1001%00", "400 INVALID_ARGUMENT"],
    ["NUL after a verb", `${theCase}:close%00`, "404 ROUTE_NOT_FOUND"],
    ["a line end", "/v2/customers/1001%0d%0aX-Evil:1", "404 ROUTE_NOT_FOUND"],
    ["an over-long encoding of a slash", "/v2/customers/1001%c0%afcases", "404 ROUTE_NOT_FOUND"],
    ["digits of another width", "/v2/customers/%EF%BC%91%EF%BC%90", "400 INVALID_ARGUMENT"],
    ["an id beyond measure", `/v2/customers/${"1".repeat(65)}`, "400 INVALID_ARGUMENT"],
    ["an id far beyond measure", `/v2/customers/${"1".repeat(15_000)}`, "400 INVALID_ARGUMENT"],
    ["a whole address", "http://evil.example/v2/customers/1001", "404 ROUTE_NOT_FOUND"],
    ["a fragment", "/v2/customers/1001#x", "400 INVALID_ARGUMENT"],
    ["a name that objects inherit", "/v2/customers/__proto__", "400 INVALID_ARGUMENT"],
    ["another such name", "/v2/customers/constructor", "403 NOT_VISIBLE"],
  ])("leads nowhere: %s", async (_trick, path, outcome) => {
    const reply = await as(anna).get(path);

    expect(outcomeOf(reply)).toBe(outcome);
    expect(reply.headers).not.toHaveProperty("x-evil");
  });
});

describe("a parameter given twice", () => {
  test.each([
    ["requestId", "requestId=a&requestId=b"],
    ["requestId", "requestId=a&request_id=a"],
    ["validateOnly", "validateOnly=true&validateOnly=false"],
    ["validateOnly", "validateOnly=true&validate_only=false"],
    ["validateOnly", "validate_only=false&validateOnly=true"],
    ["fields", "validateOnly=true&fields=name&fields=state"],
  ])("stops a write, so that none is left to chance: %s in %s", async (field, query) => {
    const before = await newest();

    const reply = await as(anna).post(`${cases}?${query}`, newCase);

    expect(reply.status).toBe(400);
    expect(faultyFields(reply)).toEqual([field]);
    expect(await newest()).toEqual(before);
  });

  test.each([
    ["pageToken", "pageToken=a&pageToken=a"],
    ["pageToken", "pageToken=a&page_token=a"],
    ["pageSize", "pageSize=1&page_size=100"],
    ["filter", "filter=state%3DOPEN&filter="],
  ])("stops a list: %s in %s", async (field, query) => {
    expect(faultyFields(await as(anna).get(`${cases}?${query}`))).toEqual([field]);
  });

  test("stops an overridden method, once in the address and once in the body", async () => {
    const override = { "X-HTTP-Method-Override": "GET" };

    const reply = await as(anna).post(`${cases}?pageToken=a`, "pageToken=b", override);

    expect(faultyFields(reply)).toEqual(["pageToken"]);
  });
});

describe("a method override gets around no check", () => {
  test.each([
    ["GET", "POST", `${theCase}:close`],
    ["GET", "DELETE", theCase],
    ["GET", "PUT", theCase],
    ["get", "POST", theCase],
    ["GET, GET", "POST", theCase],
    ["HEAD", "POST", theCase],
    ["PATCH", "POST", theCase],
  ])("%s on %s %s", async (wanted, method, path) => {
    const before = await as(anna).get(theCase);

    const reply = await as(anna).send({ method, path, headers: override(wanted), body: {} });

    expect(outcomeOf(reply)).toBe("404 ROUTE_NOT_FOUND");
    expect((await as(anna).get(theCase)).text).toBe(before.text);
  });

  test("GET on PATCH, which stays one and is checked as one", async () => {
    const reply = await as(anna).send({
      method: "PATCH",
      path: theCase,
      headers: override("GET"),
      body: { colour: "red" },
    });

    expect(outcomeOf(reply)).toBe("400 INVALID_ARGUMENT");
  });

  test.each(["X-HTTP-Method", "X-Method-Override", "_method"])("by the name %s", async (name) => {
    const reply = await as(anna).send({
      method: "POST",
      path: theCase,
      headers: { [name]: "GET" },
    });

    expect(outcomeOf(reply)).toBe("404 ROUTE_NOT_FOUND");
  });

  test("for nobody, nor for somebody else", async () => {
    const nobody = await as().post(theCase, "", override("GET"));
    const other = await as(anna).post("/v2/customers/1004/cases", "", override("GET"));

    expect(outcomeOf(nobody)).toBe("401 UNAUTHENTICATED");
    expect(outcomeOf(other)).toBe("403 NOT_VISIBLE");
  });

  test("is no way to write: a list by POST opens no case", async () => {
    const before = await newest();

    const reply = await as(anna).post(cases, "", override("GET"));

    expect(reply.status).toBe(200);
    expect(caseNames(reply).slice(0, 1)).toEqual(before);
  });
});

describe("HEAD and OPTIONS", () => {
  test("HEAD of a foreign customer tells no more than of a missing one", async () => {
    const [foreign, missing] = await Promise.all(
      ["1004", "1999"].map((id) => as(anna).send({ method: "HEAD", path: `/v2/customers/${id}` })),
    );

    expect(foreign).toMatchObject({ status: 403, text: "" });
    expect({ ...foreign?.headers, date: "" }).toEqual({ ...missing?.headers, date: "" });
  });

  test.each(["HEAD", "OPTIONS", "TRACE"])("%s of a write's path does nothing", async (method) => {
    const reply = await as(anna).send({ method, path: `${theCase}:close` });

    expect(reply.status).toBe(404);
    expect((await as(anna).get(theCase)).body).toMatchObject({
      state: "IN_PROGRESS_GOOGLE_SUPPORT",
    });
  });
});

async function newest(): Promise<string[]> {
  return caseNames(await as(anna).get(`${cases}?pageSize=1`));
}

function override(method: string): Record<string, string> {
  return { "X-HTTP-Method-Override": method };
}
