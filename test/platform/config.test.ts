import { describe, expect, test } from "vitest";
import { type Config, refuseUnsafe } from "#platform/config.ts";

const production: Config = {
  GOOGLE_CLOUD_PROJECT: "reseller-support",
  SUPPORT_DOMAIN: "support.example",
  PORTAL_URL: "https://portal.support.example",
  MAIL_FROM: "Support <cases@support.example>",
  MAIL_DOMAIN: "mail.support.example",
  PAGE_TOKEN_KEY: "0123456789abcdef0123456789abcdef",
  SMTP_URL: "smtps://mail.support.example",
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
