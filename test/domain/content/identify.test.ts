import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { fileContent } from "#adapters/content/file-content.ts";
import type { KnownFile } from "#domain/file-content.ts";
import { Refusal } from "#domain/refusal.ts";
import { demoEnvironment } from "../../../scripts/stack/environment.ts";

Object.assign(process.env, demoEnvironment, { SMTP_URL: "smtp://127.0.0.1:1" });

const docxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

const png = hex("89504e470d0a1a0a0000000d494844520000000100000001080600000000000000000000");
const jpeg = hex("ffd8ffe000104a46494600010100000100010000");
const heic = hex("000000186674797068656963000000006d696631");
const exe = hex("4d5a90000300000004000000ffff0000");
const cfb = hex(`d0cf11e0a1b11ae1${"00".repeat(600)}`);
const mp4 = hex("00000018667479706d703432000000006d70343269736f6d");
const pcapng = hex("0a0d0d0a1c0000004d3c2b1a01000000ffffffffffffffff1c000000");
const zip = zipSync({ "a.txt": bytes("a") });
const docx = zipSync({
  "[Content_Types].xml": bytes(
    `<Types><Override PartName="/word/document.xml" ContentType="${docxType}.main+xml"/></Types>`,
  ),
  "word/document.xml": bytes("<w:document/>"),
});
const jar = zipSync({ "META-INF/MANIFEST.MF": bytes("Manifest-Version: 1.0\n") });

describe("identify without a claim", () => {
  test.each([
    ["a.png", png, "image/png"],
    ["a.png", jpeg, "image/jpeg"],
    ["report", bytes("%PDF-1.7\n"), "application/pdf"],
    ["a.docx", docx, docxType],
    ["a.doc", cfb, "application/x-cfb"],
    ["a.bin", hex("0001020304ff"), "application/octet-stream"],
    ["a.pcapng", pcapng, "application/octet-stream"],
    ["notes", bytes("Hej på dig"), "text/plain"],
    ["mail.log", bytes("550 5.7.26 \u001b[31mrejected"), "text/plain"],
    ["A.CSV", bytes("a;b"), "text/csv"],
    ["a.json", bytes("{}"), "application/json"],
    ["page.har", bytes("{}"), "application/json"],
    ["a.eml", bytes("From: a@lindqvist.example\n\nHi"), "message/rfc822"],
    ["a.xml", bytes("<?xml version='1.0'?><a/>"), "application/xml"],
    ["a", bytes("<?xml version='1.0'?><a/>"), "application/xml"],
    ["a.html", bytes("<!doctype html>"), "text/html"],
    ["a.toString", bytes("an extension that is no key of ours"), "text/plain"],
  ])("takes %s for what its bytes and name tell", async (filename, content, type) => {
    expect((await identify({ filename, content })).mimeType).toBe(type);
  });

  test.each([undefined, "", "application/octet-stream", "binary/octet-stream", "text/plain"])(
    "takes the claim %j for none",
    async (claim) => {
      expect(await identify({ filename: "a.csv", content: bytes("a;b"), claim })).toEqual({
        mimeType: "text/csv",
        archive: false,
      });
    },
  );

  test.each([
    ["UTF-16", Buffer.from("\ufeffHej på dig", "utf16le")],
    ["UTF-16, the other way", Buffer.from("\ufeffHej på dig", "utf16le").swap16()],
    ["UTF-8 with a mark", bytes("\ufeffHej")],
    ["Windows-1252, as older systems write", Buffer.from("Hej på dig\r\n", "latin1")],
    ["a line that begins as a picture does", bytes("BM Sports, Malmö")],
    ["a line that begins as a program does", bytes("MZ is a country code")],
  ])("takes %s for text", async (_what, content) => {
    expect((await identify({ content })).mimeType).toBe("text/plain");
  });

  test("takes a text that is cut inside a character for text, where it is not the whole file", async () => {
    const content = bytes("\u0001å").subarray(0, 2);

    const part = await fileContent().identify(given({ content }), false);
    const whole = await fileContent().identify(given({ content }), true);

    expect(part.mimeType).toBe("text/plain");
    expect(whole.mimeType).toBe("application/octet-stream");
  });

  test("lists an archive as one, and opens none", async () => {
    expect(await identify({ content: zip })).toEqual({
      mimeType: "application/zip",
      archive: true,
    });
    expect(await identify({ content: docx })).toEqual({ mimeType: docxType, archive: false });
  });
});

describe("identify with a claim", () => {
  test.each([
    ["image/png", png, "image/png"],
    ["Image/PNG; q=1", png, "image/png"],
    ["image/jpg", jpeg, "image/jpeg"],
    ["application/x-zip-compressed", zip, "application/zip"],
    ["application/zip", docx, docxType],
    [docxType, zip, docxType],
    [docxType, cfb, docxType],
    ["application/msword", cfb, "application/msword"],
    ["application/vnd.ms-outlook", cfb, "application/vnd.ms-outlook"],
    ["audio/mp4", mp4, "audio/mp4"],
    ["text/markdown", bytes("# A"), "text/markdown"],
    ["text/html; charset=utf-8", bytes("<?xml version='1.0'?><html/>"), "text/html"],
    ["application/json", bytes("{"), "application/json"],
    ["message/rfc822", bytes("Subject: a\n\n"), "message/rfc822"],
    ["text/xml", bytes("<a/>"), "application/xml"],
    ["text/plain", bytes("%PDF-1.4 in letters"), "application/pdf"],
  ])("takes %s for bytes that can be that", async (claim, content, type) => {
    expect((await identify({ content, claim })).mimeType).toBe(type);
  });

  test("takes CSV that Windows calls Excel for CSV", async () => {
    const file = { filename: "a.csv", content: bytes("a;b"), claim: "application/vnd.ms-excel" };

    expect((await identify(file)).mimeType).toBe("text/csv");
  });

  test.each([
    ["text that is sent as PDF", "application/pdf", bytes("Hello")],
    ["text that is sent as a picture", "image/png", bytes("Hello")],
    ["a script that begins as a picture does", "image/gif", bytes("GIF89a=1;alert(1)")],
    ["a picture that is sent as text", "text/csv", png],
    ["a picture that is sent as a string by Google's client", "text/plain", png],
    ["bytes that are sent as text", "text/plain", hex("00010203")],
    ["bytes that are sent as a picture", "image/png", hex("00010203")],
    ["a calendar that holds more than text", "text/csv", bytes("BEGIN:VCALENDAR\n\0")],
    ["one picture that is sent as another", "image/png", jpeg],
    ["a document that is sent as a table", xlsxType, docx],
    ["a table of old that is a text document's neighbour", "application/vnd.ms-excel", bytes("a")],
  ])("refuses %s, and says what to do", async (_what, claim, content) => {
    const fault = await faultOf({ content, claim });

    expect(fault).toMatch(
      /^The file is sent as .+, but its bytes are .+: send it with its own type/,
    );
  });

  test.each(["image", "image/", "image/png/x", "<script>/x", `image/${"a".repeat(128)}`])(
    "refuses %s, which is no type, without repeating it",
    async (claim) => {
      expect(await faultOf({ content: png, claim })).toBe(
        "Give the file a type such as image/png, or none.",
      );
    },
  );
});

describe("identify of what is not taken", () => {
  test.each<[string, Given]>([
    ["a program", { content: exe }],
    ["a program that is sent as one", { content: exe, claim: "application/x-msdownload" }],
    ["a program in Java", { content: jar, claim: "application/zip" }],
    ["a picture that cannot be cleaned", { content: heic }],
    ["a script by its claim", { content: bytes("a"), claim: "application/javascript" }],
    ["SVG by its claim", { content: bytes("<svg/>"), claim: "image/svg+xml" }],
    ["SVG by its name", { content: bytes("<svg/>"), filename: "a.svg" }],
    ["SVG in XML", { content: bytes("<?xml version='1.0'?><svg/>"), filename: "a.svg" }],
  ])("refuses %s, and lists what is taken", async (_what, file) => {
    expect(await faultOf(file)).toMatch(
      /^Files of type .+ are not taken here; send one of these: text\/\*, image\/jpeg, /,
    );
  });

  test.each(["setup.exe", "a.pdf.JS", "a.bat. .", "x/y.vbs", "a.lnk", "a.hta", "a.ps1", "a.jar"])(
    "refuses %s whatever its bytes, because it runs when it is opened",
    async (filename) => {
      for (const content of [bytes(""), bytes("Hello"), png]) {
        expect(await faultOf({ filename, content })).toMatch(
          /^Files that run when they are opened/,
        );
      }
    },
  );

  test("takes names that only look like programs", async () => {
    for (const filename of ["exe", "a.exe.txt", "a.js/b", "example.com.log"]) {
      expect((await identify({ filename, content: bytes("a") })).mimeType).toBe("text/plain");
    }
  });
});

describe("identify of an empty file", () => {
  test.each([
    [undefined, "application/octet-stream"],
    ["image/png", "image/png"],
    ["text/plain", "text/plain"],
    ["image/svg+xml", "application/octet-stream"],
  ])("takes the claim %s as %s", async (claim, type) => {
    expect((await identify({ content: bytes(""), claim })).mimeType).toBe(type);
  });
});

describe("identify of a polyglot", () => {
  test.each([
    ["a PDF with a zip file behind it", [bytes("%PDF-1.7\n\u0001\0"), zip], "application/pdf"],
    ["a picture with a zip file behind it", [jpeg, zip], "image/jpeg"],
    ["a picture with a page in a comment", [png, bytes("<script>alert(1)</script>")], "image/png"],
  ])("goes by the first bytes alone: %s", async (_what, parts, type) => {
    expect((await identify({ content: Buffer.concat(parts) })).mimeType).toBe(type);
  });
});

type Given = { filename?: string; content: Uint8Array; claim?: string | undefined };

function identify(file: Given): Promise<KnownFile> {
  return fileContent().identify(given(file), true);
}

function given({ filename = "a", content, claim }: Given) {
  return { filename, bytes: content, claimedType: claim };
}

async function faultOf(file: Given): Promise<string | undefined> {
  const thrown = await identify(file).catch((error: unknown) => error);
  if (!(thrown instanceof Refusal)) throw new Error("The file was taken.", { cause: thrown });
  const [fault] = thrown.details.violations ?? [];
  expect([thrown.code, fault?.field]).toEqual(["INVALID_ARGUMENT", "attachment"]);
  return fault?.description;
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function hex(digits: string): Uint8Array {
  return Buffer.from(digits, "hex");
}
