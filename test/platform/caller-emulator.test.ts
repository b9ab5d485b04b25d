import { describe, expect, test } from "vitest";
import { callerOf } from "#platform/caller.ts";
import { projectId, tokenFor } from "../support/server.ts";

process.env["SMTP_URL"] ??= "smtp://127.0.0.1:1";

const anna = "anna@alfa-partner.example";

describe("callerOf with the Auth emulator, which signs nothing", () => {
  test("takes its tokens", async () => {
    expect(await callerOf(`Bearer ${tokenFor("Anna@Alfa-Partner.example")}`)).toEqual({
      email: anna,
      ofSupport: false,
    });
  });

  test.each([
    ["expired", { exp: 1_700_000_000 }],
    ["of another project", { iss: "https://securetoken.google.com/demo-other" }],
    ["for another project", { aud: "demo-other" }],
    ["of an issuer that is none of Firebase's", { iss: projectId }],
    ["with an unverified address", { email_verified: false }],
    ["without an address", { email: undefined }],
    ["without a subject", { sub: undefined }],
  ])("refuses one %s all the same", async (_what, claims) => {
    await expect(callerOf(`Bearer ${tokenFor(anna, claims)}`)).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
    });
  });
});
