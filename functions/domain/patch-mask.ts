import { invalid, type Violation } from "./refusal.ts";

export const patchFields = [
  "displayName",
  "priority",
  "subscriberEmailAddresses",
  "state",
] as const;
export type PatchField = (typeof patchFields)[number];

/** Written without a mask, and by `*`: the fields that the published API lets a patch touch. */
const published: readonly PatchField[] = ["displayName", "priority", "subscriberEmailAddresses"];

const spellings: Record<string, PatchField> = {
  display_name: "displayName",
  displayName: "displayName",
  priority: "priority",
  severity: "priority",
  subscriber_email_addresses: "subscriberEmailAddresses",
  subscriberEmailAddresses: "subscriberEmailAddresses",
  state: "state",
};

/** The fields that an update mask names, in any of its forms (contract section 5); no mask names all published ones. */
export function parseMask(mask: string | readonly string[] | undefined): Set<PatchField> {
  const paths = [mask ?? []]
    .flat()
    .flatMap((part) => part.split(","))
    .map((path) => path.trim())
    .filter((path) => path !== "");
  if (paths.length === 0) return new Set(published);
  const faults: Violation[] = [];
  const named = paths.flatMap((path): readonly PatchField[] => {
    if (path === "*") return published;
    const name = path.replace(/^case\./, "");
    const field = Object.hasOwn(spellings, name) ? spellings[name] : undefined;
    if (field) return [field];
    faults.push({
      field: "updateMask",
      description: `"${path}" cannot be patched: name display_name, priority or subscriber_email_addresses (support also state).`,
    });
    return [];
  });
  if (faults.length > 0) throw invalid(...faults);
  return new Set(named);
}

/** What a mask and the fields given make impossible, before anything is read. */
export function maskFaults(
  mask: string | readonly string[] | undefined,
  given: Readonly<Record<string, unknown>>,
): Violation[] {
  const named = parseMask(mask);
  if (named.has("state") && named.size > 1) {
    return [
      {
        field: "updateMask",
        description: "Patch state by itself, other fields in another request.",
      },
    ];
  }
  return [...named]
    .filter((field) => field !== "subscriberEmailAddresses" && given[field] === undefined)
    .map((field) => ({
      field,
      description:
        "The mask names it (no mask names every field), and a case cannot be without it: give it.",
    }));
}
