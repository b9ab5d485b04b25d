import { z } from "zod";
import { requireCustomerWork, viewersFor } from "#domain/access.ts";
import type { CustodyStore } from "#domain/customer.ts";
import { CustomerId } from "#domain/identifiers.ts";
import type { Instant } from "#domain/instant.ts";
import type { Principal } from "#domain/person.ts";

/** The language in which classifications are searched and shown. */
export const LanguageCode = z.string().max(50).default("en").meta({
  description:
    "The language to search and answer in, as BCP 47 has it, such as `en` or `sv`. English stands in for one that is not spoken here.",
});

/** The customer for whom a classification is sought, as `customers/1001`. */
export const ForCustomer = z
  .string()
  .regex(/^(customers|organizations)\/[^/]+$/, "Give a name such as customers/1001.")
  .meta({ examples: ["customers/1001"] })
  .transform((name) => name.slice(name.indexOf("/") + 1))
  .pipe(CustomerId)
  .optional()
  .meta({
    description:
      "The customer for whom a case is to be opened, as `customers/1001`. A partner is refused where that customer's consent is missing.",
  });

/**
 * Product types and categories are offered to those alone who could open a case with them: for a
 * named customer under its consent, else for whoever may work with cases at all.
 */
export async function requireOffer(
  { principal, at }: { principal: Principal; at: Instant },
  custody: CustodyStore,
  customer: CustomerId | undefined,
): Promise<void> {
  const found = await custody.find(principal, customer);
  if (customer === undefined) viewersFor(found);
  else requireCustomerWork(found, customer, at);
}
