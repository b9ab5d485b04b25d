import type { Custody, Relationship } from "#domain/custody.ts";
import { newChildId } from "#platform/ids.ts";

/** The customers of design section 4 and who looks after them. */
export const custodies: readonly Custody[] = [
  customer("1001", ["Lindqvist Bageri AB", "lindqvist.example", "PREMIUM"], {
    "alfa-partner.example": reseller("2024-01-01"),
  }),
  customer("1002", ["Granit Bygg AB", "granit.example", "STANDARD"], {
    "alfa-partner.example": { ...reseller("2024-03-01"), access: "REVOKED" },
  }),
  customer("1003", ["Solvik Energi AB", "solvik.example", "ENHANCED"], {
    "beta-partner.example": reseller("2023-01-01", "2025-07-01"),
    "alfa-partner.example": reseller("2025-07-01"),
  }),
  customer("1004", ["Nordan Frakt AB", "nordan.example", "STANDARD"], {
    "beta-partner.example": reseller("2024-01-01"),
  }),
  customer("1005", ["Tall & Ek AB", "tallek.example", "PREMIUM"], {
    "hjalp-partner.example": { ...reseller("2025-01-01"), kind: "SUPPORT_PARTNER" },
  }),
];

type Profile = [displayName: string, domain: string, supportTier: Custody["supportTier"]];

function customer(
  id: string,
  [displayName, domain, supportTier]: Profile,
  partners: Custody["partners"],
): Custody {
  return { customer: id, displayName, domain, supportTier, partners, revision: 0 };
}

/** From the first day at midnight UTC until, and without, the day of the end. */
function reseller(startOn: string, endOn?: string): Relationship {
  const end = endOn === undefined ? {} : { endAt: `${endOn}T00:00:00.000Z` };
  return {
    kind: "RESELLER",
    periods: [{ startAt: `${startOn}T00:00:00.000Z`, ...end }],
    access: "GRANTED",
    viewKey: newChildId(),
    revision: 1,
  };
}
