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
  ATTACHMENT_BUCKET: "reseller-support-attachments",
  ATTACHMENT_TYPES: ["text/*"],
  PERSONAL_DATA_DETECTOR: "local",
};
/** As the environment holds it: lists as text. */
const environment = { ...production, ATTACHMENT_TYPES: "text/*", CORS_ORIGINS: "" };
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
    expect(Config.parse({ ...environment, CORS_ORIGINS: text }).CORS_ORIGINS).toEqual(origins);
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
    expect(Config.safeParse({ ...environment, CORS_ORIGINS: text }).success).toBe(false);
  });
});

describe("ATTACHMENT_TYPES", () => {
  test("takes what support cases are made of where nothing is said", () => {
    const { ATTACHMENT_TYPES } = Config.parse({ ...environment, ATTACHMENT_TYPES: undefined });

    expect(ATTACHMENT_TYPES).toEqual(
      expect.arrayContaining(["text/*", "image/png", "application/zip"]),
    );
    expect(ATTACHMENT_TYPES).not.toContain("image/svg+xml");
  });

  test.each(["", "*", "*/*", "image", "IMAGE/png", "image/png;q=1"])("is refused as %j", (text) => {
    expect(Config.safeParse({ ...environment, ATTACHMENT_TYPES: text }).success).toBe(false);
  });
});

describe("CLAMD_ADDRESS", () => {
  test.each([undefined, "127.0.0.1:3310", "scanner.internal:3310"])("may be %j", (address) => {
    const parsed = Config.parse({ ...environment, CLAMD_ADDRESS: address });

    expect(parsed.CLAMD_ADDRESS).toBe(address);
  });

  test.each(["", "3310", "127.0.0.1", "tcp://127.0.0.1:3310", "a b:1"])(
    "is refused as %j, so that no typing error leaves files unscanned",
    (address) => {
      expect(Config.safeParse({ ...environment, CLAMD_ADDRESS: address }).success).toBe(false);
    },
  );
});
