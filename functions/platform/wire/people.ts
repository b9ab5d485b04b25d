import { z } from "zod";
import { etagOfMember, type Home, membershipOf } from "#domain/membership.ts";
import { CustomerRole, PartnerRole, type Person, Privilege, privilegesOf } from "#domain/person.ts";
import type { NameForm } from "../route-path.ts";
import { customerName } from "./names.ts";
import { omitDefaults } from "./omit-defaults.ts";
import { Rehearsal } from "./rehearsal.ts";
import { limitedText, outputOnly } from "./text.ts";

/** What a person is called: one line. */
export const PersonName = limitedText(200)
  .refine((name) => !/\p{Cc}/u.test(name), "Give one line.")
  .transform((name) => name.trim());

export const UpdateMask = z.union([z.string(), z.array(z.string())]).optional();

export const PartnerUserResource = z
  .strictObject({
    name: z.string(),
    displayName: z.string().optional(),
    role: PartnerRole,
    privileges: z.array(Privilege).optional(),
    effectivePrivileges: z.array(Privilege).optional().meta({
      description: "What counts: all for a super administrator and for RESELLER_ADMIN.",
    }),
    superAdministrator: z.literal(true).optional(),
    alertEmail: z.string().optional(),
    etag: z.string(),
    rehearsal: Rehearsal.optional(),
  })
  .meta({ id: "PartnerUser" });

export const CustomerUserResource = z
  .strictObject({
    name: z.string(),
    displayName: z.string().optional().meta({
      description: "Known for addresses in the customer's own domain alone.",
    }),
    role: CustomerRole,
    etag: z.string(),
    rehearsal: Rehearsal.optional(),
  })
  .meta({ id: "CustomerUser" });

export const AgentResource = z
  .strictObject({
    name: z.string(),
    displayName: z.string(),
    deskAdministrator: z.literal(true).optional(),
    etag: z.string(),
    rehearsal: Rehearsal.optional(),
  })
  .meta({ id: "Agent" });

/** The answer to a removal: nothing, or what a rehearsal found. */
export const RemovedResource = z.strictObject({ rehearsal: Rehearsal.optional() });

/** Fields that a caller may send back as they were read, without effect. */
export const personOutput = outputOnly("name", "rehearsal", "effectivePrivileges");

/** A person as one party may know it, under the name that the party's list gives it. */
export function personResource(person: Person, home: Home, form: NameForm): object {
  const { agent: _agent, ...membership } = membershipOf(person, home) ?? {};
  const effective = home.party.kind === "partner" ? [...privilegesOf(person)] : [];
  return omitDefaults({
    name: `${collectionOf(home, form)}/${person.email}`,
    ...membership,
    effectivePrivileges: effective,
    etag: etagOfMember(person, home),
  });
}

function collectionOf({ party }: Home, form: NameForm): string {
  switch (party.kind) {
    case "partner":
      return `partners/${party.domain}/users`;
    case "customer":
      return `${customerName(party.customer, form)}/users`;
    case "support":
      return "agents";
  }
}
