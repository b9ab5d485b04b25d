import { z } from "zod";
import { EmailAddress } from "#domain/identifiers.ts";
import { CustomerRole, PartnerRole, Privilege } from "#domain/person.ts";
import { Etag } from "./etag.ts";
import { limitedText, outputOnly } from "./text.ts";

/** What a person is called: one line. */
const PersonName = limitedText(200)
  .refine((name) => !/\p{Cc}/u.test(name), "Give one line.")
  .transform((name) => name.trim());

export const UpdateMask = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .meta({
    description:
      "The fields to set, joined by commas or as a repeated parameter; `*` for all. A field named and not given is cleared. Without a mask: the fields that the body gives.",
    examples: ["role,privileges"],
  });

/** Fields that a caller may send back as they were read, without effect. */
const personOutput = outputOnly("name", "rehearsal", "effectivePrivileges");

export const PartnerUserPatch = z
  .strictObject({
    ...personOutput,
    displayName: PersonName.optional().meta({
      description: "What the user is called: one line of at most 200 characters.",
      examples: ["Lena Falk"],
    }),
    role: PartnerRole.optional().meta({
      description:
        "`RESELLER_ADMIN` has every privilege, `CUSTOM` those in `privileges`. Required for somebody new.",
    }),
    privileges: z
      .array(Privilege)
      .optional()
      .meta({
        description:
          "What a `CUSTOM` user may do. Working with cases needs `SUPPORT`, `VIEW_CUSTOMERS` and one of the other three. Named by the mask and absent: none.",
        examples: [["SUPPORT", "VIEW_CUSTOMERS", "ACCESS_CUSTOMER_CASES"]],
      }),
    superAdministrator: z.boolean().optional().meta({
      description:
        "`true` for somebody who says what the users of the domain may do, and has every privilege.",
    }),
    alertEmail: EmailAddress.optional().meta({
      description: "Where alerts are to go instead, once it has been confirmed.",
      examples: ["drift@alfa-partner.example"],
    }),
    etag: Etag,
  })
  .meta({ id: "PartnerUserPatch", description: "What a patch sets of a partner domain's user." });

export const CustomerUserPatch = z
  .strictObject({
    ...personOutput,
    displayName: PersonName.optional().meta({
      description:
        "What the user is called: one line of at most 200 characters; for addresses in the customer's own domain alone.",
      examples: ["Moa Lindqvist"],
    }),
    role: CustomerRole.optional().meta({
      description:
        "An `ADMINISTRATOR` also grants access and says who the users are; a `PORTAL_USER` works with cases. Required for somebody new.",
    }),
    etag: Etag,
  })
  .meta({ id: "CustomerUserPatch", description: "What a patch sets of a customer's user." });

export const AgentPatch = z
  .strictObject({
    ...personOutput,
    displayName: PersonName.optional().meta({
      description:
        "What other agents call this one: one line of at most 200 characters. Required for somebody new.",
      examples: ["Bo Holm"],
    }),
    deskAdministrator: z.boolean().optional().meta({
      description: "`true` for somebody who says who the agents are.",
    }),
    etag: Etag,
  })
  .meta({ id: "AgentPatch", description: "What a patch sets of an agent." });
