import { readFile } from "node:fs/promises";
import { afterEach, describe, expect, test } from "vitest";
import { CallFailed, supportCases } from "../../functions/client/client.ts";
import { reasonOf } from "../../functions/client/reasons.ts";
import { anna, apiUrl, clientOf, newCase, type Server, serve } from "./support.ts";

const path = { customer: "1001" };

/** How a call failed; throws where it did not. */
async function failure(calling: Promise<unknown>): Promise<CallFailed> {
  const error = await calling.then(
    () => new Error("The call did not fail."),
    (reason: unknown) => reason,
  );
  if (error instanceof CallFailed) return error;
  throw error;
}

describe("a call that the product refuses", () => {
  test("tells the reason, and the remedy in words to show", async () => {
    const client = await clientOf(anna);

    const refused = await failure(
      client.GET("/v2/customers/{customer}/cases", { params: { path: { customer: "1002" } } }),
    );

    expect(refused).toMatchObject({
      name: "CallFailed",
      status: 400,
      reason: "CONSENT_NOT_GRANTED",
      message: "The customer has not granted access.",
      fieldViolations: [],
    });
    expect(refused.remedy).toMatch(/^Ask an administrator of granit\.example to grant access/);
  });

  test("tells every fault of the request at once, each with its field", async () => {
    const client = await clientOf(anna);

    const { reason, fieldViolations } = await failure(
      client.POST("/v2/customers/{customer}/cases", {
        params: { path },
        body: { ...newCase, displayName: "", contactEmail: "nowhere" },
      }),
    );

    expect(reason).toBe("INVALID_ARGUMENT");
    expect(fieldViolations.map(({ field }) => field).toSorted()).toEqual([
      "contactEmail",
      "displayName",
    ]);
    for (const { description } of fieldViolations) expect(description).not.toBe("");
  });

  test("keeps the details, such as where personal data was found", async () => {
    const client = await clientOf(anna);

    const { details } = await failure(
      client.POST("/v2/customers/{customer}/cases", {
        params: { path },
        body: { ...newCase, description: "Card 4111 1111 1111 1111" },
      }),
    );

    expect(JSON.stringify(details)).toContain("PAYMENT_CARD");
    expect(JSON.stringify(details)).not.toContain("1111 1111");
  });

  test("is not made again: the answer would be the same", async () => {
    const told = { status: 429, reason: "ATTACHMENT_QUOTA" };
    const { client, asked } = await answering([told, { status: 200 }]);

    expect(await failure(client.GET("/v2/customers"))).toMatchObject(told);
    expect(asked).toHaveLength(1);
  });

  test("of nobody says that nobody is signed in", async () => {
    const client = supportCases({ baseUrl: apiUrl, token: async () => undefined });

    expect(await failure(client.GET("/v2/customers"))).toMatchObject({
      status: 401,
      reason: "UNAUTHENTICATED",
    });
  });
});

describe("reasons", () => {
  test("are those that the OpenAPI document has an example of, and INTERNAL", async () => {
    const file = new URL("../../functions/reference/openapi.json", import.meta.url);
    const { components } = JSON.parse(await readFile(file, "utf8"));

    const unknown = Object.keys(components.examples).filter((name) => reasonOf(name) === "UNKNOWN");

    expect(unknown).toEqual([]);
    expect(reasonOf("INTERNAL")).toBe("INTERNAL");
  });

  test("that this version does not know are UNKNOWN, with the message as it came", async () => {
    const { client } = await answering([{ status: 400, reason: "OF_NEXT_YEAR" }]);

    expect(await failure(client.GET("/v2/customers"))).toMatchObject({
      reason: "UNKNOWN",
      message: "It says no.",
    });
  });
});

describe("a service that is not there", () => {
  test("is asked again where it says that it is busy, after as many seconds as it says", async () => {
    const { client, asked } = await answering([
      { status: 503, retryAfter: "1" },
      { status: 429, retryAfter: "0" },
      { status: 502 },
      { status: 200 },
    ]);

    await client.GET("/v2/customers");

    const [first = 0, second = 0] = asked.map(({ at }) => at);
    expect(asked).toHaveLength(4);
    expect(second - first).toBeGreaterThanOrEqual(990);
  });

  test("is asked four times and no more, a write each time under the same key", async () => {
    const { client, asked } = await answering(Array.from({ length: 9 }, () => ({ status: 503 })));

    const failed = await failure(
      client.POST("/v2/customers/{customer}/cases", { params: { path }, body: newCase }),
    );

    expect(failed).toMatchObject({ status: 503, reason: "UNAVAILABLE" });
    expect(asked).toHaveLength(4);
    expect(new Set(asked.map(({ key }) => key)).size).toBe(1);
    expect(asked[0]?.key).toMatch(/^[\x21-\x7e]{16,128}$/);
  });

  test("is not waited for where it asks for more than ten seconds", async () => {
    const { client, asked } = await answering([{ status: 503, retryAfter: "11" }, { status: 200 }]);

    expect(await failure(client.GET("/v2/customers"))).toMatchObject({ retryAfterSeconds: 11 });
    expect(asked).toHaveLength(1);
  });

  test("is not waited for any longer once the caller's signal says so", async () => {
    const { client, asked } = await answering([{ status: 503, retryAfter: "9" }, { status: 200 }]);
    const leaving = new AbortController();

    const calling = client.GET("/v2/customers", { signal: leaving.signal });
    await expect.poll(() => asked.length).toBe(1);
    leaving.abort(new Error("The person went elsewhere."));

    await expect(calling).rejects.toThrow("The person went elsewhere.");
    const [{ at: asking } = { at: 0 }] = asked;
    expect(Date.now() - asking).toBeLessThan(9_000);
    expect(asked).toHaveLength(1);
  });

  test.each([
    "<h1>Not found</h1>",
    "",
    "null",
    '{ "error": "not_found" }',
    '{ "error": { "message": "Not found" } }',
    '{ "error": { "message": "Not found", "details": "none" } }',
  ])("is told by its status where what answers in its place says %j", async (text) => {
    const { client } = await answering([{ status: 404, text }]);

    expect(await failure(client.GET("/v2/customers"))).toMatchObject({
      status: 404,
      reason: "UNKNOWN",
      message: "The service answered 404, and not in its own words.",
      details: [],
    });
  });

  test("is not taken for the product where a page answers in its place", async () => {
    const { client, asked } = await answering([{ status: 200, text: "<!doctype html>" }]);

    expect(await failure(client.GET("/v2/customers"))).toMatchObject({
      reason: "UNKNOWN",
      remedy: "Check the address of the service.",
    });
    expect(asked).toHaveLength(1);
  });
});

describe("a write whose answer breaks off", () => {
  test("is made again under the same key, for it may have been made", async () => {
    const { client, asked } = await answering([
      { status: 200, text: '{ "name": "customers/1001/ca' },
      { status: 200, text: '{ "name": "customers/1001/cases/3100" }' },
    ]);

    const opened = await client.POST("/v2/customers/{customer}/cases", {
      params: { path },
      body: newCase,
    });

    expect(opened.name).toBe("customers/1001/cases/3100");
    expect(asked).toHaveLength(2);
    expect(new Set(asked.map(({ key }) => key)).size).toBe(1);
  });
});

describe("a service that leads elsewhere", () => {
  test("is not followed, so that nobody else is told what was meant for it", async () => {
    let followed = 0;
    const elsewhere = await serve((_request, response) => {
      followed += 1;
      response.end("{}");
    });
    fake = await serve((_request, response) => {
      response.writeHead(307, { Location: `${elsewhere.url}/v2/customers` }).end();
    });
    const client = supportCases({ baseUrl: fake.url, token: async () => "token" });

    const failed = await failure(client.GET("/v2/customers"));

    await elsewhere.stop();
    expect(failed).toMatchObject({ status: 0, reason: "UNREACHABLE" });
    expect(followed).toBe(0);
  });
});

describe("a list", () => {
  test.each(['{ "nextPageToken": "" }', "{}"])("ends with the page %s", async (text) => {
    const first = { status: 200, text: '{ "nextPageToken": "second" }' };
    const { client, asked } = await answering([first, { status: 200, text }]);

    const pages = [];
    for await (const page of client.pages("/v2/customers")) pages.push(page);

    expect(pages).toHaveLength(2);
    expect(asked).toHaveLength(2);
  });
});

let fake: Server | undefined;

afterEach(async () => {
  await fake?.stop();
  fake = undefined;
});

type Given = { status: number; reason?: string; retryAfter?: string; text?: string };
type Asked = { at: number; key: string | undefined };

/** A client of a service that gives these answers, one after the other, and what it was asked. */
async function answering(answers: Given[]) {
  const asked: Asked[] = [];
  fake = await serve((request, response) => {
    const given = answers[asked.length] ?? { status: 500 };
    const key = request.headers["idempotency-key"];
    asked.push({ at: Date.now(), key: key === undefined ? undefined : String(key) });
    const { status, reason = "UNAVAILABLE", retryAfter } = given;
    const info = { reason, domain: "support-cases.example" };
    const error = { code: status, message: "It says no.", status: "", details: [info] };
    const text = given.text ?? JSON.stringify(status === 200 ? {} : { error });
    response
      .writeHead(status, retryAfter === undefined ? {} : { "Retry-After": retryAfter })
      .end(text);
  });
  return { client: supportCases({ baseUrl: fake.url, token: async () => "token" }), asked };
}
