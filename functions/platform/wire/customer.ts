import { z } from "zod";
import { RelationshipKind, SupportTier } from "#domain/custody.ts";
import type { Customer } from "#domain/customer.ts";
import type { CustomerId } from "#domain/identifiers.ts";
import type { Partner } from "#domain/relationship.ts";
import type { NameForm } from "../route-path.ts";
import { customerName } from "./names.ts";
import { Rehearsal } from "./rehearsal.ts";
import { outputOnly } from "./text.ts";

export const PartnerRelationshipResource = z
  .strictObject({
    name: z.string().optional(),
    kind: RelationshipKind,
    periods: z.array(
      z.strictObject({ startTime: z.iso.datetime(), endTime: z.iso.datetime().optional() }),
    ),
    access: z.enum(["GRANTED", "REVOKED"]),
    accessExpireTime: z.iso.datetime().optional(),
    etag: z.string(),
    rehearsal: Rehearsal.optional(),
  })
  .meta({ id: "PartnerRelationship" });

export const CustomerResource = z
  .strictObject({
    name: z.string(),
    displayName: z.string(),
    domain: z.string(),
    supportTier: SupportTier,
    relationship: PartnerRelationshipResource.optional().meta({
      description: "The caller's own relationship with the customer and the consent it rests on.",
    }),
  })
  .meta({ id: "Customer" });
export type CustomerResource = z.infer<typeof CustomerResource>;

export function customerResource(
  { customer, displayName, domain, supportTier, relationship }: Customer,
  form: NameForm,
): CustomerResource {
  const name = customerName(customer, form);
  const shown = { name, displayName, domain, supportTier };
  return relationship ? { ...shown, relationship: relationshipResource(relationship) } : shown;
}

/** Fields that a caller may send back as they were read, without effect. */
export const partnerOutput = outputOnly("name", "periods", "access", "rehearsal");

/** A customer's partner under the name that the customer's list gives it. */
export function partnerResource(
  customer: CustomerId,
  { domain, relationship }: Partner,
  form: NameForm,
): z.infer<typeof PartnerRelationshipResource> {
  const name = `${customerName(customer, form)}/partners/${domain}`;
  return { name, ...relationshipResource(relationship) };
}

/** A relationship by its wire names; the etag changes with every change of it. */
export function relationshipResource(
  relationship: NonNullable<Customer["relationship"]>,
): z.infer<typeof PartnerRelationshipResource> {
  const { kind, periods, access, accessExpiresAt, revision } = relationship;
  return {
    kind,
    periods: periods.map(({ startAt, endAt }) => ({
      startTime: startAt,
      ...(endAt !== undefined && { endTime: endAt }),
    })),
    access,
    ...(accessExpiresAt !== undefined && { accessExpireTime: accessExpiresAt }),
    etag: `"${revision}"`,
  };
}
