import { z } from "zod";
import { RelationshipKind, SupportTier } from "#domain/custody.ts";
import type { Customer } from "#domain/customer.ts";
import { type CustomerId, DomainName } from "#domain/identifiers.ts";
import { AnyInstant } from "#domain/instant.ts";
import type { Partner } from "#domain/relationship.ts";
import { NextPageToken } from "../parameters.ts";
import type { NameForm } from "../route-path.ts";
import { Etag } from "./etag.ts";
import { customerName } from "./names.ts";
import { rehearsal } from "./rehearsal.ts";
import { outputOnly } from "./text.ts";

const RelationshipPeriod = z
  .strictObject({
    startTime: z.iso.datetime().meta({ description: "When the period begins." }),
    endTime: z.iso.datetime().optional().meta({
      description: "When it ends, this instant not included; absent while no end is known.",
    }),
  })
  .meta({
    id: "RelationshipPeriod",
    description: "A time during which a partner looks after a customer.",
  });

export const PartnerRelationshipResource = z
  .strictObject({
    name: z
      .string()
      .optional()
      .meta({
        description: "The partner below the customer; absent within a customer.",
        examples: ["customers/1001/partners/alfa-partner.example"],
      }),
    kind: RelationshipKind.meta({
      description:
        "`RESELLER`: one at a time, assigned by the sales system. `SUPPORT_PARTNER`: as many as the customer asks for.",
    }),
    periods: z.array(RelationshipPeriod).meta({
      description:
        "When the partner looked, looks and will look after the customer; it sees the cases that were opened within.",
    }),
    access: z.enum(["GRANTED", "REVOKED"]).meta({
      description:
        "Whether the customer lets the partner see its cases. `GRANTED` counts until `accessExpireTime`.",
    }),
    accessExpireTime: z.iso.datetime().optional().meta({
      description: "When the access granted ends; absent where it has no end.",
    }),
    etag: z
      .string()
      .meta({ description: "Changes with every change of the relationship.", examples: ['"1"'] }),
    ...rehearsal,
  })
  .meta({
    id: "PartnerRelationship",
    description: "What a partner domain is to a customer, and the consent it rests on.",
  });

export const PartnerPage = z
  .strictObject({
    partners: z.array(PartnerRelationshipResource).optional().meta({
      description: "By domain; absent where there are none.",
    }),
    nextPageToken: NextPageToken,
  })
  .meta({ id: "ListPartnersResponse", description: "A page of partners." });

export const CustomerResource = z
  .strictObject({
    name: z.string().meta({
      description: "The customer's name; `customers/` or `organizations/` as you wrote it.",
      examples: ["customers/1001"],
    }),
    displayName: z
      .string()
      .meta({ description: "What the customer is called.", examples: ["Lindqvist Bageri AB"] }),
    domain: z
      .string()
      .meta({ description: "The customer's own domain.", examples: ["lindqvist.example"] }),
    supportTier: SupportTier.meta({
      description: "What support was bought; `PREMIUM` can escalate.",
    }),
    relationship: PartnerRelationshipResource.optional().meta({
      description:
        "Your own domain's relationship with the customer and the consent it rests on; absent for the customer's own users and for support.",
    }),
  })
  .meta({ id: "Customer", description: "A customer, as the sales system knows it." });
export type CustomerResource = z.infer<typeof CustomerResource>;

const MissingHint = z
  .strictObject({
    reason: z.string().meta({ description: "Why it may be missing, in words for people." }),
    remedy: z.string().meta({ description: "What to do about it." }),
  })
  .meta({ id: "MissingHint", description: "Why a customer that you expect may be missing." });

export const CustomerPage = z
  .strictObject({
    customers: z.array(CustomerResource).optional().meta({
      description: "By display name; absent where there are none.",
    }),
    nextPageToken: NextPageToken,
    missingHints: z.array(MissingHint).optional().meta({
      description: "Why a customer that you expect may be missing; on the last page alone.",
    }),
  })
  .meta({ id: "ListCustomersResponse", description: "A page of customers." });

export function customerResource(
  { customer, displayName, domain, supportTier, relationship }: Customer,
  form: NameForm,
): CustomerResource {
  const name = customerName(customer, form);
  const shown = { name, displayName, domain, supportTier };
  return relationship ? { ...shown, relationship: relationshipResource(relationship) } : shown;
}

const AccessExpireTime = AnyInstant.optional().meta({
  description: "When access is to end, in the future and with any offset. Absent: it does not end.",
});

/** What makes a partner a customer's support partner. */
export const NewPartnerBody = z
  .strictObject({
    ...outputOnly("name", "periods", "access", "rehearsal"),
    partner: DomainName.meta({
      description: "The partner's domain, in lower case; one that has users here.",
      examples: ["hjalp-partner.example"],
    }),
    kind: z
      .literal("SUPPORT_PARTNER", {
        error: "Give SUPPORT_PARTNER: resellers are assigned by the sales system.",
      })
      .meta({ description: "Support partners alone are asked for here." }),
    accessExpireTime: AccessExpireTime,
    etag: Etag,
  })
  .meta({ id: "NewPartnerRelationship" });

export const GrantAccessBody = z
  .strictObject({ accessExpireTime: AccessExpireTime, etag: Etag })
  .meta({ id: "GrantAccessRequest" });

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
