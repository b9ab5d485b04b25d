import { describe, expect, test } from "vitest";
import { localDetector } from "#adapters/personal-data/local-detector.ts";
import { foundIn } from "./findings.ts";

// Work that grew with the square of these lengths would take minutes: the test would not end.
const length = 120_000;

describe("a long text that is made to be slow is read to its end", () => {
  test.each([
    "1",
    "1-",
    "1 ",
    "12-34-56-",
    "4111 ",
    "4111-1111-",
    "a@",
    "a@a.",
    "a.",
    "a_",
    "ab12",
    "SE45 5000 ",
    "se45",
    "eyJ",
    "eyJaaaaaaaa.",
    "a://b:c",
    "-----BEGIN PRIVATE KEY-----\n",
    "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0B\n",
    "PuTTY-User-Key-File-2: ssh-rsa\n",
    "a-b: c\n",
    "References: <a@b.example>\n ",
    "\n ",
    "> ",
    "password ",
    "password: ",
    "password for a ",
    "app password ",
    "admin a@b.example ",
    "ldapsearch ",
    "mysql ",
    "passport number ",
    "driving licence no ",
    "licence no 1 ",
    "AA1234567 is ",
    "passport AA1234567, ",
    "token ",
    "key: ",
    "cookie: a=",
    "user a / ",
    "a,b\n",
    "|",
    '"',
    "%40a.",
    "order number ",
    "born ",
    "access key ",
    "bearer ",
    "Storgatan ",
    "Aaaa ",
    "12 Aaaa ",
    "+46 ",
    "000-123 45 67 ",
    "((((--//::==",
    "\u00A0\u2011",
    "😀",
    'passphrase "ab cd ',
    "new password for a b ",
    "nytt lösen till ab ",
    "wifi key ",
    "psk",
    "abcd ",
    "app password abcd efgh ijkl ",
    "the pass is ",
    "_PASS",
    "4a. ab ",
    "3. 1972-10-25 ",
    "eyJaaaaaaaa.aaaaaaaa\n> aaaaaaaaaaaaaaaa\n",
    "Aaa 9, ",
    "(415) ",
    "1\\n",
    "\\u00a01",
    "1%20",
    "1&nbsp;",
    "1\u200B",
    "\u200B",
    "1\t",
    "a;b\n1;2\n",
  ])("%j", async (piece) => {
    const text = piece.repeat(length / piece.length);

    const [found] = await localDetector().detect([text]);

    expect(found?.every(({ start, end }) => start < end && end <= text.length)).toBe(true);
  });

  test("and what stands behind it is found", async () => {
    const text = `${"a@".repeat(length)} 850101-1236 ${"4111-".repeat(1_000)}`;

    expect(await foundIn(text)).toEqual(["NATIONAL_ID 850101-1236"]);
  });
});

test("each text has its own findings, in the order of the texts", async () => {
  const found = await localDetector().detect(["nothing", "850101-1236", "", "x 850101-1236"]);

  expect(found.map((all) => all.map(({ start }) => start))).toEqual([[], [0], [], [2]]);
});
