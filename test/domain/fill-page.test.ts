import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fillPage } from "#domain/fill-page.ts";

type Given = { size: number; after?: number; exact?: boolean; keep?: (item: number) => boolean };

/** Pages over the numbers 1 to `count`, and the limits that were asked of the source. */
async function pageOf(count: number, { size, after, exact = false, keep = () => true }: Given) {
  const limits: number[] = [];
  const page = await fillPage<number, number>({
    size,
    after,
    exact,
    keep,
    cursorOf: (item) => item,
    fetch: (from = 0, limit) => {
      limits.push(limit);
      const length = Math.max(0, Math.min(limit, count - from));
      return Promise.resolve(Array.from({ length }, (_, i) => from + 1 + i));
    },
  });
  return { ...page, limits };
}

describe("fillPage", () => {
  test.each([
    { count: 0, size: 3, items: [], next: undefined },
    { count: 2, size: 3, items: [1, 2], next: undefined },
    { count: 3, size: 3, items: [1, 2, 3], next: undefined },
    { count: 4, size: 3, items: [1, 2, 3], next: 3 },
  ])("of $count items shows $items of at most $size, and goes on after $next", async (row) => {
    const { items, next } = await pageOf(row.count, { size: row.size, exact: true });

    expect(items).toEqual(row.items);
    expect(next).toBe(row.next);
  });

  test("fetches one more than it shows where nearly all count", async () => {
    const { limits } = await pageOf(100, { size: 10, exact: true });

    expect(limits).toEqual([11]);
  });

  test("goes on after the last item shown, though it fetched more", async () => {
    const page = await pageOf(10, { size: 2, after: 3 });

    expect(page).toMatchObject({ items: [4, 5], next: 5 });
  });

  test("stays short after five batches and names where to go on, so that no filter reads without end", async () => {
    const page = await pageOf(1000, { size: 1, keep: () => false });

    expect(page.items).toEqual([]);
    expect(page.limits).toEqual([4, 4, 4, 4, 4]);
    expect(page.next).toBe(20);
  });

  test("asks for no more than 101 at once", async () => {
    const { limits } = await pageOf(1000, { size: 100, keep: (item) => item > 900 });

    expect(limits).toEqual([101, 101, 101, 101, 101]);
  });

  test("names no next page once the source has ended, though nothing was shown", async () => {
    const page = await pageOf(7, { size: 5, keep: () => false });

    expect(page).toMatchObject({ items: [], limits: [12] });
    expect(page.next).toBeUndefined();
  });

  test("page after page shows every item that counts once, in order", async () => {
    const given = fc.record({
      count: fc.nat(120),
      size: fc.integer({ min: 1, max: 7 }),
      exact: fc.boolean(),
      every: fc.integer({ min: 1, max: 40 }),
    });

    await fc.assert(
      fc.asyncProperty(given, async ({ count, size, exact, every }) => {
        const keep = (item: number) => item % every === 0;
        const shown: number[] = [];
        let after: number | undefined = 0;
        while (after !== undefined) {
          const page = await pageOf(count, { size, exact, keep, after });
          shown.push(...page.items);
          after = page.next;
        }

        expect(shown).toEqual(Array.from({ length: count }, (_, i) => i + 1).filter(keep));
      }),
      { numRuns: 300 },
    );
  });
});
