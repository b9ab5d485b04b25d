import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contentDisposition, Filename } from "#domain/filename.ts";

describe("Filename", () => {
  test.each([
    ["a name", "report.pdf"],
    ["path characters, which never become a path", "../../etc/passwd"],
    ["a Windows path", "C:\\logs\\..\\a.txt"],
    ["letters of any script", "räksmörgås 日本語 עברית.txt"],
    ["255 characters of two units each", "😀".repeat(255)],
  ])("takes %s as it stands", (_what, name) => {
    expect(Filename.parse(name)).toBe(name);
  });

  test.each([
    ["nothing", ""],
    ["blanks alone", " \t "],
    ["256 characters", "a".repeat(256)],
    ["NUL", "a\u0000.txt"],
    ["a line break", "a\r\nSet-Cookie: b"],
    ["a line separator", "a\u2028b"],
    ["a control character of the second set", "a\u0085b"],
    ["an override that makes exe.txt of txt.exe", "invoice\u202etxt.exe"],
    ["an isolate", "a\u2066b"],
    ["half a character", "a\ud800.txt"],
  ])("refuses %s", (_what, name) => {
    expect(Filename.safeParse(name).success).toBe(false);
  });
});

describe("contentDisposition", () => {
  test.each([
    ["report.pdf", "report.pdf", "report.pdf"],
    ["my report.pdf", "my report.pdf", "my%20report.pdf"],
    ["résumé åäö.txt", "resume aao.txt", "r%C3%A9sum%C3%A9%20%C3%A5%C3%A4%C3%B6.txt"],
    ["日本.txt", "__.txt", "%E6%97%A5%E6%9C%AC.txt"],
    ["a;b=%41.txt", "a_b=_41.txt", "a%3Bb%3D%2541.txt"],
    ["it's (1).txt", "it's (1).txt", "it%27s%20%281%29.txt"],
  ])("tells the name %s to old and new clients", (name, ascii, utf8) => {
    expect(contentDisposition(name)).toBe(
      `attachment; filename="${ascii}"; filename*=UTF-8''${utf8}`,
    );
  });

  test.each([
    ['a".txt', "a_.txt"],
    ["../../etc/passwd", "__.._etc_passwd"],
    ["..\\..\\boot.ini", "__.._boot.ini"],
    ["a.txt:stream", "a.txt_stream"],
    ["a\r\nX: b", "a__X_ b"],
    [".bashrc", "_bashrc"],
    ["...", "_"],
    [" ", "attachment"],
    ["", "attachment"],
    ["setup.exe. . ", "setup.exe"],
    ["CON", "_CON"],
    ["nul.txt", "_nul.txt"],
    ["Lpt1 .log", "_Lpt1 .log"],
    ["console.log", "console.log"],
  ])("has %j saved as %s", (name, saved) => {
    expect(contentDisposition(name)).toBe(
      `attachment; filename="${saved}"; filename*=UTF-8''${saved.replaceAll(" ", "%20")}`,
    );
  });

  test("makes no dangerous name of letters that only look like others", () => {
    expect(contentDisposition("․․／ＣＯＮ")).toContain('filename="__CON"');
    expect(contentDisposition("ＣＯＮ.txt")).toContain('filename="_CON.txt"');
  });

  test("is one line of visible ASCII that decodes to a safe name, whatever the name", () => {
    const names = fc.oneof(
      fc.array(fc.nat(0x10ffff)).map((codes) => String.fromCodePoint(...codes)),
      fc.string({
        unit: fc.constantFrom(...Array.from("/\\:.. \"%;'*\r\n\u0000\ud800\u202eåCONnul1")),
      }),
    );

    fc.assert(
      fc.property(names, (name) => {
        const [, ascii = "", utf8 = ""] = header.exec(contentDisposition(name)) ?? [];
        const saved = [ascii, decodeURIComponent(utf8)];
        expect(saved.filter((each) => !savable.test(each))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test("keeps a name that any file system takes, letter by letter", () => {
    const name = fc
      .string({ unit: fc.constantFrom(...Array.from("aZ09åß日😀-_()' +,=@")) })
      .filter((text) => text.trim() === text && text !== "");

    fc.assert(
      fc.property(name, (stem) => {
        const [, utf8 = ""] = contentDisposition(`${stem}.txt`).split("UTF-8''");
        expect(decodeURIComponent(utf8)).toBe(`${stem}.txt`);
      }),
    );
  });
});

/** Visible ASCII alone, on one line, with nothing in it that a parser takes for more. */
const header =
  /^attachment; filename="([ !#-$&-:<-[\]-~]+)"; filename\*=UTF-8''([\w.~!#$&+^`|%-]+)$/;

/** Neither empty nor hidden, no path, nothing that Windows drops, no device. */
const savable =
  /^(?!(con|prn|aux|nul|com\d|lpt\d) *(\.|$))(?![. ])[^/\\:*?"<>|\p{Cc}\u2028-\u202e\u2066-\u2069]+(?<![. ])$/iu;
