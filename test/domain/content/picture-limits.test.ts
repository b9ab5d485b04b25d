import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { withoutMetadata } from "#adapters/content/picture.ts";
import { Refusal } from "#domain/refusal.ts";

const unreadable =
  "The picture cannot be read, or has more than 50 million pixels: send it whole, smaller, or as JPEG or PNG.";

describe("withoutMetadata refuses", () => {
  test.each(["jpeg", "png", "webp", "gif", "tiff", "avif"] as const)(
    "a %s that is cut off",
    async (format) => {
      const picture = sharp({
        create: { width: 400, height: 300, channels: 3, background: "red" },
      });
      const whole = await picture.toFormat(format).toBuffer();

      expect(await faultOf(whole.subarray(0, whole.length - 40), `image/${format}`)).toBe(
        unreadable,
      );
    },
  );

  test("a picture of 50 000 × 50 000 pixels in a few bytes, bare or not", async () => {
    const bare = largePng(50_000, 50_000);

    expect(await faultOf(bare, "image/png")).toBe(unreadable);
    expect(await faultOf(Buffer.concat([bare, Buffer.from("x")]), "image/png")).toBe(unreadable);
  });

  test("a film whose frames together have too many pixels", async () => {
    const short = await withoutMetadata(film(200, 2), "image/gif");

    expect((await sharp(short, { animated: true }).metadata()).pages).toBe(2);
    expect(await faultOf(film(2_000, 26), "image/gif")).toBe(unreadable);
  });

  test.each([
    ["text", "hello", "image/png"],
    ["nothing", "", "image/jpeg"],
    ["SVG", "<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>", "image/png"],
  ])("%s in place of a picture", async (_what, text, type) => {
    expect(await faultOf(Buffer.from(text), type)).toBe(unreadable);
  });

  test("one format in place of another", async () => {
    expect(await faultOf(largePng(8, 8), "image/jpeg")).toBe(unreadable);
  });

  test.each(["image/heic", "image/bmp", "image/svg+xml", "image/constructor"])(
    "%s, which it cannot clean",
    async (type) => {
      expect(await faultOf(Buffer.from("a"), type)).toBe(
        `Pictures of type ${type} cannot be freed of what they tell about their making: send them as JPEG or PNG.`,
      );
    },
  );
});

async function faultOf(given: Uint8Array, type: string): Promise<string | undefined> {
  const thrown = await withoutMetadata(given, type).catch((error: unknown) => error);
  if (!(thrown instanceof Refusal)) throw new Error("The picture was taken.", { cause: thrown });
  const [fault] = thrown.details.violations ?? [];
  expect([thrown.code, fault?.field]).toEqual(["INVALID_ARGUMENT", "attachment"]);
  return fault?.description;
}

function largePng(width: number, height: number): Buffer {
  const head = Buffer.from("00000000000000000100000000", "hex");
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  const data = deflateSync(Buffer.alloc(1_000));
  const signature = Buffer.from("89504e470d0a1a0a", "hex");
  return Buffer.concat([
    signature,
    chunk("IHDR", head),
    chunk("IDAT", data),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), content]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** A square GIF of two colours whose frames change one pixel each: a few bytes, however large. */
function film(side: number, frames: number): Buffer {
  const screen = Buffer.from("47494638396100000000800000000000ffffff", "hex");
  screen.writeUInt16LE(side, 6);
  screen.writeUInt16LE(side, 8);
  return Buffer.concat([screen, ...Array.from({ length: frames }, frame), Buffer.from(";")]);
}

function frame(_: unknown, number: number): Buffer {
  const colour = number % 2 === 0 ? "44" : "4c";
  return Buffer.from(`2c0000000001000100000202${colour}0100`, "hex");
}
