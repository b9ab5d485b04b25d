import { z } from "zod";
import type { AccessEntry, Reliance } from "#domain/access-record.ts";
import { RelationshipKind } from "#domain/custody.ts";
import { domainOfViewer } from "#domain/viewer.ts";
import { NextPageToken } from "../parameters.ts";
import type { NameForm } from "../route-path.ts";
import { ActorResource, actorResource } from "./actor.ts";
import { caseName, customerName } from "./names.ts";
import { omitDefaults } from "./omit-defaults.ts";

const RelianceResource = z
  .strictObject({
    kind: RelationshipKind.meta({
      description: "Whether the partner was the reseller or a support partner.",
    }),
    periodStartTime: z.iso.datetime().optional().meta({
      description:
        "When the period began that ran at the access; absent where none is known any more.",
    }),
    access: z.enum(["GRANTED", "REVOKED"]).meta({ description: "The consent at `readTime`." }),
    accessExpireTime: z.iso.datetime().optional().meta({
      description: "When the consent was to end; absent where it had no end.",
    }),
    etag: z.string().meta({ description: "The relationship's etag: its revision at `readTime`." }),
    readTime: z.iso.datetime().meta({
      description:
        "When the relationship was read; after `accessTime` for lists over all customers.",
    }),
  })
  .meta({
    id: "Reliance",
    description: "A relationship and its consent, as an access rested on them.",
  });

export const AccessRecordResource = z
  .strictObject({
    name: z.string().meta({
      description: "The record's name.",
      examples: ["customers/1001/accessRecords/e27d0b9a41c6f8835d90e1b47a2c6f3d8"],
    }),
    accessTime: z.iso.datetime().meta({ description: "When the cases were seen or changed." }),
    function: z.string().meta({
      description: "The function that was called, by its operation id.",
      examples: ["getCase"],
    }),
    actor: ActorResource.meta({ description: "Who called; agents are told as `Support`." }),
    partner: z.string().optional().meta({
      description: "The partner domain of the actor; absent for support.",
    }),
    cases: z
      .array(z.string())
      .optional()
      .meta({
        description: "The names of the cases that the answer showed.",
        examples: [["customers/1001/cases/310000001001"]],
      }),
    list: z.literal(true).optional().meta({
      description: "True where a page of cases was seen, also an empty one.",
    }),
    reliance: RelianceResource.optional().meta({
      description: "The relationship and the consent on which it rested; absent for support.",
    }),
  })
  .meta({ id: "AccessRecord", description: "Who saw or changed which cases, and on what ground." });

export const AccessRecordPage = z
  .strictObject({
    accessRecords: z.array(AccessRecordResource).optional().meta({
      description: "The newest first; absent where there are none.",
    }),
    nextPageToken: NextPageToken,
  })
  .meta({ id: "ListAccessRecordsResponse", description: "A page of access records." });

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
