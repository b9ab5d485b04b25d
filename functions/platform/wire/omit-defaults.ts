/**
 * The reply without what stands at its default, as proto3 JSON has it: no `false`, no empty text,
 * no empty list. Published clients rely on it.
 */
export function omitDefaults<T extends object>(reply: T): Partial<T> {
  const kept = Object.entries(reply).filter(([, value]) => !isDefault(value));
  return Object.fromEntries(kept) as Partial<T>;
}

function isDefault(value: unknown): boolean {
  return (
    value === undefined ||
    value === false ||
    value === "" ||
    (Array.isArray(value) && value.length === 0)
  );
}
