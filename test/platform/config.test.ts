import { describe, expect, test } from "vitest";
import { Config, refuseUnsafe } from "#platform/config.ts";

const production: Config = {
  GOOGLE_CLOUD_PROJECT: "reseller-support",
  SUPPORT_DOMAIN: "support.example",
  PORTAL_URL: "https://portal.support.example",
  MAIL_FROM: "Support <cases@support.example>",
  MAIL_DOMAIN: "mail.support.example",
  PAGE_TOKEN_KEY: "0123456789abcdef0123456789abcdef",
  SMTP_URL: "smtps://mail.support.example",
  CORS_ORIGINS: [],
};
const emulator = { FIREBASE_AUTH_EMULATOR_HOST: "127.0.0.1:9099" };

describe("refuseUnsafe", () => {
  test.each([
    ["production", production],
    ["the cloud", { ...production, K_SERVICE: "close-case" }],
    ["a local demo", { ...production, ...emulator, GOOGLE_CLOUD_PROJECT: "demo-cases" }],
  ])("lets %s start", (_where, given) => {
    expect(refuseUnsafe(given)).toBe(given);
  });

  test.each([
    ["a real project", {}],
    ["a project that only looks like a demo", { GOOGLE_CLOUD_PROJECT: "my-demo-cases" }],
    ["a demo project in the cloud", { GOOGLE_CLOUD_PROJECT: "demo-cases", K_SERVICE: "api" }],
    ["an emulator without an address, too", { FIREBASE_AUTH_EMULATOR_HOST: "" }],
  ])("refuses to let unsigned tokens count in %s", (_where, over) => {
    const given = { ...production, ...emulator, ...over };

    expect(() => refuseUnsafe(given)).toThrow(/FIREBASE_AUTH_EMULATOR_HOST.*unset it/);
  });
});

describe("CORS_ORIGINS", () => {
  test.each([
    [undefined, []],
    ["", []],
    [" , ", []],
    ["https://portal.example", ["https://portal.example"]],
    [
      "https://portal.example, http://127.0.0.1:5173",
      ["https://portal.example", "http://127.0.0.1:5173"],
    ],
  ])("lists in %j", (text, origins) => {
    expect(Config.parse({ ...production, CORS_ORIGINS: text }).CORS_ORIGINS).toEqual(origins);
  });

  test.each([
    "*",
    "null",
    "portal.example",
    "https://*.example",
    "https://portal.example/",
    "https://Portal.example",
    "https://portal.example:443",
    "https://user@portal.example",
    "file:///portal",
    "javascript:alert(1)",
    "https://portal.example https://other.example",
  ])("is refused where it holds %j, which no browser sends or which means everybody", (text) => {
    expect(Config.safeParse({ ...production, CORS_ORIGINS: text }).success).toBe(false);
  });
});
