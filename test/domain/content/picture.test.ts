import { crc32 } from "node:zlib";
import sharp, { type Sharp } from "sharp";
import { describe, expect, test } from "vitest";
import { withoutMetadata } from "#adapters/content/picture.ts";

const secret = "Exif-Secret";

/** 40 × 20 pixels, the left half red, the right half blue. */
async function halves(): Promise<Sharp> {
  const [width, height] = [20, 20];
  const [red, blue] = await Promise.all(
    ["red", "blue"].map((background) =>
      sharp({ create: { width, height, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  );
  return sharp([red ?? "", blue ?? ""], { join: { across: 2 } });
}

async function film(): Promise<Sharp> {
  const colours = ["red", "lime", "blue"];
  const frames = colours.map((background) =>
    sharp({ create: { width: 16, height: 8, channels: 3, background } })
      .png()
      .toBuffer(),
  );
  return sharp(await Promise.all(frames), { join: { animated: true } });
}

/** Lying on its side, taken somewhere by something. */
async function tagged(): Promise<Sharp> {
  return (await halves())
    .withExif({
      IFD0: { Make: secret, Artist: secret },
      IFD3: { GPSLatitude: "59/1 19/1 0/1", GPSLatitudeRef: "N" },
    })
    .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>${secret}</a></x:xmpmeta>`);
}

const formats = ["jpeg", "png", "webp", "gif", "tiff", "avif"] as const;
const withBareForm = ["jpeg", "png", "webp"] as const;

describe("withoutMetadata", () => {
  test.each(["jpeg", "png", "webp", "tiff", "avif"] as const)(
    "takes out of %s where and by what it was taken",
    async (format) => {
      const given = await (await tagged()).toFormat(format).toBuffer();

      const cleaned = await withoutMetadata(given, `image/${format}`);

      const { exif, xmp, iptc, comments } = await sharp(cleaned).metadata();
      expect(given.includes(secret)).toBe(true);
      expect(Buffer.from(cleaned).includes(secret)).toBe(false);
      expect({ exif, xmp, iptc, comments }).toEqual({});
    },
  );

  test.each(formats)("keeps %s a picture of its format, size and colours", async (format) => {
    const given = await (await tagged()).toFormat(format, { quality: 95 }).toBuffer();

    const cleaned = await withoutMetadata(given, `image/${format}`);

    expect((await sharp(cleaned).metadata()).mediaType).toBe(`image/${format}`);
    expect(await looks(cleaned)).toEqual({ width: 40, height: 20, left: "red", right: "blue" });
  });

  test.each(withBareForm)("returns a %s that tells nothing as the same object", async (format) => {
    const given = await (await halves()).withIccProfile("p3").toFormat(format).toBuffer();

    expect(await withoutMetadata(given, `image/${format}`)).toBe(given);
  });

  test.each(withBareForm)("has nothing more to take out of its own %s", async (format) => {
    const given = await (await tagged()).toFormat(format).toBuffer();

    const cleaned = await withoutMetadata(given, `image/${format}`);

    expect(await withoutMetadata(cleaned, `image/${format}`)).toBe(cleaned);
  });

  test("returns an animated WebP that tells nothing as the same object", async () => {
    const given = await (await film()).webp().toBuffer();

    expect(await withoutMetadata(given, "image/webp")).toBe(given);
  });

  test.each(formats)("drops what stands behind the end of %s", async (format) => {
    const picture = await (await halves()).toFormat(format).toBuffer();

    const cleaned = await withoutMetadata(behind(picture, format), `image/${format}`);

    expect(Buffer.from(cleaned).includes(secret)).toBe(false);
  });

  test("turns the picture as its tag says, before the tag goes", async () => {
    const turned = (await halves()).withMetadata({ orientation: 3 });

    const cleaned = await withoutMetadata(await turned.jpeg().toBuffer(), "image/jpeg");

    expect(await looks(cleaned)).toEqual({ width: 40, height: 20, left: "blue", right: "red" });
  });

  test.each(["gif", "webp", "tiff"] as const)("keeps every frame of %s", async (format) => {
    const tagged = (await film()).withExif({ IFD0: { Make: secret } });
    const given = await tagged[format]().toBuffer();

    const cleaned = await withoutMetadata(given, `image/${format}`);

    const { pages, pageHeight } = await sharp(cleaned, { animated: true }).metadata();
    expect({ pages, pageHeight }).toEqual({ pages: 3, pageHeight: 8 });
  });

  test.each(["gif", "webp"] as const)("keeps the pace of %s", async (format) => {
    const pace = { delay: [50, 100, 150], loop: 2 };
    const tagged = (await film()).withExif({ IFD0: { Make: secret } });
    const given = await tagged[format](pace).toBuffer();

    const cleaned = await withoutMetadata(given, `image/${format}`);

    const { delay, loop } = await sharp(cleaned, { animated: true }).metadata();
    expect({ delay, loop }).toEqual(pace);
  });

  test.each(["png", "tiff"] as const)(
    "keeps every pixel of %s, in 16 bits and in grey",
    async (format) => {
      for (const [space, channels] of [
        ["rgb16", 3],
        ["grey16", 1],
      ] as const) {
        const pixels = Uint16Array.from({ length: 64 * channels }, (_, i) => i * 331);
        const raw = { width: 8, height: 8, channels };
        const given = sharp(pixels, { raw })
          .toColourspace(space)
          .withExif({ IFD0: { Make: secret } });

        const cleaned = await withoutMetadata(
          await (format === "png" ? given.png() : given.tiff({ compression: "none" })).toBuffer(),
          `image/${format}`,
        );

        const read = sharp(cleaned).toColourspace(space).raw({ depth: "ushort" });
        expect((await sharp(cleaned).metadata()).space).toBe(space);
        expect((await read.toBuffer()).equals(Buffer.from(pixels.buffer))).toBe(true);
      }
    },
  );

  test("keeps a lossless WebP without loss", async () => {
    const pixels = Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => (i * 7919) % 256);
    const raw = { width: 64, height: 64, channels: 3 } as const;
    const given = sharp(pixels, { raw }).withExif({ IFD0: { Make: secret } });

    const cleaned = await withoutMetadata(
      await given.webp({ lossless: true }).toBuffer(),
      "image/webp",
    );

    expect((await sharp(cleaned).raw().toBuffer()).equals(Buffer.from(pixels))).toBe(true);
  });

  test("keeps the colour profile and the fine colours of a JPEG", async () => {
    const jpeg = { quality: 95, chromaSubsampling: "4:4:4" };
    const given = await (await tagged()).withIccProfile("p3").jpeg(jpeg).toBuffer();

    const cleaned = await withoutMetadata(given, "image/jpeg");

    const before = await sharp(given).metadata();
    const after = await sharp(cleaned).metadata();
    expect(after.icc).toEqual(before.icc);
    expect(after.chromaSubsampling).toBe("4:4:4");
  });

  test.each([
    ["a comment", (jpeg: Buffer) => segment(jpeg, 0xfe, secret)],
    ["an application's own segment", (jpeg: Buffer) => segment(jpeg, 0xed, secret)],
    ["further pictures", (jpeg: Buffer) => segment(jpeg, 0xe2, `MPF\0${secret}`)],
    ["a thumbnail", (jpeg: Buffer) => segment(jpeg, 0xe0, `JFXX\0${secret}`)],
  ])("takes %s out of a JPEG", async (_what, spoil) => {
    const given = spoil(await (await halves()).jpeg().toBuffer());

    const cleaned = await withoutMetadata(given, "image/jpeg");

    expect(Buffer.from(cleaned).includes(secret)).toBe(false);
  });

  test.each(["tEXt", "iTXt", "eXIf", "tIME", "prVt"])("takes %s out of a PNG", async (type) => {
    const plain = await (await halves()).png().toBuffer();
    const given = Buffer.concat([plain.subarray(0, 33), chunk(type, secret), plain.subarray(33)]);

    const cleaned = await withoutMetadata(given, "image/png");

    expect(Buffer.from(cleaned).includes(secret)).toBe(false);
  });

  test("takes out of a WebP what stands in a frame, and what stands behind the end", async () => {
    const plain = await (await film()).webp().toBuffer();

    const inFrame = await withoutMetadata(withFramePart(plain), "image/webp");
    const behindEnd = await withoutMetadata(Buffer.concat([plain, webpPart("ALPH")]), "image/webp");

    expect(Buffer.from(inFrame).includes(secret)).toBe(false);
    expect(Buffer.from(behindEnd).includes(secret)).toBe(false);
  });

  test("leaves what is no picture as it is", async () => {
    const given = new TextEncoder().encode("Hej");

    expect(await withoutMetadata(given, "text/plain")).toBe(given);
  });
});

async function looks(bytes: Uint8Array) {
  const { data, info } = await sharp(bytes)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const at = (x: number) => {
    const [red = 0, , blue = 0] = data.subarray((10 * info.width + x) * info.channels);
    return red > 200 && blue < 60 ? "red" : blue > 200 && red < 60 ? "blue" : `${red} ${blue}`;
  };
  return { width: info.width, height: info.height, left: at(5), right: at(35) };
}

/** With something behind its end; in a WebP, behind the end that its header names. */
function behind(picture: Buffer, format: string): Buffer {
  const trailer = format === "avif" ? box("free", secret) : Buffer.from(secret);
  return Buffer.concat([picture, trailer]);
}

function box(type: string, content: string): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(8 + content.length);
  return Buffer.concat([head, Buffer.from(type + content, "latin1")]);
}

function segment(jpeg: Buffer, marker: number, content: string): Buffer {
  const head = Buffer.from([0xff, marker, 0, content.length + 2]);
  return Buffer.concat([
    jpeg.subarray(0, 2),
    head,
    Buffer.from(content, "latin1"),
    jpeg.subarray(2),
  ]);
}

function chunk(type: string, content: string | Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), Buffer.from(content)]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length - 4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

function webpPart(name: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(secret.length + 1);
  return Buffer.concat([Buffer.from(name), length, Buffer.from(`${secret}\0`)]);
}

/** With a part of its own in the first frame of an animation. */
function withFramePart(webp: Buffer): Buffer {
  const frame = webp.indexOf("ANMF");
  const end = frame + 8 + webp.readUInt32LE(frame + 4);
  const part = webpPart("prVt");
  const whole = Buffer.concat([webp.subarray(0, end), part, webp.subarray(end)]);
  whole.writeUInt32LE(whole.length - 8, 4);
  whole.writeUInt32LE(webp.readUInt32LE(frame + 4) + part.length, frame + 4);
  return whole;
}
