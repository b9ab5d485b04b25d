import { z } from "zod";

/** The earliest that the database can keep. */
export const firstInstant = "0001-01-01T00:00:00.000Z";

/** An instant as stored and sent: RFC 3339 in UTC with milliseconds, so that text order is time order. */
export const Instant = z.iso
  .datetime({ precision: 3 })
  .refine((at) => at >= firstInstant, "Give a time after the year 0000.");
export type Instant = z.infer<typeof Instant>;

/** RFC 3339 with any offset, as callers give it. */
export const AnyInstant = z.iso
  .datetime({ offset: true, error: "Give a time such as 2027-01-31T12:00:00Z." })
  .transform((text) => new Date(text).toISOString())
  .pipe(Instant);

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** The instant so many milliseconds later (earlier where negative). */
export function plus(at: Instant, ms: number): Instant {
  return new Date(Date.parse(at) + ms).toISOString();
}

/** The day, in UTC, on which the instant falls. */
export function dayOf(at: Instant): string {
  return at.slice(0, 10);
}

/**
 * An instant for people everywhere, by the clock of a time zone: `2026-11-23 09:15 (Europe/Stockholm)`.
 * By that of UTC where there is no such zone: a mail with another clock is better than none.
 */
export function readable(at: Instant, timeZone: string): string {
  const clock = clockOf(timeZone);
  const zone = clock.resolvedOptions().timeZone === "UTC" ? "UTC" : `(${timeZone})`;
  const parts = clock.formatToParts(new Date(at)).map(({ type, value }) => [type, value]);
  const { year, month, day, hour, minute } = Object.fromEntries(parts);
  return `${year}-${month}-${day} ${hour}:${minute} ${zone}`;
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", { ...toTheMinute, timeZone });
  } catch {
    return clockOf("UTC");
  }
}

const toTheMinute = {
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
} as const;
