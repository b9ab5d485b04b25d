import { describe, expect, test } from "vitest";
import { mediaHeaders, rangeOf } from "#platform/media.ts";
import { anAttachment } from "../support/attachments.ts";
import { outcomeOf, refusalOf } from "../support/builders.ts";

const file = anAttachment({ filename: "rapport åäö.txt", sizeBytes: 12, generation: "7" });
const asked = (wanted: string | undefined, version?: string) => ({ wanted, version });

describe("rangeOf", () => {
  test.each([
    ["bytes=0-3", { first: 0, last: 3 }],
    ["bytes=4-", { first: 4, last: 11 }],
    ["bytes=-5", { first: 7, last: 11 }],
    ["bytes=-100", { first: 0, last: 11 }],
    ["bytes=0-100", { first: 0, last: 11 }],
    ["bytes=11-11", { first: 11, last: 11 }],
  ])("reads %s of twelve bytes as %j", (wanted, range) => {
    expect(rangeOf(asked(wanted), file)).toEqual(range);
  });

  test.each([undefined, "", "bytes=", "bytes=-", "bytes=3-2", "lines=0-1", "bytes=0-1,4-5", "0-3"])(
    "sends everything where the header says %j, as a server may that does not understand it",
    (wanted) => {
      expect(rangeOf(asked(wanted), file)).toBeUndefined();
    },
  );

  test.each(["bytes=12-", "bytes=12-20", "bytes=-0"])(
    "refuses %s: there are no such bytes",
    (wanted) => {
      expect(outcomeOf(() => rangeOf(asked(wanted), file))).toBe("RANGE_NOT_SATISFIABLE");
      expect(refusalOf(() => rangeOf(asked(wanted), file))?.details.sizeBytes).toBe(12);
    },
  );

  test("refuses any range of an empty file", () => {
    expect(outcomeOf(() => rangeOf(asked("bytes=0-"), { ...file, sizeBytes: 0 }))).toBe(
      "RANGE_NOT_SATISFIABLE",
    );
  });

  test("goes on with a download only where it began with the same version", () => {
    expect(rangeOf(asked("bytes=4-", '"7"'), file)).toEqual({ first: 4, last: 11 });
    expect(rangeOf(asked("bytes=4-", '"6"'), file)).toBeUndefined();
  });
});

describe("mediaHeaders", () => {
  test("has a browser save the file under its name, and run nothing of it", () => {
    const { status, headers } = mediaHeaders(file, undefined);

    expect(status).toBe(200);
    expect(headers).toMatchObject({
      "Content-Type": "text/plain",
      "Content-Length": "12",
      "Accept-Ranges": "bytes",
      ETag: '"7"',
      "Content-Security-Policy": expect.stringContaining("sandbox"),
    });
    expect(headers["Content-Disposition"]).toMatch(/^attachment; .*filename\*=UTF-8''rapport%20/);
    expect(headers).not.toHaveProperty("Content-Range");
  });

  test("says which part of how much a range is", () => {
    expect(mediaHeaders(file, { first: 4, last: 7 })).toMatchObject({
      status: 206,
      headers: { "Content-Length": "4", "Content-Range": "bytes 4-7/12" },
    });
  });
});
