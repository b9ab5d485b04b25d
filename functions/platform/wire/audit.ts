import { z } from "zod";
import type { AgentDirectory } from "#domain/actor.ts";
import { AuditAction, type AuditEntry } from "#domain/audit.ts";
import { FieldChange } from "#domain/history.ts";
import { NextPageToken } from "../parameters.ts";
import { ActorResource, actorResource } from "./actor.ts";
import { customerName } from "./names.ts";
import { omitDefaults } from "./omit-defaults.ts";

export const AuditEntryResource = z
  .strictObject({
    eventTime: z.iso.datetime().meta({ description: "When it was done." }),
    action: AuditAction.meta({ description: "What was done.", examples: ["access.granted"] }),
    actor: ActorResource.meta({ description: "Who did it; `Support portal` where time ran out." }),
    subject: z.string().meta({
      description: "Whom it is about: a person's address, a partner's domain.",
      examples: ["alfa-partner.example"],
    }),
    customer: z
      .string()
      .optional()
      .meta({
        description: "The customer whose partner it is; absent for people.",
        examples: ["customers/1001"],
      }),
    changes: z.array(FieldChange).optional().meta({
      description: "Every field that changed.",
    }),
  })
  .meta({ id: "AuditEntry", description: "An act of administration; never rewritten." });

export const AuditPage = z
  .strictObject({
    auditEntries: z.array(AuditEntryResource).optional().meta({
      description: "The newest first; absent where there are none.",
    }),
    nextPageToken: NextPageToken,
  })
  .meta({ id: "ListAuditEntriesResponse", description: "A page of audit entries." });

/** An entry for one reader; `names` holds the agents' names where the reader is one of them. */
export function auditEntryResource(
  { createdAt, action, actor, subject, customer, changes }: AuditEntry,
  names: AgentDirectory | undefined,
): object {
  return omitDefaults({
    eventTime: createdAt,
    action,
    actor: actorResource(actor, names),
    subject,
    customer: customer === undefined ? "" : customerName(customer, "customers"),
    changes,
  });
}
