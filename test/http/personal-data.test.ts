import { randomUUID } from "node:crypto";
import { strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import {
  aino,
  anna,
  call,
  failureOf,
  faultsIn,
  newCase,
  open,
  type Reply,
  stored,
  useServer,
} from "../support/client.ts";
import { loggedDuring } from "../support/logged.ts";
import { everythingStored, whereStored } from "../support/stored-texts.ts";
import { bytesOf, objectsOf, upload } from "../support/uploads.ts";

delete process.env["CLAMD_ADDRESS"];
useServer();

const card = "4111111111111111";
const text = `🥐 paid with ${card}.`;
const maskedText = "🥐 paid with [PAYMENT_CARD-1].";
const tor = "tor@nordan.example";

type Given = { as?: string; query?: string };
type Write = {
  /** The field that the answer names. */
  field: string;
  send: (caseName: string, value: string, given?: Given) => Promise<Reply>;
  /** What is kept of it; all documents of the case unless told. */
  read?: (reply: Reply) => Promise<string>;
};

const cases = "customers/1001/cases";
const escalation = { reason: "BUSINESS_IMPACT" };
const write =
  (method: string, path: string, bodyOf: (value: string) => object) =>
  (caseName: string, value: string, { as = anna, query = "" }: Given = {}) => {
    const filled = path.replace("{case}", caseName).replace("{value}", encodeURIComponent(value));
    const sign = path.includes("?") ? "&" : "?";
    return call(method, `/v2/${filled}${sign}${query}`, { as, body: bodyOf(value) });
  };
const writes: [string, Write][] = [
  [
    "the title of a new case",
    {
      field: "displayName",
      send: write("POST", cases, (displayName) => ({ ...newCase, displayName })),
    },
  ],
  [
    "the description of a new case",
    {
      field: "description",
      send: write("POST", cases, (description) => ({ ...newCase, description })),
    },
  ],
  [
    "another title",
    {
      field: "displayName",
      send: write("PATCH", "{case}?updateMask=displayName", (displayName) => ({ displayName })),
    },
  ],
  [
    "the reason for another severity",
    {
      field: "reason",
      send: write("PATCH", "{case}?updateMask=priority&reason={value}", () => ({ priority: "P0" })),
    },
  ],
  ["a comment", { field: "body", send: write("POST", "{case}/comments", (body) => ({ body })) }],
  [
    "the justification of an escalation",
    {
      field: "escalation.justification",
      send: write("POST", "{case}:escalate", (justification) => ({
        escalation: { ...escalation, justification },
      })),
    },
  ],
  [
    "the text of a file",
    {
      field: "attachment",
      send: (name, value, given) => upload(name, { bytes: Buffer.from(value), ...given }),
      read: async ({ body }) => (await bytesOf(Object(body).name)).toString(),
    },
  ],
  [
    "the name of a file",
    {
      field: "attachment.filename",
      send: (name, filename, given) => upload(name, { filename, ...given }),
    },
  ],
];

/** All documents of the case that an answer is about. */
async function readCase({ body }: Reply): Promise<string> {
  const [, , , id = ""] = String(Object(body).name).split("/");
  const all = await everythingStored();
  return [...all].flatMap(([path, document]) => (path.includes(id) ? [document] : [])).join("\n");
}

describe.each(writes)("personal data in %s", (_, { field, send, read = readCase }) => {
  test("is refused by field, kind and code points; the value is in no answer, log or store", async () => {
    const { name } = await open();
    const before = await stored(name);
    const replies: Reply[] = [];

    const log = await loggedDuring(async () => {
      for (const query of ["", "validateOnly=true"])
        replies.push(await send(name, text, { query }));
    });

    const finding = { field, kind: "PAYMENT_CARD", start: 12, end: 28, excerpt: "4•••••••••••" };
    for (const reply of replies) {
      expect(failureOf(reply)).toEqual({ status: 400, reason: "PII_DETECTED", fields: [field] });
      expect(findingsIn(reply)).toEqual([finding]);
      expect(reply.text + log).not.toContain("1111");
    }
    expect(log).toContain('"status":400');
    expect(await stored(name)).toEqual(before);
    expect(await objectsOf(name)).toEqual([]);
    expect(await whereStored(card)).toEqual([]);
  });

  test("is masked when that is asked for: in the answer, and wherever it is kept", async () => {
    const { name } = await open();
    const query = `redactPii=true&requestId=${randomUUID()}`;

    const reply = await send(name, text, { query });
    const again = await send(name, text, { query });

    expect(reply.status).toBe(200);
    expect(reply.text).not.toContain("1111");
    expect(await read(reply)).toContain(maskedText);
    expect(again).toMatchObject({ status: 200, text: reply.text });
    expect(await whereStored(card)).toEqual([]);
  });

  test("is told to nobody who may not even ask: a stranger gets the same bytes as for a clean text", async () => {
    const { name } = await open();

    const replies = [];
    for (const value of [text, "All is well."]) {
      for (const query of ["", "redactPii=true"]) {
        replies.push(await send(name, value, { as: tor, query }));
      }
    }

    const hidden = { status: 403, reason: "NOT_VISIBLE" };
    expect(replies.map(failureOf)).toEqual([hidden, hidden, hidden, hidden]);
    expect(new Set(replies.map((reply) => reply.text)).size).toBe(1);
  });

  test("of which nobody is sure is stored, and reported", async () => {
    const { name } = await open();
    const value = "Ask kim@lindqvist.example";

    const reply = await send(name, value);

    expect(reply.body).toMatchObject({
      warnings: [{ field, kind: "EMAIL_ADDRESS", start: 4, end: 25, excerpt: "••••••••••••" }],
    });
    expect(await read(reply)).toContain(value);
  });
});

async function found(query: string): Promise<unknown> {
  const path = `/v2/cases:search?query=${encodeURIComponent(query)}`;
  return (await call("GET", path, { as: anna })).body;
}

describe("masked texts", () => {
  test("have one placeholder for one value, and are found by their other words alone", async () => {
    const body = {
      ...newCase,
      displayName: `Zimtstern for ${card}`,
      description: "Card 4111 1111 1111 1111, refund to SE4550000000058398257466",
    };

    const reply = await call("POST", `/v2/${cases}?redactPii=true`, { as: anna, body });

    expect(reply.body).toMatchObject({
      displayName: "Zimtstern for [PAYMENT_CARD-1]",
      description: "Card [PAYMENT_CARD-1], refund to [IBAN-1]",
    });
    expect(await found("zimtstern")).toMatchObject({ cases: [{ name: Object(reply.body).name }] });
    expect(await found(card)).toEqual({});
    expect(await found("SE4550000000058398257466")).toEqual({});
  });

  test("are those of notes too, which only agents read", async () => {
    const { name } = await open();
    const body = { body: text, internal: true };

    const refused = await call("POST", `/v2/${name}/comments`, { as: aino, body });
    const path = `/v2/${name}/comments?redactPii=true`;
    const masked = await call("POST", path, { as: aino, body });

    expect(failureOf(refused)).toMatchObject({ reason: "PII_DETECTED", fields: ["body"] });
    expect(masked.body).toMatchObject({ body: maskedText, internal: true });
  });
});

describe("a file with personal data", () => {
  const csv = {
    filename: "refunds.csv",
    type: "text/csv",
    bytes: Buffer.from(`id;card\n1;${card}\n`),
  };
  const docx = {
    filename: "letter.docx",
    type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    bytes: aLetter(`Card ${card}`),
  };

  test("that is CSV is refused, or stored with its cells masked", async () => {
    const { name } = await open();

    const refused = await upload(name, csv);
    const masked = await upload(name, { ...csv, query: "redactPii=true" });

    expect(findingsIn(refused)).toMatchObject([{ field: "attachment", start: 10, end: 26 }]);
    expect(masked.body).toMatchObject({ mimeType: "text/csv", sizeBytes: "27" });
    const bytes = await bytesOf(Object(masked.body).name);
    expect(bytes.toString()).toBe("id;card\n1;[PAYMENT_CARD-1]\n");
    expect(await objectsOf(name)).toHaveLength(1);
  });

  test("that is a document is refused, and cannot be masked", async () => {
    const { name } = await open();

    const refused = await upload(name, docx);
    const asked = await upload(name, { ...docx, query: "redactPii=true" });
    const clean = await upload(name, { ...docx, bytes: aLetter("All is well.") });

    expect(failureOf(refused)).toMatchObject({ reason: "PII_DETECTED", fields: ["attachment"] });
    expect(failureOf(asked)).toEqual(faultsIn("attachment"));
    expect(refused.text + asked.text).not.toContain("1111");
    expect(clean.body).toMatchObject({ mimeType: docx.type, state: "AVAILABLE" });
    expect(await objectsOf(name)).toHaveLength(1);
  });
});

/** A word processor's document with one paragraph. */
function aLetter(paragraph: string): Uint8Array {
  const office = "http://schemas.openxmlformats.org";
  const word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
  return zipSync({
    "[Content_Types].xml": strToU8(
      `<Types xmlns="${office}/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="${word}"/></Types>`,
    ),
    "word/document.xml": strToU8(
      `<w:document xmlns:w="${office}/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>${paragraph}</w:t></w:r></w:p></w:body></w:document>`,
    ),
  });
}

/** What a refusal tells of what was found, as programs read it. */
function findingsIn({ body }: Reply): unknown {
  const [{ metadata }] = Object(body).error.details;
  return JSON.parse(metadata.findings);
}
