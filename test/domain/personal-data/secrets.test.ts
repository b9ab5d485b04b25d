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
  ])("and passes where it is none: %s", async (text) => {
    expect(await foundIn(text)).toEqual([]);
  });
});

describe("a password is found", () => {
  test.each([
    ["password: hunter2!", "hunter2!"],
    ["lösenord är Sommar2024", "Sommar2024"],
    ["Lösenordet: Sommar2024.", "Sommar2024"],
    ["Mitt engångslösenord: 739114", "739114"],
    ["pwd=S3cret;", "S3cret"],
    ['"password":"hunter2"', "hunter2"],
    ["SMTP_PASSWORD=abc123xyz", "abc123xyz"],
    ["DefaultPassword=fake$Kiosk$12", "fake$Kiosk$12"],
    ["/login?user=x&password=abc123xyz&lang=sv", "abc123xyz"],
    ["My password is Sommar2024!", "Sommar2024!"],
    ["password changed to Winter#2025 yesterday", "Winter#2025"],
    ["wachtwoord van de scanner is Stroopwafel-7", "Stroopwafel-7"],
    ["the password Welcome123! does not work", "Welcome123!"],
    ['Passwort "blauBeere7"', "blauBeere7"],
    ["postgres://app:s3cr3t@db.example:5432/x", "s3cr3t"],
    ["curl -u anna:Hemligt1 https://x.example", "Hemligt1"],
    ["lösenord = sten-brott", "sten-brott"],
    ["user anna pass: Sommar2024", "Sommar2024"],
    ["inlogg: anna / Sommar2024", "Sommar2024"],
    ["IDENTIFIED BY 'abc123xyz'", "abc123xyz"],
    ["sshpass -p Hemligt1 ssh x", "Hemligt1"],
    ["net use Z: /user:NORDAN\\svc Hemligt1", "Hemligt1"],
    ['<add key="SmtpPassword" value="hemligt-3" />', "hemligt-3"],
    ["app password abcd efgh ijkl mnop", "abcd efgh ijkl mnop"],
  ])("%s", async (text, value) => {
    expect(await foundIn(text)).toEqual([`PASSWORD ${value}`]);
  });

  test("beside the address of its account", async () => {
    expect(await foundIn("admin anna@alfa.example / Sommar2024")).toEqual([
      "EMAIL_ADDRESS? anna@alfa.example",
      "PASSWORD Sommar2024",
    ]);
  });

  test.each([
    "password: ****",
    "password: reset",
    "password policy 2024",
    "passwordHash: null",
    'password_hash: "$2b$10$abcdefghijkl"',
    "password is expired",
    "lösenordet är fel",
    "password expires in 90 days",
    "password: 8-16 characters",
    "Password: [removed]",
    "password=${DB_PASSWORD}",
    "password: process.env.PW1",
    "pwd=/home/anna1",
    "Password last set: 2026-11-23",
    "password: 2026-11-23",
    "postgres://user:password@db.example/x",
    "https://portal.example:8080/x",
    "password: case-sensitive",
    "PASS: test_login2",
    "user agent: Chrome / Windows10",
    "password OAuth2 SHA256",
    "the app password does work with some",
    "forgot password? See https://x.example/1",
  ])("and passes where it is none: %s", async (text) => {
    expect(await foundIn(text)).toEqual([]);
  });
});
