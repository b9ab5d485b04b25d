import { z } from "zod";
import type { AccessEntry, Reliance } from "#domain/access-record.ts";
import { RelationshipKind } from "#domain/custody.ts";
import { domainOfViewer } from "#domain/viewer.ts";
import type { NameForm } from "../route-path.ts";
import { ActorResource, actorResource } from "./actor.ts";
import { caseName, customerName } from "./names.ts";
import { omitDefaults } from "./omit-defaults.ts";

const RelianceResource = z.strictObject({
  kind: RelationshipKind,
  periodStartTime: z.iso.datetime().optional(),
  access: z.enum(["GRANTED", "REVOKED"]),
  accessExpireTime: z.iso.datetime().optional(),
  etag: z.string().meta({ description: "The relationship's etag: its revision at `readTime`." }),
  readTime: z.iso.datetime().meta({
    description: "When the relationship was read; after `accessTime` for lists over all customers.",
  }),
});

export const AccessRecordResource = z
  .strictObject({
    name: z.string(),
    accessTime: z.iso.datetime(),
    function: z.string(),
    actor: ActorResource,
    partner: z.string().optional().meta({ description: "The partner domain of the actor." }),
    cases: z.array(z.string()).optional(),
    list: z.literal(true).optional().meta({ description: "A page of cases was seen." }),
    reliance: RelianceResource.optional(),
  })
  .meta({ id: "AccessRecord" });

/** A record for the customer's administrators, to whom agents have no name. */
export function accessRecordResource(entry: AccessEntry, form: NameForm): object {
  const { id, customer, createdAt, actor, cases, list, reliance } = entry;
  return omitDefaults({
    name: `${customerName(customer, form)}/accessRecords/${id}`,
    accessTime: createdAt,
    function: entry.function,
    actor: actorResource(actor, undefined),
    partner: actor.kind === "person" ? domainOfViewer(actor.viewer) : undefined,
    cases: cases.map((caseId) => caseName({ customer, caseId }, form)),
    list,
    reliance: reliance && relianceResource(reliance),
  });
}

function relianceResource(reliance: Reliance): object {
  const { kind, periodStartAt, access, accessExpiresAt, revision, readAt } = reliance;
  return {
    kind,
    ...(periodStartAt !== undefined && { periodStartTime: periodStartAt }),
    access,
    ...(accessExpiresAt !== undefined && { accessExpireTime: accessExpiresAt }),
    etag: `"${revision}"`,
    readTime: readAt,
  };
}
