import { afterEach, describe, expect, test } from "vitest";
import { routes } from "#functions/routes.ts";
import { corsOf } from "#platform/cors.ts";
import { securityHeaders } from "#platform/security-headers.ts";
import { demoEnvironment } from "../../scripts/stack/environment.ts";

const portal = "https://portal.example";

Object.assign(process.env, demoEnvironment, {
  SMTP_URL: "smtp://127.0.0.1:1",
  CORS_ORIGINS: `${portal}, http://127.0.0.1:5173`,
});

describe("corsOf", () => {
  test.each([portal, "http://127.0.0.1:5173"])("lets the listed page %s read answers", (origin) => {
    expect(corsOf({ method: "GET", headers: { origin } })).toEqual({
      headers: {
        Vary: "Origin",
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Expose-Headers":
          "Accept-Ranges, Content-Disposition, Content-Range, ETag, Retry-After, WWW-Authenticate",
      },
      preflight: false,
    });
  });

  test.each([
    undefined,
    "",
    "null",
    "*",
    "http://portal.example",
    "https://portal.example:8443",
    "https://portal.example/",
    "https://PORTAL.example",
    "https://portal.example.evil.example",
    "https://evil-portal.example",
    `${portal}, ${portal}`,
    "http://127.0.0.1:5174",
  ])("says to the page %j no more than that answers differ", (origin) => {
    const headers = { origin, "access-control-request-method": "POST" };

    expect(corsOf({ method: "OPTIONS", headers })).toEqual({
      headers: { Vary: "Origin" },
      preflight: false,
    });
  });

  test("tells a listed page beforehand which methods and headers it may use, an override not among them", () => {
    const headers = { origin: portal, "access-control-request-method": "POST" };

    expect(corsOf({ method: "OPTIONS", headers })).toEqual({
      headers: {
        Vary: "Origin",
        "Access-Control-Allow-Origin": portal,
        "Access-Control-Allow-Methods": "GET, POST, PATCH",
        "Access-Control-Allow-Headers":
          "Authorization, Content-Type, Idempotency-Key, If-Match, If-Range, Range, traceparent",
        "Access-Control-Max-Age": "600",
      },
      preflight: true,
    });
  });

  test("takes OPTIONS for a preflight only where a browser asks for a method", () => {
    expect(corsOf({ method: "OPTIONS", headers: { origin: portal } }).preflight).toBe(false);
  });

  test("never lets cookies in", () => {
    const headers = { origin: portal, "access-control-request-method": "POST" };
    const told = ["GET", "OPTIONS"].flatMap((method) =>
      Object.keys(corsOf({ method, headers }).headers),
    );

    expect(told).not.toContain("Access-Control-Allow-Credentials");
  });

  test("names every method that a function has", () => {
    const { headers } = corsOf({
      method: "OPTIONS",
      headers: { origin: portal, "access-control-request-method": "GET" },
    });
    const named = headers["Access-Control-Allow-Methods"]?.split(", ");
    const used = new Set(routes.map(({ contract }) => contract.method));

    expect([...used].filter((method) => !named?.includes(method))).toEqual([]);
  });
});

describe("securityHeaders", () => {
  afterEach(() => delete process.env["K_SERVICE"]);

  const always = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
  };

  test("keep an answer from being kept, sniffed, framed, embedded and told on", () => {
    expect(securityHeaders()).toEqual(always);
  });

  test("ask for TLS in the cloud, where there is some", () => {
    process.env["K_SERVICE"] = "api";

    expect(securityHeaders()).toEqual({
      ...always,
      "Strict-Transport-Security": "max-age=31536000",
    });
  });
});
