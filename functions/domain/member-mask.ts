import { invalid, type Violation } from "./refusal.ts";

export type Mask = string | readonly string[] | undefined;

/** Which fields of people of one kind can be patched, and which of them nobody is without. */
export type MemberFields = { all: readonly string[]; needed: readonly string[] };

export const partnerUserFields: MemberFields = {
  all: ["displayName", "role", "privileges", "superAdministrator", "alertEmail"],
  needed: ["displayName", "role"],
};
export const customerUserFields: MemberFields = {
  all: ["displayName", "role"],
  needed: ["displayName", "role"],
};
export const agentFields: MemberFields = {
  all: ["displayName", "deskAdministrator"],
  needed: ["displayName"],
};

/** The fields that a patch of a person touches: those that the mask names; without a mask, those given. */
export function namedFields(
  mask: Mask,
  given: Readonly<Record<string, unknown>>,
  { all }: MemberFields,
): ReadonlySet<string> {
  const paths = [mask ?? []]
    .flat()
    .flatMap((part) => part.split(","))
    .map((path) => camelCased(path.trim()))
    .filter((path) => path !== "");
  if (paths.length === 0) return new Set(all.filter((field) => given[field] !== undefined));
  if (paths.includes("*")) return new Set(all);
  const strange = paths.filter((path) => !all.includes(path));
  if (strange.length === 0) return new Set(paths);
  const description = `Name fields that can be patched: ${all.join(", ")}.`;
  throw invalid({ field: "updateMask", description });
}

/** What a mask and the fields given make impossible, before anything is read. */
export function memberMaskFaults(
  mask: Mask,
  given: Readonly<Record<string, unknown>>,
  fields: MemberFields,
): Violation[] {
  const named = namedFields(mask, given, fields);
  return fields.needed
    .filter((field) => named.has(field) && given[field] === undefined)
    .map((field) => ({ field, description: "The mask names it, and nobody is without: give it." }));
}

function camelCased(path: string): string {
  return path.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
