import { createHash, createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { callerHash } from "#platform/caller-hash.ts";
import { demoEnvironment } from "../../scripts/stack/environment.ts";

Object.assign(process.env, demoEnvironment, { SMTP_URL: "smtp://127.0.0.1:1" });

const anna = "anna@alfa-partner.example";

describe("callerHash", () => {
  test("is the same in every process that has the key, so that one can follow a person", () => {
    expect(callerHash(anna)).toBe("3f069f866ae78ec7");
  });

  test("differs between persons", () => {
    expect(callerHash("nils@alfa-partner.example")).not.toBe(callerHash(anna));
  });

  test("is not found by hashing addresses, nor with the key as other seals use it", () => {
    const { PAGE_TOKEN_KEY: secret } = demoEnvironment;
    const guesses = [
      createHash("sha256").update(anna).digest("hex"),
      createHmac("sha256", secret).update(anna).digest("hex"),
      createHmac("sha256", createHash("sha256").update(secret).digest()).update(anna).digest("hex"),
    ];

    expect(guesses.map((guess) => guess.slice(0, 16))).not.toContain(callerHash(anna));
  });
});
