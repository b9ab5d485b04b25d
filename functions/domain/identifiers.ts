import { z } from "zod";

/**
 * Ids hold these characters alone, so that every client writes them in a name as they are. Firestore
 * keeps names such as `__x__` to itself.
 */
export const CustomerId = z
  .string()
  .regex(
    /^(?!-$|__.*__$)[A-Za-z0-9_-]{1,64}$/,
    "A customer id has 1 to 64 of the characters A-Z a-z 0-9 _ -.",
  );
export type CustomerId = z.infer<typeof CustomerId>;

/** Digits only: published clients find a case in a name by `cases/([0-9]+)`. */
export const CaseId = z.string().regex(/^[0-9]{1,20}$/, "A case id has 1 to 20 digits.");
export type CaseId = z.infer<typeof CaseId>;

export const ChildId = z
  .string()
  .regex(
    /^(?!__.*__$)[A-Za-z0-9_-]{1,64}$/,
    "An id has 1 to 64 of the characters A-Z a-z 0-9 _ -.",
  );
export type ChildId = z.infer<typeof ChildId>;

const oneAddress = "Give one e-mail address, such as name@company.example.";

/**
 * Kept in lower case, so that one mailbox is one person however it was typed. What is not ASCII is refused
 * before that: the Kelvin sign in lower case is a `k`, and would make one address of two.
 */
export const EmailAddress = z
  .string()
  .refine((text) => /^[\t\n\r -~]*$/.test(text), oneAddress)
  .trim()
  .toLowerCase()
  .pipe(z.email(oneAddress).max(254));
export type EmailAddress = z.infer<typeof EmailAddress>;

/** A registered domain such as `alfa-partner.example`, in lower case. */
export const DomainName = z
  .string()
  .regex(
    /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/,
    "Give a domain in lower case.",
  );
export type DomainName = z.infer<typeof DomainName>;

/** The domain of an address: everything after its last `@`. */
export function domainOf(email: EmailAddress): DomainName {
  return email.slice(email.lastIndexOf("@") + 1);
}

/** What names one case in the product. */
export type CaseKey = { customer: CustomerId; caseId: CaseId };

/** The customer in a list's parent; `-` stands for all that the caller sees and reads as undefined. */
export const AnyCustomer = z
  .union([z.literal("-"), CustomerId])
  .transform((customer) => (customer === "-" ? undefined : customer));
