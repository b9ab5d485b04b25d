import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newCase } from "../support/case-requests.ts";
import {
  type Caller,
  callersOf,
  caseNames,
  faultyFields,
  type Reply,
  reasonOf,
} from "../support/request.ts";
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

describe("an address at which nothing answers", () => {
  test.each([
    "/nothing",
    "/v2",
    "/v3/customers",
    "/V2/customers",
    "/v2/customers/",
    "//v2/customers",
    "//127.0.0.1/v2/customers",
    "/v2/customers/1001/nothing",
    "/v2/customers/1001/cases/7:nothing",
    "/favicon.ico",
    "/robots.txt",
    "/v2/customers/1001/../1001",
    "/v2/customers/1001/%2e%2e/1001/cases/1",
    "/v2/customers/1001%2Fcases",
    "/v2/customers/1001%2fcases/310000001001",
    "/v2/customers/%zz",
    "/v2/customers/%E0%A4%A",
    "/v2/customers/%",
  ])("is not found: %s", async (path) => {
    const reply = await as(anna).get(path);

    expect(reply).toMatchObject({ status: 404, body: { error: { status: "NOT_FOUND" } } });
    expect(reasonOf(reply)).toBe("ROUTE_NOT_FOUND");
    expect(reply.headers["content-type"]).toBe(json);
  });

  test.each([
    ["DELETE", theCase],
    ["PUT", theCase],
    ["POST", theCase],
    ["GET", `${theCase}:close`],
    ["PATCH", "/v2/customers/1001/cases"],
    ["OPTIONS", theCase],
    ["POST", "/v2/cases:search"],
  ])("is one by its method: %s %s", async (method, path) => {
    const reply = await as(anna).send({ method, path });

    expect(reply).toMatchObject({ status: 404, body: { error: { code: 404 } } });
  });

  test("asks nobody who is calling", async () => {
    const [nobody, somebody] = await Promise.all([as().get("/v2/no"), as(anna).get("/v2/no")]);

    expect(nobody.text).toBe(somebody.text);
  });
});

describe("a path with tricks in it", () => {
  test.each([
    ["%00", "/v2/customers/1001%00", "customer"],
    ["a dot segment in place of an id", "/v2/customers/..", "customer"],
    ["an encoded dot segment", "/v2/customers/%2e%2e", "customer"],
    ["an id encoded twice", "/v2/customers/%2531001", "customer"],
    ["letters in a case's id", "/v2/customers/1001/cases/3100000010O1", "case"],
    ["digits of another script", "/v2/customers/1001/cases/%D9%A3%D9%A1", "case"],
    ["a case's id beyond measure", `/v2/customers/1001/cases/${"1".repeat(21)}`, "case"],
    ["a comment's id that the database reserves", `${theCase}/comments/__c__`, "comment"],
  ])("is refused by the field: %s", async (_trick, path, field) => {
    const reply = await as(anna).get(path);

    expect(reply.status).toBe(400);
    expect(faultyFields(reply)).toEqual([field]);
  });

  test("is decoded once where it needs to be", async () => {
    const reply = await as(anna).get("/v2/%63ustomers/10%301/cases/31000000100%31");

    expect(reply).toMatchObject({
      status: 200,
      body: { name: "customers/1001/cases/310000001001" },
    });
  });

  test("may have its colon encoded", async () => {
    const { body } = await as(anna).post("/v2/customers/1001/cases", newCase);

    const reply = await as(anna).post(`/v2/${body.name}%3Aclose`);

    expect(reply).toMatchObject({ status: 200, body: { state: "CLOSED" } });
  });
});

describe("a method override", () => {
  const form = { "Content-Type": "application/x-www-form-urlencoded" };
  const overridden = (method: string) => ({ ...form, "X-HTTP-Method-Override": method });

  test("counts for no upload, which is read with a limit of its own: it stays what it is", async () => {
    const { name } = (await as(anna).post("/v2/customers/1001/cases", newCase)).body;
    const path = `/upload/v2/${name}/attachments?attachment.filename=a.txt`;

    const reply = await as(anna).post(path, "pageSize=1", overridden("GET"));

    expect(reply).toMatchObject({ status: 200, body: { sizeBytes: "10" } });
  });

  test("makes a GET of a POST, for searches too long for an address", async () => {
    const term = 'organization="organizations/1001"';
    const query = `(${Array.from({ length: 48 }, () => term).join(" OR ")}) AND priority=P3`;
    const body = new URLSearchParams({ query }).toString();

    const reply = await as(anna).post("/v2/cases:search?pageSize=5", body, overridden("GET"));

    expect(body.length).toBeGreaterThan(2_048);
    expect(caseNames(reply)).toEqual(["customers/1001/cases/310000001002"]);
  });

  test.each([
    ["POST", "PATCH", `${theCase}?updateMask=priority`],
    ["POST", "DELETE", theCase],
    ["GET", "POST", `${theCase}:close`],
    ["POST", "GET", `${theCase}:close`],
  ])("makes nothing else: a %s stays no %s", async (method, wanted, path) => {
    const body = method === "GET" ? undefined : { priority: "P4" };
    const headers = { "X-HTTP-Method-Override": wanted };

    const reply = await as(anna).send({ method, path, headers, body });
    const after = await as(anna).get(theCase);

    expect(reply.status).toBe(404);
    expect(after.body).toMatchObject({ priority: "P1", state: "IN_PROGRESS_GOOGLE_SUPPORT" });
  });
});

describe("an answer", () => {
  test("to HEAD is that to GET without its body", async () => {
    const reply = await as(anna).send({ method: "HEAD", path: theCase });

    expect(reply).toMatchObject({ status: 200, text: "" });
    expect(reply.headers["content-type"]).toBe(json);
  });

  test("is neither kept nor sniffed by anybody on the way", async () => {
    const replies: Reply[] = await Promise.all([as(anna).get(theCase), as(anna).get("/v2/none")]);

    for (const { headers } of replies) {
      expect(headers["cache-control"]).toBe("no-store");
      expect(headers["x-content-type-options"]).toBe("nosniff");
      expect(headers).not.toHaveProperty("x-powered-by");
    }
  });

  test.each([
    ["a line that is no request", "HELLO\r\n\r\n"],
    ["a blank in the address", "GET /v2/customers/1001 cases HTTP/1.1\r\nHost: a.example\r\n\r\n"],
    [
      "a length that is none",
      "POST /v2/x HTTP/1.1\r\nHost: a.example\r\nContent-Length: -1\r\n\r\n",
    ],
    ["two lengths", "POST /v2/x HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"],
    ["a header beyond measure", `GET / HTTP/1.1\r\nX-Long: ${"x".repeat(70_000)}\r\n\r\n`],
  ])("to %s is JSON too", async (_what, bytes) => {
    const reply = await overSocket(bytes);

    const [head = "", body = ""] = reply.split("\r\n\r\n");
    expect(head).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(head).toContain(`Content-Type: ${json}`);
    expect(JSON.parse(body)).toMatchObject({ error: { code: 400, status: "INVALID_ARGUMENT" } });
  });
});

/** The answer to bytes that no HTTP client would send. */
function overSocket(bytes: string): Promise<string> {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  socket.write(bytes);
  return text(socket);
}
