import { describe, expect, test } from "vitest";
import { textOf } from "#adapters/content/text-of.ts";

describe("textOf a text", () => {
  test.each(["text/plain", "text/csv", "text/html", "application/json", "application/xml"])(
    "reads %s as it stands, so that it can be stored again",
    async (type) => {
      expect(await textOf(bytes("a;å\r\n😀"), type)).toEqual({ text: "a;å\r\n😀", editable: true });
    },
  );

  test("keeps the byte order mark of UTF-8, so that the same bytes come of the text", async () => {
    expect(await textOf(bytes("\ufeffa"), "text/csv")).toEqual({ text: "\ufeffa", editable: true });
  });

  test.each([
    ["UTF-16", Buffer.from("\ufeffHej på dig", "utf16le"), "\ufeffHej på dig"],
    ["UTF-16, the other way", Buffer.from("\ufeffHej", "utf16le").swap16(), "\ufeffHej"],
    ["Windows-1252", Buffer.from("Hej p\u00e5 dig \u0080", "latin1"), "Hej på dig €"],
  ])("reads %s, and leaves it as it is", async (_what, content, text) => {
    expect(await textOf(content, "text/plain")).toEqual({ text, editable: false });
  });

  test.each([
    ["NUL", bytes("a\0b")],
    ["NUL in UTF-16", Buffer.from("fffe61000000", "hex")],
    ["half a character of UTF-16", Buffer.from("fffe00d8", "hex")],
    ["controls that are no UTF-8", Buffer.from("ff0102", "hex")],
  ])("says that it cannot read %s", async (_what, content) => {
    expect(await textOf(content, "text/plain")).toBe("unreadable");
  });

  test.each([
    "application/zip",
    "application/octet-stream",
    "image/png",
    "audio/mpeg",
    "application/msword",
  ])("looks for none in %s", async (type) => {
    expect(await textOf(bytes("a"), type)).toBeUndefined();
  });
});

describe("textOf a mail", () => {
  test("reads one of plain letters as it stands", async () => {
    const mail = "From: olle@lindqvist.example\r\nSubject: Hej\r\n\r\nText å";

    expect(await textOf(bytes(mail), "message/rfc822")).toEqual({ text: mail, editable: true });
  });

  test("reads a mail of plain parts as it stands", async () => {
    const mail = `Content-Type: multipart/mixed; boundary="b"\n\n--b\n\nOne\n--b\nContent-Type: text/html\n\n<b>Two</b>\n--b--\n`;

    expect(await textOf(bytes(mail), "message/rfc822")).toEqual({ text: mail, editable: true });
  });

  test.each([
    [
      "a subject in base64",
      `Subject: =?utf-8?B?${base64("Hej på dig")}?=\nTo: a\n\nb`,
      /Subject: Hej på dig\nTo: a/,
    ],
    [
      "a subject in two words",
      "Subject: =?utf-8?Q?811228-?=\n =?iso-8859-1?q?9874_=E5?=\n\nb",
      /Subject: 811228-9874 å/,
    ],
    [
      "a body in base64",
      `Content-Transfer-Encoding: base64\n\n${base64("811228-9874 å")}`,
      /811228-9874 å/,
    ],
    [
      "a quoted body",
      "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n8112=\r\n28-9874 =E5",
      /811228-9874 å/,
    ],
    [
      "HTML in base64",
      `Content-Type: text/html\nContent-Transfer-Encoding: base64\n\n${base64("<b>8112</b>28-9874&#229;")}`,
      /811228-9874å/,
    ],
    [
      "a part within parts",
      `Content-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: multipart/alternative; boundary=i\n\n--i\nContent-Transfer-Encoding: base64\n\n${base64("811228-9874")}\n--i--\n--o--`,
      /811228-9874/,
    ],
    [
      "JSON in base64",
      `Content-Type: Application/JSON; name=a\nContent-Transfer-Encoding: base64\n\n${base64("811228-9874")}`,
      /811228-9874/,
    ],
    [
      "a mail in a mail",
      `Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n${base64("Subject: 811228-9874\n\n")}`,
      /Subject: 811228-9874/,
    ],
    [
      "an unknown character set",
      "Content-Type: text/plain; charset=klingon\nContent-Transfer-Encoding: 8bit\nX: =?a?q?b?=\n\nHej på",
      /Hej på/,
    ],
  ])("decodes %s, and leaves the mail as it is", async (_what, mail, text) => {
    expect(await textOf(bytes(mail), "message/rfc822")).toEqual({
      text: expect.stringMatching(text),
      editable: false,
    });
  });

  test("reads no attachment that is no text", async () => {
    const content = base64("811228-9874");
    const mail = `Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\n${content}\n--b--`;

    const read = await textOf(bytes(mail), "message/rfc822");

    expect(read).toEqual({ text: expect.not.stringContaining("811228"), editable: false });
    expect(read).toEqual({ text: expect.not.stringContaining(content), editable: false });
  });

  test.each([
    ["more than 200 parts", `${parts("b")}${"--b\n\na\n".repeat(300)}`],
    [
      "parts within parts without end",
      Array.from("abcdefghijklmno", (mark) => `${parts(mark)}--${mark}\n`).join(""),
    ],
  ])("gives up on a mail of %s", async (_what, mail) => {
    expect(await textOf(bytes(mail), "message/rfc822")).toBe("unreadable");
  });
});

function parts(boundary: string): string {
  return `Content-Type: multipart/mixed; boundary=${boundary}\n\n`;
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
