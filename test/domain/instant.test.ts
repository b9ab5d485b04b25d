import { describe, expect, test } from "vitest";
import { readable } from "#domain/instant.ts";

describe("readable", () => {
  test.each([
    ["Europe/Stockholm", "2026-11-23 09:15 (Europe/Stockholm)"],
    ["America/New_York", "2026-11-23 03:15 (America/New_York)"],
    ["Asia/Kolkata", "2026-11-23 13:45 (Asia/Kolkata)"],
    ["-07:00", "2026-11-23 01:15 (-07:00)"],
    ["+05:30", "2026-11-23 13:45 (+05:30)"],
    ["UTC", "2026-11-23 08:15 UTC"],
    ["Etc/UTC", "2026-11-23 08:15 UTC"],
    ["Mars/Olympus", "2026-11-23 08:15 UTC"],
    ["", "2026-11-23 08:15 UTC"],
  ])("by the clock of %j is %j", (timeZone, text) => {
    expect(readable("2026-11-23T08:15:59.999Z", timeZone)).toBe(text);
  });

  test("follows summer time", () => {
    expect(readable("2026-07-01T08:15:00.000Z", "Europe/Stockholm")).toBe(
      "2026-07-01 10:15 (Europe/Stockholm)",
    );
  });

  test.each([
    ["2026-12-31T23:30:00.000Z", "Europe/Stockholm", "2027-01-01 00:30 (Europe/Stockholm)"],
    ["2027-01-01T02:05:00.000Z", "America/New_York", "2026-12-31 21:05 (America/New_York)"],
  ])("%s by the clock of %s falls on another day", (at, timeZone, text) => {
    expect(readable(at, timeZone)).toBe(text);
  });
});
