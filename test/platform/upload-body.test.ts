import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Refusal } from "#domain/refusal.ts";
import type { Asked } from "#platform/exchange.ts";
import { readUpload } from "#platform/upload-body.ts";

const uploadPath = "/upload/v2/customers/1001/cases/77/attachments";
const boundary = "4d999dd3-7c34-4ac7-b606-6f62e1a2bab3";
const related = `multipart/related; boundary=${boundary}`;

/** As captured from Google's Node client, googleapis-common 9.3.1. */
const node = {
  type: related,
  head: `--${boundary}\r\ncontent-type: application/json\r\n\r\n{"attachment":{"filename":"åäö.txt"}}\r\n--${boundary}\r\ncontent-type: image/png\r\n\r\n`,
  tail: `\r\n--${boundary}--`,
};

/** As captured from Python's `email` package, used as google-api-python-client uses it. */
const python = {
  type: 'multipart/related; boundary="===============1529437632010997384=="',
  head: '--===============1529437632010997384==\nContent-Type: application/json\nMIME-Version: 1.0\n\n{"attachment": {"filename": "a.bin"}}\n--===============1529437632010997384==\nContent-Type: image/png\nMIME-Version: 1.0\nContent-Transfer-Encoding: binary\n\n',
  tail: "\n--===============1529437632010997384==--\n",
};

describe("readUpload of multipart/related", () => {
  test("reads what Google's Node client sends", () => {
    const upload = readUpload(asked(node.type, `${node.head}hello${node.tail}`));

    expect(upload.metadata).toEqual({ attachment: { filename: "åäö.txt" } });
    expect(textOf(upload.bytes)).toBe("hello");
    expect(upload.claimedType).toBe("image/png");
  });

  test("reads what Google's Python client sends", () => {
    const upload = readUpload(asked(python.type, `${python.head}hello${python.tail}`));

    expect(upload.metadata).toEqual({ attachment: { filename: "a.bin" } });
    expect(textOf(upload.bytes)).toBe("hello");
    expect(upload.claimedType).toBe("image/png");
  });

  test.each([
    ["nothing", ""],
    ["a line feed at the end", "a\n"],
    ["a carriage return at the end", "a\r"],
    ["line ends at both ends", "\r\n\r\na\r\n\r\n"],
    ["blank lines alone", "\n\n"],
    ["the delimiter", `a\r\n--${boundary}\r\nb`],
    ["the closing delimiter of another", `a\r\n--${boundary}--\r\nb`],
    ["both delimiters of Python's", `a${python.tail}b\n--===============1529437632010997384==\nc`],
  ])("keeps a file that holds %s, byte for byte", (_what, file) => {
    for (const { type, head, tail } of [node, python]) {
      expect(textOf(readUpload(asked(type, head + file + tail)).bytes)).toBe(file);
    }
  });

  test("keeps any bytes, and hands over no copy of them", () => {
    const piece = fc.constantFrom(
      "\r",
      "\n",
      "-",
      "--",
      boundary,
      `\r\n--${boundary}--`,
      "\0",
      "å",
    );

    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const request = asked(node.type, node.head + pieces.join("") + node.tail);
        const { bytes } = readUpload(request);
        expect(textOf(bytes)).toBe(pieces.join(""));
        expect(bytes?.buffer).toBe(request.body.buffer);
      }),
    );
  });

  test("ends the metadata at the first delimiter, so that a file cannot add to it", () => {
    const file = `x\r\n--${boundary}\r\ncontent-type: application/json\r\n\r\n{"attachment":{"filename":"b"}}`;

    const upload = readUpload(asked(node.type, node.head + file + node.tail));

    expect(upload.metadata).toEqual({ attachment: { filename: "åäö.txt" } });
    expect(textOf(upload.bytes)).toBe(file);
  });

  test.each([
    ["a preamble", `Split by --${boundary}\r\n\r\n--${boundary}-x\r\n${node.head}`],
    ["blanks behind the delimiters", node.head.replaceAll(`${boundary}\r`, `${boundary} \t\r`)],
    [
      "more headers, one of them folded",
      node.head.replaceAll("content", "X-A: 1;\r\n b=2\r\nContent"),
    ],
    ["a type on a line of its own", node.head.replace(": image", ":\r\n image")],
    ["no type of the metadata", node.head.replace("content-type: application/json\r\n", "")],
    ["bare line feeds", node.head.replaceAll("\r\n", "\n")],
  ])("reads %s", (_what, head) => {
    const upload = readUpload(asked(node.type, `${head}hello${node.tail}`));

    expect(upload.metadata).toEqual({ attachment: { filename: "åäö.txt" } });
    expect(textOf(upload.bytes)?.trim()).toBe("hello");
    expect(upload.claimedType).toBe("image/png");
  });

  test("reads a file of no bytes that has no line end of its own", () => {
    expect(readUpload(asked(node.type, `${node.head}--${boundary}--`)).bytes).toHaveLength(0);
  });

  test("says nothing of a type where the second part says nothing", () => {
    const head = node.head.replace("content-type: image/png\r\n", "");

    expect(readUpload(asked(node.type, `${head}a${node.tail}`)).claimedType).toBeUndefined();
  });

  test.each([
    ['MULTIPART/Related; charset=UTF-8; Boundary="b c"', "b c"],
    ['multipart/related; boundary="a\\"b"; type="application/json"', 'a"b'],
    ["multipart/related;boundary=x", "x"],
  ])("understands %s", (type, mark) => {
    const body = `--${mark}\r\n\r\n{}\r\n--${mark}\r\n\r\nabc\r\n--${mark}--\r\n`;

    expect(textOf(readUpload(asked(type, body)).bytes)).toBe("abc");
  });

  test.each([
    "multipart/related",
    "multipart/related; boundary=",
    `multipart/related; boundary=${"b".repeat(71)}`,
    'multipart/related; boundary="å"',
  ])("refuses %s, which names no boundary", (type) => {
    expect(faultsOf(asked(type, `${node.head}a${node.tail}`))).toEqual(["Content-Type"]);
  });

  test.each([
    ["no parts", ""],
    ["one part", `--${boundary}\r\n\r\n{}\r\n--${boundary}--`],
    ["no closing delimiter", `${node.head}abc`],
    ["a closing delimiter inside a line", `${node.head}abc--${boundary}--`],
    ["something behind the closing delimiter", `${node.head}abc${node.tail}def`],
    ["a second part without an empty line", `${node.head.trimEnd()}${node.tail}\r\n\r\n`],
    ["headers without end", `${node.head.trimEnd()}${"x".repeat(9_000)}\r\n\r\n${node.tail}`],
    [
      "bytes in base64",
      node.head.replace("image/png", "image/png\r\nContent-Transfer-Encoding: base64") + node.tail,
    ],
    ["metadata that is no JSON", node.head.replace("{", "") + node.tail],
  ])("refuses %s", (_what, body) => {
    expect(faultsOf(asked(node.type, body))).toEqual(["body"]);
  });

  test("tells the faults of the metadata as those of any body", () => {
    const twice = node.head.replace("{", '{"attachment":1,');
    const typed = node.head.replace("application/json", "text/xml");

    expect(faultsOf(asked(node.type, twice + node.tail))).toEqual(["attachment"]);
    expect(faultsOf(asked(node.type, typed + node.tail))).toEqual(["Content-Type"]);
  });
});

describe("readUpload of plain bytes", () => {
  test("takes the whole body, and its type as claimed", () => {
    const request = asked("text/csv; charset=utf-8", "a,b");

    const upload = readUpload(request);

    expect(upload).toEqual({
      metadata: {},
      bytes: request.body,
      claimedType: "text/csv; charset=utf-8",
    });
    expect(upload.bytes).toBe(request.body);
  });

  test("takes JSON for a file like any other", () => {
    const upload = readUpload(asked("application/json", '{"attachment":1}'));

    expect(upload.metadata).toEqual({});
    expect(textOf(upload.bytes)).toBe('{"attachment":1}');
  });

  test.each([
    "",
    "application/x-www-form-urlencoded",
    "Application/X-WWW-Form-Urlencoded; charset=a",
  ])("takes the type %j, which curl gives to anything, for none", (type) => {
    expect(readUpload(asked(type, "a=b")).claimedType).toBeUndefined();
  });
});

describe("readUpload of metadata alone", () => {
  test("reads the JSON body of any other path", () => {
    const request = {
      ...asked("application/json", '{"attachment":{"filename":"a"}}'),
      path: "/v2/x",
    };

    expect(readUpload(request)).toEqual({
      metadata: { attachment: { filename: "a" } },
      bytes: undefined,
      claimedType: undefined,
    });
  });

  test("refuses bytes there", () => {
    expect(faultsOf({ ...asked(node.type, node.head + node.tail), path: "/v2/x" })).toEqual([
      "Content-Type",
    ]);
  });
});

describe("readUpload of the resumable protocol", () => {
  test.each<[string, Partial<Asked>]>([
    ["uploadType", { query: new URLSearchParams("uploadType=resumable") }],
    ["upload_protocol", { query: new URLSearchParams("upload_protocol=resumable") }],
    ["a length for later", { headers: { "x-upload-content-length": "5" } }],
    ["Google's own protocol", { headers: { "x-goog-upload-protocol": "resumable" } }],
  ])("refuses what asks for it by %s, and names the way for large files", (_what, sign) => {
    const thrown = refusalOf({ ...asked("text/plain", ""), ...sign });

    expect(thrown?.code).toBe("NOT_IMPLEMENTED");
    expect(thrown?.details.remedy).toContain(":startUpload");
  });
});

function asked(type: string, text: string): Asked {
  return {
    method: "POST",
    path: uploadPath,
    query: new URLSearchParams("uploadType=multipart"),
    headers: type === "" ? {} : { "content-type": type },
    body: new TextEncoder().encode(text),
  };
}

function textOf(bytes: Uint8Array | undefined): string | undefined {
  return bytes && new TextDecoder().decode(bytes);
}

function faultsOf(request: Asked): string[] | undefined {
  return refusalOf(request)?.details.violations?.map(({ field }) => field);
}

function refusalOf(request: Asked): Refusal | undefined {
  try {
    readUpload(request);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  return undefined;
}
