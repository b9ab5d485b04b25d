import { beforeAll, describe, expect, test } from "vitest";
import { signDownload } from "#http/sign-download.ts";
import { anna, call, failureOf, olle, open, useServer } from "../support/client.ts";
import { told } from "../support/object-store.ts";
import {
  attached,
  becomes,
  log,
  loseObjectsOf,
  type Upload,
  withoutConsent,
} from "../support/uploads.ts";

delete process.env["CLAMD_ADDRESS"];
useServer();

let caseName: string;

beforeAll(async () => {
  ({ name: caseName } = await open());
});

const ask = (path: string, as = anna) => call("GET", `/v2/${path}:signedUrl`, { as });

/** A signed address of a new file. */
async function signed(file: Upload = {}) {
  const { name } = await attached(caseName, file);
  const { signedUrl, expireTime } = Object((await ask(name)).body);
  return { signedUrl: String(signedUrl), expireTime: String(expireTime) };
}

describe("signDownload", () => {
  test("gives an address at which anybody finds the bytes, for five minutes", async () => {
    const before = Date.now();

    const { signedUrl, expireTime } = await signed();

    const response = await fetch(signedUrl);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(log);
    const lasts = (Date.parse(expireTime) - before) / 1_000;
    expect(lasts).toBeGreaterThanOrEqual(300);
    expect(lasts).toBeLessThan(310);
    expect(new URL(signedUrl).searchParams.get("X-Goog-Expires")).toMatch(/^(299|300)$/);
  });

  test("has a browser save the file under its name, with its type", async () => {
    const page = { filename: "räkning.html", type: "text/html", bytes: Buffer.from("<p>1</p>") };
    const { signedUrl } = await signed(page);

    const { headers } = await fetch(signedUrl);

    expect(headers.get("content-type")).toBe("text/html");
    expect(headers.get("content-disposition")).toBe(
      "attachment; filename=\"rakning.html\"; filename*=UTF-8''r%C3%A4kning.html",
    );
  });

  test("gives an address to that file alone, as it is", async () => {
    const { signedUrl } = await signed();
    const other = (await signed()).signedUrl;
    const forged = new URL(other);
    forged.search = new URL(signedUrl).search;

    expect(await told(await fetch(forged))).toBe("403 SignatureDoesNotMatch");
    expect(await told(await fetch(signedUrl, { method: "DELETE" }))).toContain("403");
    expect(await told(await fetch(signedUrl.replace("attachment", "inline")))).toContain("403");
  });

  test.each([
    ["SCANNING", { status: 503, reason: "ATTACHMENT_SCANNING" }],
    ["QUARANTINED", { status: 400, reason: "ATTACHMENT_QUARANTINED" }],
    ["LOST", { status: 404, reason: "ATTACHMENT_LOST" }],
  ] as const)("gives none for a file that is %s", async (state, failure) => {
    const { name } = await attached(caseName);
    await becomes(name, { state });

    expect(failureOf(await ask(name))).toEqual(failure);
  });

  test("gives none once consent is revoked, and what it gave finds nothing once the bytes are gone", async () => {
    const { name: ofLoss } = await open();
    const { name } = await attached(ofLoss);
    const before = signDownload.contract.reply.parse((await ask(name)).body);
    const missing = "customers/1001/cases/999999999999/attachments/a0";

    await withoutConsent(async () => {
      const [hidden, none] = [await ask(name), await ask(missing)];
      expect(failureOf(hidden).status).toBe(400);
      expect(hidden.text).toBe(none.text);
      expect((await ask(name, olle)).status).toBe(200);
    });

    await loseObjectsOf(ofLoss);
    expect(await told(await fetch(String(Object(before).signedUrl)))).toBe("404 NoSuchKey");
  });
});
