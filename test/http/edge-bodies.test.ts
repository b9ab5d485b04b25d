import { type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newCase } from "../support/case-requests.ts";
import { type Caller, callersOf, caseNames, faultyFields, reasonOf } from "../support/request.ts";
import { resetData, startServer, tokenFor } from "../support/server.ts";

const anna = "anna@alfa-partner.example";
const path = "/v2/customers/1001/cases";
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

describe("a body that cannot be read", () => {
  test.each([
    ["malformed JSON", '{"displayName": "a",}', "body"],
    ["half a document", '{"displayName": ', "body"],
    ["a list", "[]", "body"],
    ["a text", '"displayName"', "body"],
    ["null", "null", "body"],
    ["two documents", "{}{}", "body"],
    ["bytes that are no UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), "body"],
    ["UTF-16", Buffer.from("{}", "utf16le"), "body"],
  ])("is refused, with its text kept out of the answer: %s", async (_what, body, field) => {
    const reply = await as(anna).post(path, body, json);

    expect(reply).toMatchObject({ status: 400, body: { error: { status: "INVALID_ARGUMENT" } } });
    expect(faultyFields(reply)).toEqual([field]);
    expect(reply.text).not.toContain("displayName");
    expect(reply.headers["content-type"]).toBe("application/json; charset=UTF-8");
  });

  test.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/jsonp",
    "application/xml",
    "",
  ])("is refused for its Content-Type %j", async (type) => {
    const reply = await as(anna).post(path, JSON.stringify(newCase), { "Content-Type": type });

    expect(reply.status).toBe(400);
    expect(faultyFields(reply)).toEqual(["Content-Type"]);
  });

  test.each(["application/json;charset=utf-8", "Application/JSON", "application/json ; x=y"])(
    "is not one by its Content-Type %s",
    async (type) => {
      const reply = await as(anna).post(`${path}?validateOnly=true`, JSON.stringify(newCase), {
        "Content-Type": type,
      });

      expect(reply.status).toBe(200);
    },
  );

  test("may be missing where nothing must be said, Content-Type and all", async () => {
    const { body } = await as(anna).post(path, newCase);

    const reply = await as(anna).post(`/v2/${body.name}:close`);

    expect(reply.status).toBe(200);
  });
});

describe("a body with tricks in it", () => {
  const asText = JSON.stringify(newCase).slice(0, -1);

  test.each([
    [
      "a prototype's key",
      `${asText},"__proto__":{"state":"CLOSED"}}`,
      [expect.stringMatching(/proto/i)],
    ],
    ["an inherited name", `${asText},"constructor":{"name":"x"}}`, ["constructor"]],
    [
      "a prototype's key below",
      `${asText.replace('"classification":{', '"classification":{"__proto__":{},')}}`,
      [expect.stringMatching(/^classification\..*proto/i)],
    ],
    ["one field in two spellings", `${asText},"display_name":"Other"}`, ["display_name"]],
    ["unknown fields", `${asText},"colour":"red","size":1}`, ["colour", "size"]],
  ])("is refused by the field: %s", async (_trick, body, fields) => {
    const before = await newest();

    const reply = await as(anna).post(path, body, json);

    expect(reply.status).toBe(400);
    expect(faultyFields(reply).toSorted()).toEqual(fields);
    expect(await newest()).toEqual(before);
  });

  test.each([
    ["lists", `${"[".repeat(100_000)}${"]".repeat(100_000)}`],
    ["objects", `${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`],
  ])("is refused however deep its %s are nested", async (_what, nested) => {
    const body = `{"displayName":${nested}}`;

    const reply = await as(anna).post(path, body, json);

    expect(reply.status).toBe(400);
    expect(reply.text).toContain("Nest at most 20 levels.");
    expect(reply.text.length).toBeLessThan(5_000);
  });

  test("counts what is null as not given", async () => {
    const given = { ...newCase, contactEmail: null, subscriberEmailAddresses: null, colour: null };

    const reply = await as(anna).post(`${path}?validateOnly=true`, given);

    expect(reply.status).toBe(200);
  });

  test("tells all its faults at once, with those of path and parameters", async () => {
    const body = { displayName: "", priority: "P9", classification: { id: 7 }, timeZone: "Mars" };

    const reply = await as(anna).post(`${path}?requestId=a%20b&validateOnly=yes`, body);

    expect(faultyFields(reply).toSorted()).toEqual([
      "classification.id",
      "description",
      "displayName",
      "priority",
      "requestId",
      "timeZone",
      "validateOnly",
    ]);
  });
});

describe("a body over a mebibyte", () => {
  test.each([
    ["with its length told", false],
    ["in chunks", true],
  ])("is refused %s", async (_how, chunked) => {
    const reply = await sendBytes(Buffer.alloc(mebibyte + 1, " "), { chunked });

    expect(reply).toMatchObject({
      status: 429,
      type: "application/json; charset=UTF-8",
      body: { error: { code: 429, status: "RESOURCE_EXHAUSTED" } },
    });
    expect(reasonOf({ ...reply, headers: {} })).toBe("BODY_TOO_LARGE");
  });

  test.each([
    ["with its length told", false],
    ["in chunks", true],
  ])("is one by its last byte alone: a mebibyte is read %s", async (_how, chunked) => {
    const blank = Buffer.alloc(mebibyte, " ");

    const reply = await sendBytes(blank, { chunked });

    expect(reply).toMatchObject({ status: 400, body: { error: { status: "INVALID_ARGUMENT" } } });
  });

  test("leaves the server answering the next request", async () => {
    await Promise.all(
      Array.from({ length: 4 }, () => sendBytes(Buffer.alloc(3 * mebibyte), { chunked: true })),
    );

    const reply = await as(anna).get(path);

    expect(reply.status).toBe(200);
  });
});

async function newest(): Promise<string[]> {
  return caseNames(await as(anna).get(`${path}?pageSize=1`));
}

async function sendBytes(bytes: Buffer, { chunked }: { chunked: boolean }) {
  const { hostname, port } = new URL(server.url);
  const headers = {
    ...json,
    Authorization: `Bearer ${tokenFor(anna)}`,
    ...(chunked ? { "Transfer-Encoding": "chunked" } : { "Content-Length": bytes.length }),
  };
  const going = request({ hostname, port, path, method: "POST", headers, agent: false });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    going.on("response", resolve);
    going.on("error", reject);
  });
  going.end(bytes);
  const coming = await answered;
  const said = await text(coming);
  const type = coming.headers["content-type"];
  return { status: coming.statusCode ?? 0, type, text: said, body: JSON.parse(said) };
}
