import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { crc32cOf } from "../../functions/client/crc32c.ts";
import { anna, clientOf, lossyWay, openCase } from "./support.ts";

const mebibyte = 1024 * 1024;

describe("a file", () => {
  test.each([
    ["of some bytes", 46, 0],
    ["of nothing", 0, 0],
    ["of 25 MiB, in one request", 25 * mebibyte, 0],
    ["of 30 MiB, past the functions", 30 * mebibyte, 1],
  ])("%s comes back byte for byte", { timeout: 120_000 }, async (_what, size, transfers) => {
    const way = await lossyWay({ loses: () => false });
    const client = await clientOf(anna);
    const { name } = await openCase(client);
    const bytes = randomBytes(size);

    const sender = await clientOf(anna, way.url);
    const attached = await sender.upload(name, new File([bytes], "dump.bin"));
    const back = await client.download(attached.name);

    await way.stop();
    expect(attached.filename).toBe("dump.bin");
    expect(Buffer.from(await back.arrayBuffer()).equals(bytes)).toBe(true);
    expect(way.times(`POST /v2/${name}/attachments:startUpload`)).toBe(transfers);
  });

  test("keeps its name, whatever letters are in it", async () => {
    const client = await clientOf(anna);
    const { name } = await openCase(client);

    const { filename } = await client.upload(name, new File(["text"], 'Räkning "1" 日本.txt'));

    expect(filename).toBe('Räkning "1" 日本.txt');
  });

  test("with personal data in it is refused, or stored with placeholders if that is asked for", async () => {
    const client = await clientOf(anna);
    const { name } = await openCase(client);
    const file = new File(["Card 4111 1111 1111 1111"], "card.txt");

    await expect(client.upload(name, file)).rejects.toMatchObject({ reason: "PII_DETECTED" });
    const attached = await client.upload(name, file, { redactPii: true });

    expect(await (await client.download(attached.name)).text()).toContain("[PAYMENT_CARD-1]");
  });

  test("of a case that one may not see is refused as the case itself is", async () => {
    const client = await clientOf("anna@beta-partner.example");
    const uploading = client.upload(
      "customers/1001/cases/310000001001",
      new File(["text"], "a.txt"),
    );

    await expect(uploading).rejects.toMatchObject({ status: 403, reason: "NOT_VISIBLE" });
  });

  test.each([
    ["in one request", 1_000, /attachments$/],
    ["past the functions, of which each answer is lost once", 26 * mebibyte, /./],
  ])("%s is attached once though answers are lost", async (_how, size, lost) => {
    const way = await lossyWay({
      loses: ({ method, path, time }) => method !== "GET" && lost.test(path) && time === 1,
    });
    const client = await clientOf(anna, way.url);
    const { name } = await openCase(await clientOf(anna));
    const path = { customer: "1001", case: name.slice(name.lastIndexOf("/") + 1) };

    // Scripts make files of such types; the product takes no more than the type itself.
    const type = "application/octet-stream;charset=binary";
    await client.upload(name, new File([randomBytes(size)], "dump.bin", { type }));

    const { attachments = [] } = await client.GET(
      "/v2/customers/{customer}/cases/{case}/attachments",
      { params: { path } },
    );
    await way.stop();
    expect(attachments.map(({ sizeBytes }) => sizeBytes)).toEqual([String(size)]);
  });

  test("is sent no further once the caller's signal says so", async () => {
    const client = await clientOf(anna);
    const { name } = await openCase(client);
    const signal = AbortSignal.abort(new Error("The person went elsewhere."));

    const uploading = client.upload(name, new File([randomBytes(26 * mebibyte)], "a"), { signal });

    await expect(uploading).rejects.toThrow("The person went elsewhere.");
  });
});

describe("crc32cOf", () => {
  test.each([
    ["", "AAAAAA=="],
    // RFC 3720, appendix B.4, and the check value of CRC-32C.
    ["\0".repeat(32), "ipE2qg=="],
    ["123456789", "4waSgw=="],
  ])("of %j is %s", async (text, expected) => {
    expect(await crc32cOf(new Blob([text]))).toBe(expected);
  });
});
