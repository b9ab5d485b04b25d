import { describe, expect, test } from "vitest";
import { foundIn } from "./findings.ts";

const line = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7";
const pem = `-----BEGIN PRIVATE KEY-----\n${line}\n${line}\nabc=\n-----END PRIVATE KEY-----`;

describe("a private key is found from its first line to its last", () => {
  test.each([
    ["PEM", pem],
    [
      "RSA, with headers",
      `-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\n${line}\n-----END RSA PRIVATE KEY-----`,
    ],
    ["OpenSSH", `-----BEGIN OPENSSH PRIVATE KEY-----\n${line}\n-----END OPENSSH PRIVATE KEY-----`],
    [
      "PGP",
      `-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n${line}\n-----END PGP PRIVATE KEY BLOCK-----`,
    ],
    ["in quoted mail", pem.replaceAll("\n", "\n> ")],
    ["in JSON", pem.replaceAll("\n", "\\n")],
    [
      "PuTTY",
      `PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: x\nPublic-Lines: 1\n${line}\nPrivate-Lines: 1\n${line}\nPrivate-MAC: ${"0a".repeat(32)}`,
    ],
  ])("%s", async (_form, key) => {
    expect(await foundIn(`Here it is:\n${key}\n\nRegards`)).toEqual([`PRIVATE_KEY ${key}`]);
  });

  test("as far as it goes where it is cut short", async () => {
    const begun = `-----BEGIN PRIVATE KEY-----\n${line}\n${line}`;

    expect(await foundIn(`${begun}\n\nPlease help us with this`)).toEqual([`PRIVATE_KEY ${begun}`]);
  });

  test("of two in a row, each by itself", async () => {
    expect(await foundIn(`${pem}\n${pem}`)).toEqual([`PRIVATE_KEY ${pem}`, `PRIVATE_KEY ${pem}`]);
  });

  test("where it is a value behind its name", async () => {
    expect(
      await foundIn("aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
    ).toEqual(["PRIVATE_KEY wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"]);
  });

  test.each([
    "The file must begin with -----BEGIN PRIVATE KEY----- I think",
    "-----BEGIN PRIVATE KEY-----\n[removed]\n-----END PRIVATE KEY-----",
    `-----BEGIN CERTIFICATE-----\n${line}\n-----END CERTIFICATE-----`,
    `-----BEGIN PUBLIC KEY-----\n${line}\n-----END PUBLIC KEY-----`,
    `v=DKIM1; k=rsa; p=${line}`,
    '"private_key_id": "9f8e7d6c5b4a39281706f5e49f8e7d6c5b4a3928"',
  ])("and passes where it is none: %s", async (text) => {
    expect(await foundIn(text)).toEqual([]);
  });
});

describe("a bearer token is found", () => {
  test.each([
    ["Authorization: Bearer abcDEF1234567890abcdef", "abcDEF1234567890abcdef"],
    [
      "curl -H 'Authorization: Bearer ya29.a0AfH6SMBx1234567890abcd'",
      "ya29.a0AfH6SMBx1234567890abcd",
    ],
    [
      "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc-_x",
      "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc-_x",
    ],
    ["ghp_abcdefghijklmnopqrstuvwxyz0123456789", "ghp_abcdefghijklmnopqrstuvwxyz0123456789"],
    ["use xoxb-123456789012-abcdefABCDEF", "xoxb-123456789012-abcdefABCDEF"],
    ["key=AIzaSyA1234567890abcdefghijklmnopqrstuv", "AIzaSyA1234567890abcdefghijklmnopqrstuv"],
    ["sk_live_abcdef1234567890", "sk_live_abcdef1234567890"],
    ["access key AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE"],
    ["api_key: 9f8e7d6c5b4a39281706f5e4", "9f8e7d6c5b4a39281706f5e4"],
    ['"refresh_token": "1a2B3c4D5e6F7g8H9i0J"', "1a2B3c4D5e6F7g8H9i0J"],
    ["client_secret=GOCSPX-abcdefgh12345678ijklmnop", "GOCSPX-abcdefgh12345678ijklmnop"],
    ["Cookie: SID=g.a000Ab1Cd2Ef3Gh4Ij5Kl6Mn7; lang=sv", "g.a000Ab1Cd2Ef3Gh4Ij5Kl6Mn7"],
    ["nyckeln är AIzaSMADE_UPbRnqvuL9wwPWE34jMgR0fUu8k", "AIzaSMADE_UPbRnqvuL9wwPWE34jMgR0fUu8k"],
    [
      "?address=x&key=AIzaMADE-UP7OFuOe0jcEjuCOgrNMIEbXSLOPYRkF",
      "AIzaMADE-UP7OFuOe0jcEjuCOgrNMIEbXSLOPYRkF",
    ],
    ["API-nyckeln är abc123def456ghi789jk", "abc123def456ghi789jk"],
    ["the token for the sync is aB3dE5gH7jK9mN1pQ3sT5", "aB3dE5gH7jK9mN1pQ3sT5"],
    ["our api key (prod): 9f8e7d6c5b4a39281706f5e4", "9f8e7d6c5b4a39281706f5e4"],
    ["GITLAB_TOKEN=glpat-aB3dE5gH7jK9mN1pQ3sT", "glpat-aB3dE5gH7jK9mN1pQ3sT"],
    ["X-Auth-Token: 9f8e7d6c5b4a39281706f5e4", "9f8e7d6c5b4a39281706f5e4"],
    ["Cookie: PHPSESSID=9f8e7d6c5b4a39281706f5e4a1; lang=sv", "9f8e7d6c5b4a39281706f5e4a1"],
    ["Set-Cookie: remember_me=9f8e7d6c5b4a3928; Path=/", "9f8e7d6c5b4a3928"],
    ["Authorization: Basic YW5uYTpTb21tYXIyMDI0", "YW5uYTpTb21tYXIyMDI0"],
    [
      "bot 123456789:AAaB3dE5gH7jK9mN1pQ3sT5uV7wX9yZ1aB3",
      "123456789:AAaB3dE5gH7jK9mN1pQ3sT5uV7wX9yZ1aB3",
    ],
    ["webhook_secret: whsec_aB3dE5gH7jK9mN1pQ3sT", "whsec_aB3dE5gH7jK9mN1pQ3sT"],
    ["hvs.aB3dE5gH7jK9mN1pQ3sT5uV7", "hvs.aB3dE5gH7jK9mN1pQ3sT5uV7"],
    ["dckr_pat_aB3dE5gH7jK9mN1pQ3sT", "dckr_pat_aB3dE5gH7jK9mN1pQ3sT"],
    ["secret: aB3dE5gH7jK9mN1pQ3sT5", "aB3dE5gH7jK9mN1pQ3sT5"],
    ["klienthemlighet: aB3dE5gH7jK9mN1pQ3sT5", "aB3dE5gH7jK9mN1pQ3sT5"],
    ["`token` = `aB3dE5gH7jK9mN1pQ3sT5`", "aB3dE5gH7jK9mN1pQ3sT5"],
  ])("%s", async (text, value) => {
    expect(await foundIn(text)).toEqual([`BEARER_TOKEN ${value}`]);
  });

  test.each([
    "token: invalid",
    "token: abcdefghijklmnopqrst",
    "api_key: 550e8400-e29b-41d4-a716-446655440000",
    "Bearer token is missing from the request",
    "nextPageToken: abcdefghij1234567890",
    "google-site-verification=rXOxyZounnZasA8Z7oaD3c14JdjS9aKSWvsR1EbUSIQ",
    "AKIAIOSFODNN7EXAMPLE",
    "session_id=550e8400-e29b-41d4-a716-446655440000",
    "token: mail.google.example.com",
    "x-goog-request-id: abcdef1234567890abcdef",
    "page_token: aB3dE5gH7jK9mN1pQ3sT5",
    "syncToken=aB3dE5gH7jK9mN1pQ3sT5",
    "csrf_token: aB3dE5gH7jK9mN1pQ3sT5",
    "public key: aB3dE5gH7jK9mN1pQ3sT5",
    "license key: aB3dE5gH7jK9mN1pQ3sT5",
    "the key aB3dE5gH7jK9mN1p",
    "site key aB3dE5gH7jK9mN1pQ3sT5",
    "host key is SHA256:aB3dE5gH7jK9mN1pQ3sT5",
    "object key: exports/aB3dE5gH7jK9mN1p.csv",
    "key: projects/p1/locations/eu/keyRings/r1/cryptoKeys/K2",
    "nyckeln heter projektNyckelForMalmo",
    "token_type: Bearer, expires_in 3599",
    "token=None",
    "api_key=<unset>",
    "idempotency key: aB3dE5gH7jK9mN1pQ3sT5",
  ])("and passes where it is none: %s", async (text) => {
    expect(await foundIn(text)).toEqual([]);
  });
});
