import { deflateSync } from "node:zlib";
import { strToU8, type Zippable, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { textOf } from "#adapters/content/text-of.ts";

const docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const pptx = "application/vnd.openxmlformats-officedocument.presentationml.presentation";
const odt = "application/vnd.oasis.opendocument.text";

describe("textOf an office file", () => {
  test("reads letters that are one word on paper as one", async () => {
    const paragraph =
      "<w:p><w:r><w:t>811228</w:t></w:r><w:r><w:t>-9874 &amp; &#229;&#xe4;</w:t></w:r></w:p><w:p><w:t>Next</w:t></w:p>";

    expect(await textOf(zipped({ "word/document.xml": paragraph }), docx)).toEqual({
      text: "811228-9874 & åä\nNext\n",
      editable: false,
    });
  });

  test.each([
    [docx, "word/header1.xml", "<w:t>811228-9874</w:t>"],
    [docx, "word/comments.xml", "<w:t>811228-9874</w:t>"],
    [xlsx, "xl/sharedStrings.xml", "<si><t>811228-9874</t></si>"],
    [xlsx, "xl/worksheets/sheet2.xml", '<c t="inlineStr"><is><t>811228-9874</t></is></c>'],
    [pptx, "ppt/slides/slide3.xml", "<a:p><a:t>811228-9874</a:t></a:p>"],
    [pptx, "ppt/notesSlides/notesSlide1.xml", "<a:t>811228-9874</a:t>"],
    [odt, "content.xml", "<text:p>811228<text:span>-9874</text:span></text:p>"],
  ])("reads %s: %s", async (type, name, content) => {
    const file = zipped({ [name]: `<?xml version="1.0"?><a>${content}</a>`, "other.xml": "<b/>" });

    expect(await textOf(file, type)).toEqual({
      text: expect.stringContaining("811228-9874"),
      editable: false,
    });
  });

  test("reads the numbers in a table, but not those that stand for other cells", async () => {
    const cells = '<row><c r="A1" t="s"><v>4711</v></c><c r="B1"><v>8112289874</v></c></row>';

    expect(await textOf(zipped({ "xl/worksheets/sheet1.xml": cells }), xlsx)).toEqual({
      text: "8112289874\n\n",
      editable: false,
    });
  });

  test("reads a part that is stored without being deflated", async () => {
    const file = zipSync({ "content.xml": [strToU8("<a>811228-9874</a>"), { level: 0 }] });

    expect(await textOf(file, odt)).toEqual({ text: "811228-9874", editable: false });
  });

  test.each([
    [
      "a zip bomb",
      zipSync({ "word/document.xml": [new Uint8Array(30_000_000).fill(97), { level: 9 }] }),
    ],
    [
      "parts that are a zip bomb together",
      zipped(
        Object.fromEntries([1, 2, 3].map((n) => [`word/header${n}.xml`, "a".repeat(8_000_000)])),
      ),
    ],
    [
      "too many parts",
      zipped(
        Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`word/header${n}.xml`, "a"])),
      ),
    ],
    ["a file without any of the parts", zipped({ "other.xml": "a" })],
    ["what is no zip file", bytes("PK\u0003\u0004 and nothing more")],
    ["nothing", new Uint8Array()],
    ["a file that is cut off", zipped({ "word/document.xml": "a" }).subarray(0, -30)],
    ["a part that is no text", zipSync({ "word/document.xml": Uint8Array.of(0, 1, 2) })],
  ])("says that it cannot read %s", async (_what, file) => {
    expect(await textOf(file, docx)).toBe("unreadable");
  });

  test("says that it cannot read a file with a password", async () => {
    const file = zipped({ "word/document.xml": "a" });
    const entry = Buffer.from(file).indexOf("PK\u0001\u0002");
    file[entry + 8] = 1;

    expect(await textOf(file, docx)).toBe("unreadable");
  });

  test("reads no directory at a chance place where a file has none", async () => {
    const file = Buffer.from(zipped({ "word/document.xml": "a" }));
    file.writeUInt16LE(1, 9);
    file.writeUInt32LE(file.indexOf("PK\u0001\u0002"), 15);
    file.write("no", file.indexOf("PK\u0005\u0006"));

    expect(await textOf(file, docx)).toBe("unreadable");
  });

  test("reads on past a bomb in a part that holds no text", async () => {
    const file = zipSync({
      "word/media/a.bin": [new Uint8Array(30_000_000), { level: 9 }],
      "word/document.xml": strToU8("<w:t>Hej</w:t>"),
    });

    expect(await textOf(file, docx)).toEqual({ text: "Hej", editable: false });
  });
});

describe("textOf a PDF", () => {
  test("reads its pages and what was filled in on them", async () => {
    const page = "BT /F1 12 Tf 72 700 Td (IBAN of Olle) Tj 0 -20 Td (second line) Tj ET";

    expect(await textOf(pdf(Buffer.from(page)), "application/pdf")).toEqual({
      text: expect.stringMatching(/^IBAN of Olle\nsecond line\n[^]*filled in by hand/),
      editable: false,
    });
  });

  test("leaves the bytes to whoever gave them", async () => {
    const file = pdf(Buffer.from("BT (a) Tj ET"));
    const before = Buffer.from(file);

    await textOf(file, "application/pdf");

    expect(file.equals(before)).toBe(true);
  });

  test.each([
    ["what only begins as one", bytes("%PDF-1.7 and nothing more")],
    ["nothing", new Uint8Array()],
    ["a page that unpacks to hundreds of megabytes", deflatedPdf(300_000_000)],
  ])("says that it cannot read %s", async (_what, file) => {
    expect(await textOf(file, "application/pdf")).toBe("unreadable");
  });

  test("reads one after the other, the next also where one could not be read", async () => {
    const good = pdf(Buffer.from("BT /F1 12 Tf (Hej) Tj ET"));
    const files = [good, bytes("%PDF-1.7"), good];

    const texts = await Promise.all(files.map((file) => textOf(file, "application/pdf")));

    const read = { text: expect.stringMatching(/^Hej\n/), editable: false };
    expect(texts).toEqual([read, "unreadable", read]);
  });
});

function zipped(parts: Record<string, string>): Uint8Array {
  const files: Zippable = {};
  for (const [name, content] of Object.entries(parts)) files[name] = strToU8(content);
  return zipSync(files);
}

/** A page with this content, and a form field on it. */
function pdf(content: Buffer, filter = ""): Buffer {
  const head = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R/Annots[6 0 R]>>endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
6 0 obj<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(filled in by hand)/Rect[0 0 9 9]>>endobj
4 0 obj<</Length ${content.length}${filter}>>stream
`;
  const tail = "\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF";
  return Buffer.concat([Buffer.from(head), content, Buffer.from(tail)]);
}

function deflatedPdf(length: number): Buffer {
  return pdf(deflateSync(Buffer.alloc(length, " ")), "/Filter/FlateDecode");
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
