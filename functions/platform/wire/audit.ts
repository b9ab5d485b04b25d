import { z } from "zod";
import type { AgentDirectory } from "#domain/actor.ts";
import { AuditAction, type AuditEntry } from "#domain/audit.ts";
import { FieldChange } from "#domain/history.ts";
import { ActorResource, actorResource } from "./actor.ts";
import { customerName } from "./names.ts";
import { omitDefaults } from "./omit-defaults.ts";

export const AuditEntryResource = z
  .strictObject({
    eventTime: z.iso.datetime(),
    action: AuditAction,
    actor: ActorResource,
    subject: z.string().meta({ description: "Whom or what it is about: an address, a domain." }),
    customer: z.string().optional().meta({ description: "The customer whose partner it is." }),
    changes: z.array(FieldChange).optional(),
  })
  .meta({ id: "AuditEntry" });

export const AuditPage = z.strictObject({
  auditEntries: z.array(AuditEntryResource).optional(),
  nextPageToken: z.string().optional(),
});

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
