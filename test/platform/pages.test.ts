import { describe, expect, test } from "vitest";
import { z } from "zod";
import { pageToken, readPageToken } from "#platform/pages.ts";
import { demoEnvironment } from "../../scripts/stack/environment.ts";

Object.assign(process.env, demoEnvironment, { SMTP_URL: "smtp://127.0.0.1:1" });

const Cursor = z.strictObject({ id: z.string(), n: z.int() });
const cursor = { id: "åäö/?#", n: 7 };
const ofThis = "0123456789abcdef0000";

describe("a page token", () => {
  test("shows nothing of the place that it names, which its bearer may not be allowed to see", () => {
    const token = Buffer.from(pageToken(cursor, ofThis), "base64url").toString("latin1");

    expect(token).not.toContain('"n":7');
  });

  test("leads back to where its page begins, in characters that need no escape", () => {
    const token = pageToken(cursor, ofThis);

    expect(token).toMatch(/^[\w-]+$/);
    expect(readPageToken(token, Cursor, ofThis)).toEqual(cursor);
  });

  test("is none for the first page", () => {
    expect(readPageToken("", Cursor, ofThis)).toBeUndefined();
  });

  test.each([
    ["of another query", pageToken(cursor, "fedcba98765432100000")],
    ["of another list", pageToken({ id: "a" }, ofThis)],
    ["with more in it", pageToken({ ...cursor, role: "agent" }, ofThis)],
    ["cut off", pageToken(cursor, ofThis).slice(0, -3)],
    ["of no list", Buffer.from("{}").toString("base64url")],
    ["made up", "nonsense"],
    ["of blanks", "   "],
  ])("is refused by its parameter where it is one %s", (_whose, token) => {
    expect(() => readPageToken(token, Cursor, ofThis)).toThrow(
      expect.objectContaining({
        code: "INVALID_ARGUMENT",
        details: { violations: [expect.objectContaining({ field: "pageToken" })] },
      }),
    );
  });
});
