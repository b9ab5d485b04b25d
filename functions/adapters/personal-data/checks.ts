import { digitsOf } from "./recogniser.ts";

const daysIn = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

type Places = { day: number; month: number };

/** Where day and month stand in six digits of a date. */
export const yearFirst: Places = { day: 4, month: 2 };
export const dayFirst: Places = { day: 0, month: 2 };

/** True where the digits can begin with a date of birth; `late` is what some countries add to a day. */
export function datelike(digits: string, places: Places, late = 0): boolean {
  const day = Number(digits.slice(places.day, places.day + 2));
  const month = Number(digits.slice(places.month, places.month + 2));
  const dayOfMonth = late > 0 && day > late ? day - late : day;
  return dayOfMonth >= 1 && dayOfMonth <= (daysIn[month - 1] ?? 0);
}

/**
 * True where the weighted sum of the digits can be divided. It is asked first: `stdnum` answers a wrong
 * number with an error and its stack, which takes longer than all the rest.
 */
export function weighted(digits: string, weights: readonly number[], divisor: number): boolean {
  const sum = weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0);
  return sum % divisor === 0;
}

/**
 * True for two-digit years that are those of dates around now: a date and a counter are then more
 * often a ticket than a child, or a person of a hundred years.
 */
export function recentYear(twoDigits: string): boolean {
  return twoDigits >= "12" && twoDigits <= "39";
}

/** A German tax number repeats exactly one of its first ten digits, twice or three times. */
export function repeatsOneDigit(value: string): boolean {
  const counts = new Map<string, number>();
  for (const digit of digitsOf(value).slice(0, 10)) counts.set(digit, (counts.get(digit) ?? 0) + 1);
  const repeated = [...counts.values()].filter((count) => count > 1);
  return repeated.length === 1 && (repeated[0] === 2 || repeated[0] === 3);
}

/** True for four digits that can be a time of day: behind a date and a blank they are one more often than not. */
export function timeLike(fourDigits: string): boolean {
  return Number(fourDigits.slice(0, 2)) < 24 && Number(fourDigits.slice(2)) < 60;
}
