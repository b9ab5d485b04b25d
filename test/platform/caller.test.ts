import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  createRemoteJWKSet,
  generateKeyPair,
  type JWTVerifyGetKey,
  SignJWT,
  UnsecuredJWT,
} from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { Refusal } from "#domain/refusal.ts";
import { callerOf } from "#platform/caller.ts";
import { demoEnvironment } from "../../scripts/stack/environment.ts";

// No Auth emulator here: tokens count as they do in the cloud.
delete process.env["FIREBASE_AUTH_EMULATOR_HOST"];
Object.assign(process.env, demoEnvironment, { SMTP_URL: "smtp://127.0.0.1:1" });

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;
let ours: Keys;
let others: Keys;
let key: JWTVerifyGetKey;

const issuedAt = Math.floor(Date.now() / 1_000) - 10;
const good = {
  iss: "https://securetoken.google.com/demo-cases",
  aud: "demo-cases",
  sub: "uid-anna",
  iat: issuedAt,
  exp: issuedAt + 3_600,
  email: "anna@alfa-partner.example",
  email_verified: true,
  name: "Anna Berg",
};

beforeAll(async () => {
  [ours, others] = await Promise.all([generateKeyPair("RS256"), generateKeyPair("RS256")]);
  key = () => Promise.resolve(ours.publicKey);
});

describe("callerOf", () => {
  test("is the verified address of a token signed by Google's key", async () => {
    expect(await callerOf(`Bearer ${await signed(good)}`, key)).toEqual({
      email: "anna@alfa-partner.example",
      ofSupport: false,
    });
  });

  test("takes the scheme in any case, as HTTP has it", async () => {
    expect(await callerOf(`bearer  ${await signed(good)}`, key)).toMatchObject({
      email: good.email,
    });
  });

  test.each([
    [
      "an address in upper case as one in lower case",
      { email: "Anna@Alfa-Partner.EXAMPLE" },
      { email: good.email },
    ],
    [
      "the support domain by the address alone",
      { email: "bo@support.example" },
      { ofSupport: true },
    ],
    [
      "a domain that only ends like it as another",
      { email: "bo@not.support.example" },
      { ofSupport: false },
    ],
    [
      "a domain that begins like it as another",
      { email: "bo@support.example.evil.example" },
      { ofSupport: false },
    ],
    ["a clock that runs half a minute ahead", { iat: issuedAt + 40 }, { email: good.email }],
  ])("takes %s", async (_what, claims, expected) => {
    const token = await signed({ ...good, ...claims });

    expect(await callerOf(`Bearer ${token}`, key)).toMatchObject(expected);
  });

  test.each([
    ["expired", { exp: issuedAt - 60 }],
    ["without an end", { exp: undefined }],
    ["issued in the future", { iat: issuedAt + 600, exp: issuedAt + 4_200 }],
    ["without the time of issue", { iat: undefined }],
    ["not valid yet", { nbf: issuedAt + 600 }],
    ["of another project's issuer", { iss: "https://securetoken.google.com/other" }],
    ["of no issuer", { iss: undefined }],
    ["for another audience", { aud: "other" }],
    ["without a subject", { sub: undefined }],
    ["with an empty subject", { sub: "" }],
    ["with an unverified address", { email_verified: false }],
    ["with a verification that is a text", { email_verified: "true" }],
    ["without an address", { email: undefined }],
    ["with what is no address", { email: "anna" }],
    ["with two addresses", { email: ["anna@alfa-partner.example", "bo@support.example"] }],
  ])("refuses a token %s", async (_what, claims) => {
    const token = await signed({ ...good, ...claims });

    const refusal = await refusalOf(`Bearer ${token}`);

    expect(refusal.code).toBe("UNAUTHENTICATED");
    expect(refusal.message).not.toContain(token.slice(0, 20));
  });

  test.each([
    ["none", () => new UnsecuredJWT(good).encode()],
    ["HS256, keyed with what everybody knows", () => symmetric(good)],
    ["RS256 by another key", () => signed(good, others)],
    ["RS256, and changed since", async () => tampered(await signed(good))],
    ["RS256, and cut off", async () => (await signed(good)).slice(0, -4)],
    [
      "RS256, the signature left out",
      async () => `${(await signed(good)).split(".", 2).join(".")}.`,
    ],
    ["nobody, being no token", () => "a.b.c"],
  ])("refuses a token signed with %s", async (_how, token) => {
    const refusal = await refusalOf(`Bearer ${await token()}`);

    expect(refusal.code).toBe("UNAUTHENTICATED");
  });

  test.each([
    undefined,
    "",
    "Bearer",
    "Bearer ",
    "Basic YTpi",
    "Bearer a b",
    "Bearer a, Bearer b",
    "Token abc",
    "AIzaKey",
  ])("asks for a token where the header is %j", async (header) => {
    const refusal = await refusalOf(header);

    expect(refusal.code).toBe("UNAUTHENTICATED");
    expect(refusal.message).toBe("Send an ID token in the header: Authorization: Bearer TOKEN.");
  });

  test("refuses a token of more than 16 KiB, unread", async () => {
    const [long, longer] = await Promise.all(
      [11_000, 12_500].map((pad) => signed({ ...good, pad: "x".repeat(pad) })),
    );

    expect([long?.length, longer?.length].map((length) => (length ?? 0) > 16_384)).toEqual([
      false,
      true,
    ]);
    expect(await callerOf(`Bearer ${long}`, key)).toMatchObject({ email: good.email });
    expect((await refusalOf(`Bearer ${longer}`)).code).toBe("UNAUTHENTICATED");
  });

  test("says so where the keys cannot be reached, which is no fault of the token", async () => {
    const refusal = await refusalOf(`Bearer ${await signed(good)}`, keysFrom("http://127.0.0.1:1"));

    expect(refusal.code).toBe("UNAVAILABLE");
  });

  test("says so where the keys' own server fails", async () => {
    const server = createServer((_request, response) => response.writeHead(503).end());
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;

    const refusal = await refusalOf(
      `Bearer ${await signed(good)}`,
      keysFrom(`http://127.0.0.1:${port}`),
    );

    server.close();
    expect(refusal.code).toBe("UNAVAILABLE");
  });
});

async function refusalOf(header: string | undefined, from = key): Promise<Refusal> {
  const thrown: unknown = await callerOf(header, from).then(
    () => new Error("The token was accepted."),
    (error: unknown) => error,
  );
  if (thrown instanceof Refusal) return thrown;
  throw thrown;
}

function keysFrom(address: string): JWTVerifyGetKey {
  return createRemoteJWKSet(new URL(address));
}

function signed(claims: Record<string, unknown>, { privateKey } = ours): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: "RS256" }).sign(privateKey);
}

function symmetric(claims: Record<string, unknown>): Promise<string> {
  const secret = new TextEncoder().encode("demo-cases-demo-cases-demo-cases");
  return new SignJWT(claims).setProtectedHeader({ alg: "HS256" }).sign(secret);
}

function tampered(token: string): string {
  const [header, , signature] = token.split(".");
  const claims = { ...good, email: "aino@support.example" };
  const payload = Buffer.from(JSON.stringify(claims)).toString("base64url");
  return [header, payload, signature].join(".");
}
