import { zipSync } from "fflate";
import sharp, { type Sharp } from "sharp";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createBucket } from "../../scripts/stack/storage-setup.ts";
import { anna } from "../support/client.ts";
import {
  digits,
  docxBomb,
  endlessPdf,
  hugePng,
  loopingPdf,
  zipBomb,
} from "../support/hostile-files.ts";
import { type OwnProcess, startOwnProcess } from "../support/own-process.ts";
import { callersOf, reasonOf } from "../support/request.ts";
import { projectId, resetData, tokenFor } from "../support/server.ts";

const mebibyte = 1024 * 1024;

// What is stored is handed out at once here, so that it can be seen how.
delete process.env["CLAMD_ADDRESS"];

/** Of the machine that the front door runs on, in MiB. */
const memoryMax = 1_024;

let own: OwnProcess;

beforeAll(async () => {
  await resetData();
  await createBucket(projectId, process.env["ATTACHMENT_BUCKET"] ?? "");
  own = await startOwnProcess({ memoryMebibytes: memoryMax });
});

afterAll(async () => {
  console.log(`Hostile files: the front door took ${await own?.peakMebibytes()} MiB at the most.`);
  await own?.kill();
});

/** Every test has a case of its own, which shows that the process answers. */
async function openCase(): Promise<string> {
  const { status, body } = await callersOf(own.url)(anna).send({
    method: "POST",
    path: "/v2/customers/1001/cases",
    headers: { Connection: "close" },
    body: {
      displayName: "Strange files",
      description: "Somebody sends strange files.",
      classification: { id: "gws-gmail-does-not-load" },
      priority: "P4",
    },
  });
  if (status !== 200) throw new Error(`Opening a case was answered with ${status}.`);
  return String(body.name);
}

afterEach(async () => {
  await openCase();
  const peak = await own.peakMebibytes();
  if (peak > memoryMax) throw new Error(`The front door took ${peak} MiB.`);
});

type Given = { filename: string; bytes?: Uint8Array; type?: string };

/** What becomes of a file: why it is refused, or the type under which it can be had. */
async function sent({
  filename,
  bytes = html,
  type,
}: Given): Promise<{ outcome: string; name: string }> {
  const caseName = await openCase();
  const path = `/upload/v2/${caseName}/attachments?attachment.filename=${encodeURIComponent(filename)}`;
  const headers = {
    // A bomb takes longer to make than an idle connection lives.
    Connection: "close",
    ...(type !== undefined && { "Content-Type": type }),
  };
  const reply = await callersOf(own.url)(anna).post(path, Buffer.from(bytes), headers);
  if (reply.status !== 200) return { outcome: `${reply.status} ${reasonOf(reply)}`, name: "" };
  const { name, mimeType } = Object(reply.body);
  return { outcome: mimeType, name };
}

async function download(name: string): Promise<{ headers: Record<string, string>; bytes: Buffer }> {
  const headers = { authorization: `Bearer ${tokenFor(anna)}` };
  const response = await fetch(`${own.url}/v2/${name}:download`, { headers });
  expect(response.status).toBe(200);
  const bytes = Buffer.from(await response.arrayBuffer());
  return { headers: Object.fromEntries(response.headers), bytes };
}

const html = Buffer.from("<!doctype html><script>alert(1)</script>");
const script = Buffer.from("=1;alert(2)");
const archive = Buffer.from(zipSync({ "a.txt": html }));
const picture = () => sharp({ create: { width: 8, height: 8, channels: 3, background: "red" } });

/** A picture with something else behind its end, as some readers look for it. */
async function behind(shown: Sharp, guest: Uint8Array): Promise<Uint8Array> {
  return Buffer.concat([await shown.toBuffer(), guest]);
}

const refused = "400 INVALID_ARGUMENT";
const docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

describe("a file that would exhaust the machine", () => {
  test.each<[string, () => Given, string]>([
    [
      "a picture of 50 000 × 50 000 pixels",
      () => ({ filename: "a.png", bytes: hugePng(50_000) }),
      refused,
    ],
    [
      "a bomb of archives, which is never opened",
      () => ({ filename: "a.zip", bytes: zipBomb() }),
      "application/zip",
    ],
    [
      "a document whose text is a bomb",
      () => ({ filename: "a.docx", type: docx, bytes: docxBomb() }),
      docx,
    ],
    [
      "a PDF whose pages are each other's parents",
      () => ({ filename: "a.pdf", bytes: loopingPdf() }),
      "application/pdf",
    ],
    [
      "a PDF of 100 000 pages",
      () => ({ filename: "a.pdf", bytes: endlessPdf(100_000) }),
      "application/pdf",
    ],
  ])("does not: %s", async (_what, file, outcome) => {
    const became = await sent(file());

    expect(became.outcome).toBe(outcome);
  });

  test("nor does a table of 8 MiB of digits, while which others are answered", {
    timeout: 180_000,
  }, async () => {
    const becoming = sent({ filename: "a.csv", bytes: digits(8 * mebibyte) });
    const until = becoming.then(() => "done");
    const other = () => Promise.race([until, callersOf(own.url)(anna).get("/v2/customers")]);
    let answered = 0;
    while ((await other()) !== "done") answered += 1;

    expect((await becoming).outcome).toBe("text/csv");
    expect(answered).toBeGreaterThan(10);
  });
});

describe("a file that is two things at once is handed out as one, to be saved", () => {
  test.each<[string, Given, () => Promise<Uint8Array>]>([
    ["PNG and HTML", { filename: "a.png" }, () => behind(picture().png(), html)],
    ["GIF and script", { filename: "a.gif" }, () => behind(picture().gif(), script)],
    ["JPEG and ZIP", { filename: "a.jpg" }, () => behind(picture().jpeg(), archive)],
  ])("%s: what stands behind the picture is gone", async (_what, given, bytes) => {
    const { outcome, name } = await sent({ ...given, bytes: await bytes() });

    const file = await download(name);

    expect(outcome).toMatch(/^image\//);
    expect(file.headers).toMatchObject({ ...toBeSaved, "content-type": outcome });
    for (const guest of [html, script, archive]) expect(file.bytes.includes(guest)).toBe(false);
  });

  test("PDF and ZIP: as a PDF", async () => {
    const bytes = Buffer.concat([endlessPdf(1), archive]);
    const { outcome, name } = await sent({ filename: "a.pdf", bytes });

    const { headers } = await download(name);

    expect(outcome).toBe("application/pdf");
    expect(headers).toMatchObject({ ...toBeSaved, "content-type": "application/pdf" });
  });

  test("a page that would run in a browser runs in none", async () => {
    const { outcome, name } = await sent({ filename: "a.html", type: "text/html", bytes: html });

    const { headers } = await download(name);

    expect(outcome).toBe("text/html");
    expect(headers).toMatchObject({
      ...toBeSaved,
      "content-security-policy": expect.stringContaining("sandbox"),
    });
  });
});

describe("a file that lies about its type", () => {
  const program = Buffer.concat([Buffer.from("MZ\u0090\0"), Buffer.alloc(512, 7)]);
  const svg = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
  );

  test.each<[string, Given]>([
    [
      "a program that is sent as a picture",
      { filename: "a.png", type: "image/png", bytes: program },
    ],
    ["a program that is called one", { filename: "a.exe", bytes: program }],
    ["a program whose name ends in blanks", { filename: "a.exe. ", bytes: program }],
    [
      "an archive that is sent as a text",
      { filename: "a.txt", type: "text/plain", bytes: archive },
    ],
    ["a page that is sent as a picture", { filename: "a.png", type: "image/png", bytes: html }],
    ["a picture of lines that runs a script", { filename: "a.svg", bytes: svg }],
    ["the same, sent as such", { filename: "a.svg", type: "image/svg+xml", bytes: svg }],
  ])("is refused: %s", async (_what, given) => {
    expect((await sent(given)).outcome).toBe(refused);
  });
});

test("a photograph does not tell where it was taken, nor keep it", async () => {
  const exif = { IFD0: { Copyright: "Moa of Lindqvist" }, IFD3: { GPSLatitude: "59/1 20/1 0/1" } };
  const bytes = await picture().jpeg().withExif(exif).toBuffer();
  const { name } = await sent({ filename: "counter.jpg", bytes });

  const file = await download(name);

  expect(bytes.includes("Moa of Lindqvist")).toBe(true);
  expect((await sharp(bytes).metadata()).exif).toBeDefined();
  expect((await sharp(file.bytes).metadata()).exif).toBeUndefined();
  expect(file.bytes.includes("Moa of Lindqvist")).toBe(false);
});

describe("a name", () => {
  test.each(["a\u202egpj.exe.txt", "a\r\nSet-Cookie: x=1.txt", "a\u2028b.txt"])(
    "that hides something is refused: %j",
    async (filename) => {
      expect((await sent({ filename })).outcome).toBe(refused);
    },
  );

  test("with quotes and path characters is saved under a name that does no harm", async () => {
    const { name } = await sent({ filename: '../"; filename=a.exe;\\b.txt', bytes: html });

    const { headers } = await download(name);

    expect(headers["content-disposition"]).toBe(
      "attachment; filename=\"____ filename=a.exe__b.txt\"; filename*=UTF-8''___%3B%20filename%3Da.exe%3B_b.txt",
    );
  });
});

const toBeSaved = {
  "content-disposition": expect.stringMatching(/^attachment; /),
  "x-content-type-options": "nosniff",
};
