import { createServer, type Server } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import type { Answer } from "#platform/exchange.ts";
import { kept } from "#platform/reference-held.ts";
import { referencePages } from "#platform/reference-pages.ts";
import { authOrigin, waysToSignIn } from "#platform/reference-sign-in.ts";
import { startServer } from "../support/server.ts";

let server: Awaited<ReturnType<typeof startServer>>;

beforeAll(async () => {
  server = await startServer();
});

afterAll(() => server?.stop());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(server.url + path, { headers, redirect: "manual" });

/** The addresses of what the page loads. */
async function assetsOfDocs(): Promise<string[]> {
  const page = await (await get("/docs")).text();
  return [...page.matchAll(/(?:href|src)="([^"]+\?v=[^"]+)"/g)].map(([, address = ""]) => address);
}

describe("the reference page", () => {
  test("runs scripts of its own alone, and asks nobody else but for a sign-in", async () => {
    const { status, headers } = await get("/docs");

    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("content-security-policy")).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
        "connect-src 'self' http://127.0.0.1:1; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
  });

  test("holds no script and no style inline, and no address of another host", async () => {
    const page = await (await get("/docs")).text();

    expect(page).not.toMatch(/<style|style=|<script>|\son\w+=|https?:|"\/\//);
    expect(page.match(/<script src="\/docs\//g)).toHaveLength(2);
  });

  test("is where the root leads to", async () => {
    const { status, headers } = await get("/");

    expect(status).toBe(302);
    expect(headers.get("location")).toBe("/docs");
  });

  test("is for reading alone: what would write finds nothing here", async () => {
    const response = await fetch(`${server.url}/docs`, { method: "POST" });

    expect(response.status).toBe(404);
  });

  test("is not sent to one who asks for its head alone", async () => {
    const response = await fetch(`${server.url}/docs`, { method: "HEAD" });

    expect(response.status).toBe(200);
    expect(Number(response.headers.get("content-length"))).toBeGreaterThan(500);
    expect(await response.text()).toBe("");
  });
});

describe("a file of the reference page", () => {
  test("may be kept for good under the version that the page names", async () => {
    const assets = await assetsOfDocs();
    const answers = await Promise.all(assets.map((address) => get(address)));

    expect(assets).toHaveLength(5);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    for (const { headers } of answers) {
      expect(headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    }
  });

  test("is to be asked for again under another version, for its address then tells nothing of it", async () => {
    const { headers } = await get("/docs/docs.js?v=older");

    expect(headers.get("cache-control")).toBe("no-cache");
  });

  test("is not sent again to one who has it", async () => {
    const { headers } = await get("/docs/swagger-ui-bundle.js");
    const etag = headers.get("etag") ?? "";

    const again = await get("/docs/swagger-ui-bundle.js", { "if-none-match": etag });
    const other = await get("/docs/swagger-ui-bundle.js", { "if-none-match": '"other"' });

    expect(again.status).toBe(304);
    expect(again.headers.get("etag")).toBe(etag);
    expect(await again.text()).toBe("");
    expect(other.status).toBe(200);
  });

  test.each([
    ["/docs/docs.js", "text/javascript; charset=utf-8"],
    ["/docs/swagger-ui-bundle.js", "text/javascript; charset=utf-8"],
    ["/docs/swagger-ui.css", "text/css; charset=utf-8"],
    ["/docs/favicon-32x32.png", "image/png"],
  ])("has the type that a browser insists on: %s", async (path, type) => {
    const { headers } = await get(path);

    expect(headers.get("content-type")).toBe(type);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  test.each([
    "/docs/index.html.js",
    "/docs/constructor.js",
    "/docs/package.js",
    "/docs/..%2fpackage.js",
    "/docs/swagger-ui-bundle.js.map",
  ])("is one of those that the page needs, and no other of the package: %s", async (path) => {
    expect((await get(path)).status).toBe(404);
  });
});

describe("the OpenAPI document", () => {
  test("is not sent again to one who has it", async () => {
    const { headers } = await get("/openapi.json");
    const etag = headers.get("etag") ?? "";

    const again = await get("/openapi.json", { "if-none-match": `"other", W/${etag}` });
    const other = await get("/openapi.json", { "if-none-match": '"other"' });

    expect(headers.get("cache-control")).toBe("no-cache");
    expect(again.status).toBe(304);
    expect(again.headers.get("etag")).toBe(etag);
    expect(await again.text()).toBe("");
    expect(other.status).toBe(200);
  });

  test("is served to everybody", async () => {
    const response = await get("/openapi.json");

    expect(response.headers.get("content-type")).toBe("application/json; charset=UTF-8");
    expect(await response.json()).toMatchObject({ openapi: "3.1.0", info: { version: "v2" } });
  });
});

describe("what the process answers with", () => {
  test.each([
    ["openApi", "/openapi.json"],
    ["docsAssets", "/docs/swagger-ui-bundle.js"],
    ["docsAssets", "/docs/docs.js"],
  ])("is made once, and not for each request: %s %s", async (name, path) => {
    const page = referencePages.find((each) => each.name === name);
    const asked = { method: "GET", path, query: new URLSearchParams(), headers: {}, body };

    const answers = [await page?.answer(asked), await page?.answer(asked)];

    const [first, second] = await Promise.all(answers.map((answer) => bytesOf(answer)));
    expect(first?.length).toBeGreaterThan(1_000);
    expect(second === first).toBe(true);
  });

  test("is made again where that failed, so that a moment's fault does not stay", async () => {
    const results = [Promise.reject(new Error("The disk is busy.")), Promise.resolve("bytes")];
    const read = kept(() => results.shift() ?? Promise.reject(new Error("Read once too often.")));

    const failed = read();

    await expect(failed).rejects.toThrow("The disk is busy.");
    expect([await read(), await read()]).toEqual(["bytes", "bytes"]);
  });
});

const body = new Uint8Array();

/** The bytes themselves of an answer that has one piece: not a copy. */
async function bytesOf(answer: Answer | undefined): Promise<Uint8Array | undefined> {
  for await (const piece of answer?.media ?? []) return piece;
  return undefined;
}

describe("signing in at the page", () => {
  let emulator: Server;
  let host: string;
  let asked: string[];

  beforeAll(async () => {
    asked = [];
    emulator = createServer((request, response) => {
      void text(request).then(() => {
        asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
        const users = [
          { email: "olle@lindqvist.example", displayName: "Olle", passwordHash: "secret" },
          { email: "aino@support.example" },
        ];
        response.end(JSON.stringify({ userInfo: users, recordsCount: "2" }));
      });
    });
    await new Promise<void>((resolve) => emulator.listen(0, "127.0.0.1", resolve));
    host = `127.0.0.1:${z.object({ port: z.int() }).parse(emulator.address()).port}`;
  });

  afterAll(() => emulator?.close());

  const GOOGLE_CLOUD_PROJECT = "demo-cases";

  test("offers the demo's accounts where the Auth emulator is in use, by their addresses", async () => {
    const ways = await waysToSignIn({ GOOGLE_CLOUD_PROJECT, FIREBASE_AUTH_EMULATOR_HOST: host });

    expect(asked).toEqual([
      "POST /identitytoolkit.googleapis.com/v1/projects/demo-cases/accounts:query Bearer owner",
    ]);
    expect(ways).toEqual({
      endpoint: `http://${host}/identitytoolkit.googleapis.com/v1/accounts:signInWithPassword?key=demo`,
      accounts: [
        { email: "aino@support.example", displayName: "" },
        { email: "olle@lindqvist.example", displayName: "Olle" },
      ],
      password: "demo-password",
    });
  });

  test("names no account where the emulator does not answer", async () => {
    const response = await get("/docs/sign-in");

    expect(await response.json()).toMatchObject({ accounts: [] });
  });

  test("goes to Google in the cloud with the project's web key, and names no account and no password", async () => {
    const settings = { GOOGLE_CLOUD_PROJECT: "cases", WEB_API_KEY: "a key" };

    expect(await waysToSignIn(settings)).toEqual({
      endpoint: "https://identitytoolkit.googleapis.com/v1/accounts:signInWithPassword?key=a%20key",
    });
    expect(authOrigin(settings)).toBe("https://identitytoolkit.googleapis.com");
  });

  test("is left to a token that is pasted where the project's web key is not set", async () => {
    const settings = { GOOGLE_CLOUD_PROJECT: "cases" };

    expect(await waysToSignIn(settings)).toEqual({});
    expect(authOrigin(settings)).toBeUndefined();
  });
});
