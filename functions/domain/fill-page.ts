/** How a page is gathered from batches of which some items may not count. */
export type Source<T, C> = {
  size: number;
  after: C | undefined;
  fetch: (after: C | undefined, limit: number) => Promise<T[]>;
  keep: (item: T) => boolean;
  cursorOf: (item: T) => C;
  /** True where `keep` is expected to hold for nearly all: then no more is fetched than shown. */
  exact: boolean;
};

export type Page<T, C> = { items: T[]; next?: C };

const roundsMax = 5;
const batchMax = 100;

/**
 * Gathers up to `size` items. One item more is fetched to learn whether a page follows. After five
 * batches a page stays short and names where to go on, so that one request costs a bounded number
 * of reads whatever it asks for.
 */
export async function fillPage<T, C>(source: Source<T, C>): Promise<Page<T, C>> {
  const { size, fetch, keep, cursorOf, exact } = source;
  const items: T[] = [];
  let after = source.after;
  let exhausted = false;
  for (let round = 0; round < roundsMax && items.length <= size && !exhausted; round += 1) {
    const wanted = size + 1 - items.length;
    const limit = exact ? wanted : Math.min(wanted * 2, batchMax + 1);
    const batch = await fetch(after, limit);
    exhausted = batch.length < limit;
    items.push(...batch.filter(keep));
    const last = batch.at(-1);
    if (last !== undefined) after = cursorOf(last);
  }
  const shown = items.slice(0, size);
  const lastShown = shown.at(-1);
  if (items.length > size && lastShown !== undefined)
    return { items: shown, next: cursorOf(lastShown) };
  return exhausted || after === undefined ? { items: shown } : { items: shown, next: after };
}
