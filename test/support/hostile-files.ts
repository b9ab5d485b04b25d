import { crc32, deflateSync } from "node:zlib";
import { zipSync } from "fflate";

const mebibyte = 1024 * 1024;
const utf8 = (text: string) => Buffer.from(text);

/** A valid picture of one colour, a bit a pixel, which its decoder would need hundreds of megabytes for. */
export function hugePng(side: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1;
  const rows = deflateSync(Buffer.alloc(side * (1 + Math.ceil(side / 8))), { level: 9 });
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk("IHDR", header),
    pngChunk("IDAT", rows),
    pngChunk("IEND", Buffer.alloc(0)),
  ]);
}

function pngChunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([utf8(type), content]);
  const chunk = Buffer.alloc(named.length + 8);
  chunk.writeUInt32BE(content.length, 0);
  named.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(named), named.length + 4);
  return chunk;
}

/** Archives in an archive, which would unpack to 768 MiB. */
export function zipBomb(): Uint8Array {
  const inner = zipSync({ "0.txt": new Uint8Array(48 * mebibyte) }, { level: 9 });
  const names = Array.from({ length: 16 }, (_, index) => `${index}.zip`);
  return zipSync(Object.fromEntries(names.map((name) => [name, inner])), { level: 9 });
}

const contentTypes = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`;

/** A Word document whose text would unpack to 48 MiB. */
export function docxBomb(): Uint8Array {
  return zipSync({
    "[Content_Types].xml": utf8(contentTypes),
    "_rels/.rels": utf8('<?xml version="1.0"?><Relationships/>'),
    "word/document.xml": new Uint8Array(48 * mebibyte).fill(0x20),
  });
}

/** A PDF whose tree of pages is as given: object 2, of which object 3 is a page. */
function pdfOf(pages: string): Buffer {
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    pages,
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
  ];
  let text = "%PDF-1.7\n";
  const places = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, "0")} 00000 n \n`;
  });
  const table = `xref\n0 4\n0000000000 65535 f \n${places.join("")}`;
  const trailer = `trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
  return utf8(text + table + trailer);
}

export const loopingPdf = () => pdfOf("<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>");

export const endlessPdf = (pages: number) =>
  pdfOf(`<< /Type /Pages /Kids [${"3 0 R ".repeat(pages)}] /Count ${pages} >>`);

/** A table of numbers that are nobody's, up to a length. */
export function digits(length: number): Buffer {
  const rows = Array.from({ length: 10_000 }, (_, row) =>
    Array.from({ length: 8 }, (_cell, cell) =>
      String((row * 8 + cell) * 7_919 + 1).padStart(10, "3"),
    ).join(";"),
  );
  return Buffer.alloc(length, `${rows.join("\n")}\n`);
}
