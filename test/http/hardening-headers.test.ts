import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Caller, callersOf, faultyFields, outcomeOf, type Wish } from "../support/request.ts";
import { resetData, startServer, tokenFor } from "../support/server.ts";

const portal = "https://portal.example";
process.env["CORS_ORIGINS"] = portal;

const anna = "anna@alfa-partner.example";
const olle = "olle@lindqvist.example";
const theCase = "/v2/customers/1001/cases/310000001001";
const share = `${theCase}:share?validateOnly=true`;
const followers = { emailAddresses: ["ella@lindqvist.example"] };
const security = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
};

let server: Awaited<ReturnType<typeof startServer>>;
let as: (email?: string) => Caller;

beforeAll(async () => {
  server = await startServer();
  as = callersOf(server.url);
  await resetData();
});

afterAll(() => server?.stop());

describe("every answer carries the security headers", () => {
  const large = { "Content-Length": "1048577" };

  test.each([
    ["200", { path: theCase }],
    ["200", { method: "HEAD", path: theCase }],
    ["400", { method: "POST", path: share, body: "{" }],
    ["401", { path: theCase, headers: { Authorization: "" } }],
    ["403", { path: "/v2/customers/1004" }],
    ["404", { path: "/nowhere" }],
    ["404", { path: "/v2/%zz" }],
    ["429", { method: "POST", path: share, body: "x", headers: large }],
    ["501", { path: `${theCase}?alt=proto` }],
  ])("%s to %j", async (status, wish) => {
    const reply = await as(anna).send(wish);

    expect(reply).toMatchObject({ status: Number(status), headers: security });
    expect(reply.headers["content-type"]).toBe("application/json; charset=UTF-8");
    expect(reply.headers["strict-transport-security"]).toBeUndefined();
  });

  test.each([
    ["what is no HTTP", "HELLO\r\n\r\n", "400 Bad Request"],
    ["no Host", `GET /nowhere HTTP/1.1\r\nConnection: close\r\n\r\n`, "404 Not Found"],
    [
      "an expectation that nobody knows",
      `GET /nowhere HTTP/1.1\r\nHost: a\r\nExpect: miracles\r\nConnection: close\r\n\r\n`,
      "404 Not Found",
    ],
  ])("to %s too, and is JSON", async (_what, bytes, status) => {
    const [head = "", body = ""] = (await overSocket(bytes)).split("\r\n\r\n");

    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status}\r\n`));
    expect(headersIn(head)).toMatchObject(security);
    expect(JSON.parse(body)).toHaveProperty("error.status");
  });
});

describe("a page of another origin", () => {
  test.each([theCase, "/v2/customers", "/nowhere"])(
    "on the list hears before it asks, without a token, what it may: OPTIONS %s",
    async (path) => {
      const reply = await as().send({ method: "OPTIONS", path, headers: preflightFrom(portal) });

      expect(reply).toMatchObject({ status: 204, text: "" });
      expect(reply.headers).toMatchObject({
        ...security,
        vary: "Origin",
        "access-control-allow-origin": portal,
        "access-control-allow-methods": "GET, POST, PATCH",
        "access-control-allow-headers":
          "Authorization, Content-Type, Idempotency-Key, If-Match, If-Range, Range, traceparent",
      });
    },
  );

  test.each<[string, Wish]>([
    ["200", { path: theCase }],
    ["401", { path: theCase, headers: { Authorization: "" } }],
    ["403", { path: "/v2/customers/1004" }],
    ["404", { path: "/nowhere" }],
    ["429", { method: "POST", path: share, body: "x", headers: { "Content-Length": "1048577" } }],
  ])("on the list reads every answer: %s", async (status, wish) => {
    const reply = await as(anna).send({ ...wish, headers: { Origin: portal, ...wish.headers } });

    expect(reply.status).toBe(Number(status));
    expect(reply.headers).toMatchObject({ "access-control-allow-origin": portal, vary: "Origin" });
  });

  test.each([
    "https://evil.example",
    "null",
    "*",
    `${portal}.evil.example`,
    "http://127.0.0.1:8080",
  ])("not on the list hears nothing: %s", async (origin) => {
    const before = await as().send({
      method: "OPTIONS",
      path: theCase,
      headers: preflightFrom(origin),
    });
    const then = await as(anna).get(theCase, { Origin: origin });

    expect([before.status, then.status]).toEqual([404, 200]);
    for (const { headers } of [before, then]) {
      expect(Object.keys(headers).filter((name) => name.startsWith("access-"))).toEqual([]);
      expect(headers.vary).toBe("Origin");
    }
  });
});

describe("the Authorization header", () => {
  const token = tokenFor(anna);

  test.each([
    ["in capitals", line(`BEARER ${token}`, "AUTHORIZATION")],
    ["in lower case", line(`bearer ${token}`, "authorization")],
    ["with blanks around", line(`  Bearer   ${token}  `)],
  ])("is one %s", async (_how, header) => {
    expect(await bearing(header)).toMatch(/^HTTP\/1.1 200 OK\r\n/);
  });

  test.each([
    ["given twice, for two people", [line(`Bearer ${token}`), line(`Bearer ${tokenFor(olle)}`)]],
    ["given twice alike", [line(`Bearer ${token}`), line(`Bearer ${token}`)]],
    ["given again, and empty", [line(`Bearer ${token}`), line("")]],
    ["with two tokens in it", [line(`Bearer ${token}, Bearer ${token}`)]],
    ["of a length beyond measure", [line(`Bearer ${"a".repeat(20_000)}`)]],
    ["by another name", [line(`Bearer ${token}`, "X-Forwarded-Authorization")]],
    ["as a cookie", [line(`authorization=${token}`, "Cookie")]],
  ])("is none %s", async (_how, headers) => {
    const answer = await bearing(...headers);

    expect(answer).toMatch(/^HTTP\/1.1 401 Unauthorized\r\n/);
    expect(answer).not.toContain(token.slice(20, 60));
  });

  test("is not replaced by a token in the address", async () => {
    const reply = await as().get(`${theCase}?access_token=${token}&oauth_token=${token}`);

    expect(outcomeOf(reply)).toBe("401 UNAUTHENTICATED");
  });
});

describe("a header that may stand once", () => {
  test.each(['"1", "2"', '"1","1"', "*,*"])("is refused as a list: If-Match %s", async (list) => {
    expect(await faultsOf({ "If-Match": list })).toEqual(["If-Match"]);
  });

  test("is refused twice: If-Match and Idempotency-Key", async () => {
    const lines = ['If-Match: "1"', 'If-Match: "2"', "Idempotency-Key: a", "Idempotency-Key: b"];
    const head = `POST ${share} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 0\r\n`;
    const authorization = `Authorization: Bearer ${tokenFor(anna)}`;

    const answer = await overSocket(`${head}${[authorization, ...lines].join("\r\n")}\r\n\r\n`);

    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(answer).toContain('"field":"If-Match"');
    expect(answer).toContain('"field":"Idempotency-Key"');
  });

  test.each(["", "a b", "å", "a".repeat(129), "a,b c"])(
    "is refused where no key looks so: Idempotency-Key %j",
    async (key) => {
      expect(await faultsOf({ "Idempotency-Key": key })).toEqual(["Idempotency-Key"]);
    },
  );
});

async function faultsOf(headers: Record<string, string>): Promise<string[]> {
  return faultyFields(await as(anna).post(share, followers, headers));
}

function headersIn(head: string): Record<string, string> {
  const lines = head.split("\r\n").slice(1);
  return Object.fromEntries(
    lines.map((line) => {
      const [name = "", ...value] = line.split(": ");
      return [name.toLowerCase(), value.join(": ")];
    }),
  );
}

/** What a browser says in advance for a page that wants to change a case. */
function preflightFrom(origin: string): Record<string, string> {
  return {
    Origin: origin,
    "Access-Control-Request-Method": "PATCH",
    "Access-Control-Request-Headers": "authorization, if-match",
  };
}

function line(value: string, name = "Authorization"): string {
  return `${name}: ${value}\r\n`;
}

function bearing(...lines: string[]): Promise<string> {
  const start = `GET ${theCase} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n`;
  return overSocket(`${start}${lines.join("")}\r\n`);
}

/** The answer to bytes that no HTTP client would send. */
function overSocket(bytes: string): Promise<string> {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  socket.write(bytes);
  return text(socket);
}
