import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text as bodyOf } from "node:stream/consumers";
import { protos } from "@google-cloud/dlp";
import { afterEach, describe, expect, test } from "vitest";
import { dlpDetector } from "#adapters/dlp/detector.ts";
import type { PersonalDataDetector } from "#domain/personal-data.ts";
import contract from "../support/dlp-contract.json" with { type: "json" };

const { InspectContentRequest, InspectContentResponse } = protos.google.privacy.dlp.v2;
const texts = contract.request.item.table.rows.map(({ values: [cell] }) => cell?.stringValue ?? "");

type Answer = { status?: number; body: unknown };
type Asked = { path: string; rows: string[]; request: unknown };

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

describe("the recorded contract", () => {
  test("is a request as the published protocol has it, with nothing lost on the wire", () => {
    const sent = InspectContentRequest.encode(InspectContentRequest.fromObject(contract.request));

    const received = InspectContentRequest.decode(sent.finish());

    expect(InspectContentRequest.toObject(received, { enums: String })).toEqual(contract.request);
  });

  test("is an answer as the published protocol has it, with nothing lost on the wire", () => {
    const sent = InspectContentResponse.encode(
      InspectContentResponse.fromObject(contract.response),
    );

    const received = InspectContentResponse.decode(sent.finish());

    expect(InspectContentResponse.toObject(received, { enums: String, longs: String })).toEqual(
      contract.response,
    );
  });
});

describe("the DLP detector", () => {
  test("asks as the contract says: one row a text, and no values back", async () => {
    const { asked, detector } = await listening(() => ({ body: contract.response }));

    await detector.detect(texts);

    expect(asked).toEqual([{ path: contract.path, rows: texts, request: contract.request }]);
  });

  test("tells what DLP found in UTF-16 units, refuses what it is sure of, and drops what overlaps", async () => {
    const { detector } = await listening(() => ({ body: contract.response }));

    const found = await detector.detect(texts);

    expect(found).toEqual([
      [],
      [
        { kind: "IBAN", confidence: "HIGH", start: 8, end: 37 },
        { kind: "PHONE_NUMBER", confidence: "LOW", start: 44, end: 57 },
      ],
      [
        { kind: "NATIONAL_ID", confidence: "HIGH", start: 0, end: 11 },
        { kind: "NATIONAL_ID", confidence: "LOW", start: 18, end: 28 },
      ],
    ]);
  });

  test("asks nothing where there is no text", async () => {
    const { asked, detector } = await listening(() => ({ body: {} }));

    expect(await detector.detect([""])).toEqual([[]]);
    expect(asked).toEqual([]);
  });

  test("parts a long text in pieces that DLP takes, and finds what stands across a cut once", async () => {
    const value = "SE45 5000 0000 0583 9825 7466";
    const text = `${"ö".repeat(119_990)}${value}${"ö".repeat(100_000)}`;
    const { asked, detector } = await listening(answerWith(value));

    const found = await detector.detect([text, "short"]);

    expect(found).toEqual([
      [{ kind: "IBAN", confidence: "HIGH", start: 119_990, end: 120_019 }],
      [],
    ]);
    expect(asked.map(({ rows }) => rows.map(({ length }) => length))).toEqual([
      [120_000],
      [104_019, 5],
    ]);
  });

  test("never parts the two halves of a character", async () => {
    const { asked, detector } = await listening(answerWith("none"));

    await detector.detect([`a${"😀".repeat(70_000)}`]);

    expect(asked.flatMap(({ rows }) => rows).every((row) => row.isWellFormed())).toBe(true);
  });

  test("asks for the halves where DLP did not tell all that it found", async () => {
    const { asked, detector } = await listening(({ rows }) =>
      rows.length > 1 ? truncated : answerWith("SE45")({ rows }),
    );

    const found = await detector.detect(["a SE45", "b", "SE45"]);

    expect(found.map(([first]) => first?.start)).toEqual([2, undefined, 0]);
    expect(asked.map(({ rows }) => rows.length)).toEqual([3, 2, 1, 1, 1]);
  });

  test("asks for the halves of one text, and finds what stands in either once", async () => {
    const text = `${"a".repeat(15_000)}SE45${"b".repeat(15_000)}SE45`;
    const { asked, detector } = await listening(({ rows }) =>
      rows[0] === text ? truncated : answerWith("SE45")({ rows }),
    );

    const [found] = await detector.detect([text]);

    expect(found?.map(({ start }) => start)).toEqual([15_000, 30_004]);
    expect(asked.map(({ rows: [row] }) => row?.length)).toEqual([30_008, 15_004, 19_004]);
  });

  test.each([
    [
      "says no",
      { status: 403, body: { error: { code: 403, message: "no", status: "PERMISSION_DENIED" } } },
    ],
    ["answers without a result", { body: {} }],
    ["answers nonsense", { body: "<html>" }],
    [
      "tells only a part of what it found in a text that cannot be parted",
      { body: { result: { findingsTruncated: true } } },
    ],
    ["names a place that is not in the text", { body: findingAt(0, 2, 99) }],
    ["names a text that was not asked about", { body: findingAt(7, 0, 1) }],
    [
      "names no place",
      { body: { result: { findings: [{ infoType: { name: "IBAN_CODE" }, likelihood: 5 }] } } },
    ],
  ])("lets nothing pass unscreened where DLP %s", async (_what, answer) => {
    const { detector } = await listening(() => answer);

    await expect(detector.detect(["hello"])).rejects.toMatchObject({ code: "UNAVAILABLE" });
  });

  test("asks again where DLP is away for a moment", async () => {
    const away = {
      status: 503,
      body: { error: { code: 503, message: "away", status: "UNAVAILABLE" } },
    };
    const answers: Answer[] = [away, { body: { result: {} } }];
    const { detector } = await listening(() => answers.shift() ?? away);

    expect(await detector.detect(["hello"])).toEqual([[]]);
  });

  test("looks for credentials again where it found none before", async () => {
    const folder = await mkdtemp(join(tmpdir(), "dlp-"));
    const keyFilename = join(folder, "key.json");
    const { port } = await listening(() => ({ body: { result: {} } }));
    const detector = dlpDetector({ ...local(port), keyFilename });
    await expect(detector.detect(["hello"])).rejects.toThrow("Try again");

    await writeFile(keyFilename, JSON.stringify(newKey()));

    expect(await detector.detect(["hello"])).toEqual([[]]);
    await rm(folder, { recursive: true });
  });
});

const truncated: Answer = { body: { result: { findingsTruncated: true } } };

async function listening(
  answer: (asked: { rows: string[] }) => Answer,
): Promise<{ asked: Asked[]; port: number; detector: PersonalDataDetector }> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    void read(request).then((question) => {
      asked.push(question);
      const { status = 200, body } = answer(question);
      response.writeHead(status, { "Content-Type": "application/json" });
      response.end(typeof body === "string" ? body : JSON.stringify(body));
    });
  }).listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { asked, port, detector: dlpDetector({ ...local(port), apiKey: "none" }) };
}

function local(port: number) {
  return { projectId: "demo-cases", apiEndpoint: "127.0.0.1", port, protocol: "http" };
}

/** A service account's key, with which the client signs its own tokens and asks nobody. */
function newKey() {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return {
    type: "service_account",
    client_email: "dlp@demo-cases.example",
    private_key: privateKey.export({ type: "pkcs8", format: "pem" }),
  };
}

async function read(message: IncomingMessage): Promise<Asked> {
  const request = InspectContentRequest.fromObject(JSON.parse(await bodyOf(message)));
  const rows = (request.item?.table?.rows ?? []).map(
    ({ values }) => values?.[0]?.stringValue ?? "",
  );
  const shape = InspectContentRequest.toObject(request, { enums: String });
  if (shape["inspectConfig"]?.includeQuote === false) delete shape["inspectConfig"].includeQuote;
  return { path: message.url?.split("?")[0] ?? "", rows, request: shape };
}

/** Finds the value wherever it stands in a row, as DLP would; the rows hold no character of two units before it. */
function answerWith(value: string): (asked: { rows: string[] }) => Answer {
  return ({ rows }) => {
    const findings = rows.flatMap((row, at) => {
      const starts = [...row.matchAll(new RegExp(value, "g"))].map(({ index }) => index);
      return starts.flatMap((start) => findingAt(at, start, start + value.length).result.findings);
    });
    return { body: { result: { findings } } };
  };
}

function findingAt(rowIndex: number, start: number, end: number) {
  const location = {
    codepointRange: { start: String(start), end: String(end) },
    contentLocations: [{ recordLocation: { tableLocation: { rowIndex: String(rowIndex) } } }],
  };
  return { result: { findings: [{ infoType: { name: "IBAN_CODE" }, likelihood: 5, location }] } };
}
