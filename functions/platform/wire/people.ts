import { z } from "zod";
import { etagOfMember, type Home, membershipOf } from "#domain/membership.ts";
import { CustomerRole, PartnerRole, type Person, Privilege, privilegesOf } from "#domain/person.ts";
import { NextPageToken } from "../parameters.ts";
import type { NameForm } from "../route-path.ts";
import { customerName } from "./names.ts";
import { omitDefaults } from "./omit-defaults.ts";
import { rehearsal } from "./rehearsal.ts";

export const PartnerUserResource = z
  .strictObject({
    name: z.string().meta({
      description: "The user's name.",
      examples: ["partners/alfa-partner.example/users/lena@alfa-partner.example"],
    }),
    displayName: z
      .string()
      .optional()
      .meta({
        description: "What the user is called; absent where nobody said so.",
        examples: ["Lena Falk"],
      }),
    role: PartnerRole.meta({
      description: "`RESELLER_ADMIN` has every privilege, `CUSTOM` those listed.",
    }),
    privileges: z.array(Privilege).optional().meta({
      description: "What was given one by one; counts for `CUSTOM`. Absent where it is none.",
    }),
    effectivePrivileges: z.array(Privilege).optional().meta({
      description:
        "What counts: all for a super administrator and for `RESELLER_ADMIN`, else `privileges`. Absent where it is none.",
    }),
    superAdministrator: z.literal(true).optional().meta({
      description: "True for somebody who says what the domain's users may do; else absent.",
    }),
    alertEmail: z
      .string()
      .optional()
      .meta({
        description:
          "Where alerts are to go instead, once it has been confirmed; absent where nobody said so.",
        examples: ["drift@alfa-partner.example"],
      }),
    etag: z.string().meta({
      description: "Changes with every change of the user in this domain.",
      examples: ['"0"'],
    }),
    ...rehearsal,
  })
  .meta({ id: "PartnerUser", description: "What a person may do in a partner domain." });

export const PartnerUserPage = z
  .strictObject({
    users: z.array(PartnerUserResource).optional().meta({
      description: "By address; absent where there are none.",
    }),
    nextPageToken: NextPageToken,
  })
  .meta({ id: "ListPartnerUsersResponse", description: "A page of a partner domain's users." });

export const CustomerUserResource = z
  .strictObject({
    name: z.string().meta({
      description: "The user's name.",
      examples: ["customers/1001/users/moa@lindqvist.example"],
    }),
    displayName: z
      .string()
      .optional()
      .meta({
        description:
          "What the user is called; known for addresses in the customer's own domain alone.",
        examples: ["Moa Lindqvist"],
      }),
    role: CustomerRole.meta({
      description:
        "An `ADMINISTRATOR` also grants access and says who the users are; a `PORTAL_USER` works with cases.",
    }),
    etag: z.string().meta({
      description: "Changes with every change of the user at this customer.",
      examples: ['"0"'],
    }),
    ...rehearsal,
  })
  .meta({ id: "CustomerUser", description: "What a person may do for a customer." });

export const CustomerUserPage = z
  .strictObject({
    users: z.array(CustomerUserResource).optional().meta({
      description: "By address; absent where there are none.",
    }),
    nextPageToken: NextPageToken,
  })
  .meta({ id: "ListCustomerUsersResponse", description: "A page of a customer's users." });

export const AgentResource = z
  .strictObject({
    name: z
      .string()
      .meta({ description: "The agent's name.", examples: ["agents/bo@support.example"] }),
    displayName: z
      .string()
      .meta({ description: "What other agents call this one.", examples: ["Bo Holm"] }),
    deskAdministrator: z.literal(true).optional().meta({
      description: "True for somebody who says who the agents are; else absent.",
    }),
    etag: z
      .string()
      .meta({ description: "Changes with every change of the agent.", examples: ['"0"'] }),
    ...rehearsal,
  })
  .meta({ id: "Agent", description: "A support agent." });

export const AgentPage = z
  .strictObject({
    agents: z.array(AgentResource).optional().meta({
      description: "By address; absent where there are none.",
    }),
    nextPageToken: NextPageToken,
  })
  .meta({ id: "ListAgentsResponse", description: "A page of agents." });

/** The answer to a removal: nothing, or what a rehearsal found. */
export const RemovedResource = z
  .strictObject(rehearsal)
  .meta({ id: "Removed", description: "Nothing, or what a rehearsal found." });

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
