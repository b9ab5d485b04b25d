import { z } from "zod";
import type { AgentDirectory } from "#domain/actor.ts";
import type { Certificate, RecalledPlace } from "#domain/certificate.ts";
import { type CaseKey, domainOf } from "#domain/identifiers.ts";
import type { RecallWish } from "#domain/recall-wish.ts";
import { comparable, valueLengthMin } from "#domain/replacement.ts";
import { config } from "../config.ts";
import type { NameForm } from "../route-path.ts";
import { ActorResource, actorResource } from "./actor.ts";
import { Etag } from "./etag.ts";
import { caseName } from "./names.ts";
import { omitDefaults } from "./omit-defaults.ts";
import { rehearsal } from "./rehearsal.ts";
import { lengthOf, limitedText } from "./text.ts";

const RecalledText = limitedText(3_000).refine(
  (text) => lengthOf(comparable(text)) >= valueLengthMin,
  `Give at least ${valueLengthMin} characters, blanks and hyphens not counted.`,
);

/** What is to be taken out of a case: one of the four at least. */
export const RecallBody = z
  .strictObject({
    texts: z.array(RecalledText).min(1).max(20).optional().meta({
      description:
        "The exact texts, capitals as written: 1 to 20. Next to digits, blanks and hyphens may differ.",
    }),
    fields: z
      .array(
        z
          .string()
          .regex(
            /^(?:displayName|description|caseAnswers|escalation\.justification|comments\/[A-Za-z0-9_-]{1,64})$/,
            "Give displayName, description, caseAnswers, escalation.justification or comments/{id}.",
          ),
      )
      .min(1)
      .max(50)
      .optional()
      .meta({
        description:
          "Fields whose whole text is taken out, earlier titles included: `displayName`, `description`, `caseAnswers`, `escalation.justification`, `comments/{id}`; 1 to 50.",
      }),
    attachments: z
      .array(z.string().min(1).max(300))
      .min(1)
      .max(50)
      .optional()
      .meta({ description: "Ids or names of files, which are removed for good: 1 to 50." }),
    detected: z.boolean().optional().meta({
      description: "`true` for everything that the detector is sure of, wherever it is.",
    }),
    reason: limitedText(1_000).meta({
      description: "Why, in at most 1,000 characters; personal data in it is masked.",
      examples: ["The customer asked for it."],
    }),
    etag: Etag,
  })
  .refine(
    ({ texts, fields, attachments, detected }) => texts ?? fields ?? attachments ?? detected,
    {
      path: ["texts"],
      error: "Say what to recall: give texts, fields or attachments, or detected as true.",
    },
  )
  .meta({
    id: "RecallPersonalDataRequest",
    description:
      "What to take out: `texts`, `fields`, `attachments` or `detected`, one of them at least.",
  });

/** The domain's view of a body that has been checked. */
export function readRecall(body: z.output<typeof RecallBody>): RecallWish {
  const { texts = [], fields = [], attachments = [], reason } = body;
  return { texts, fields, attachments, reason };
}

const NotRecallable = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("MAIL").meta({
        description:
          "Handed to the mail server within the last 90 days; older mails are not on record.",
      }),
      emailAddress: z
        .string()
        .meta({ description: "Who was mailed.", examples: ["baker@lindqvist.example"] }),
      event: z.string().meta({ description: "The id of the history entry that it told of." }),
      sentTime: z.iso.datetime().optional().meta({
        description: "Absent where the mail may be on its way.",
      }),
    }),
    z.strictObject({
      kind: z.literal("MORE_MAILS").meta({ description: "More mails than are named one by one." }),
      count: z.int().meta({ description: "How many more." }),
    }),
    z.strictObject({
      kind: z
        .literal("BACKUPS")
        .meta({ description: "Backups of the database, until they are deleted." }),
    }),
  ])
  .meta({ id: "NotRecallable", description: "Where the data may still stand." });

export const RecallCertificateResource = z
  .strictObject({
    name: z.string().meta({
      description: "The certificate's name.",
      examples: [
        "customers/1001/cases/310000001001/recallCertificates/e91f4c0a7d3b2865e1f0c4d7a98b36521",
      ],
    }),
    createTime: z.iso.datetime().meta({ description: "When the data was taken out." }),
    actor: ActorResource.meta({ description: "Who asked for it." }),
    reason: z.string().meta({ description: "Why." }),
    places: z
      .array(
        z.strictObject({
          place: z.string().meta({
            description:
              "A part of the case: a field, `comments/{id}`, `attachments/{id}`, `history/{id}`, `receipts`, `index`.",
            examples: ["description"],
          }),
          count: z.int().meta({ description: "How often it stood there." }),
        }),
      )
      .optional()
      .meta({
        description:
          "Where the texts stood, below the name of the case, and how often; absent where they stood nowhere.",
      }),
    notRecallable: z
      .array(NotRecallable)
      .meta({ description: "Where the data may still stand: mail already sent, and backups." }),
    ...rehearsal,
  })
  .meta({
    id: "RecallCertificate",
    description: "What a recall took out and what it could not; never the values.",
  });
export type RecallCertificateResource = z.infer<typeof RecallCertificateResource>;

export type CertificateAudience = {
  of: CaseKey;
  form: NameForm;
  /** The agents' names, for agents alone. */
  names: AgentDirectory | undefined;
};

/** A certificate as one caller may see it: what is internal to support is there for agents alone. */
export function certificateResource(
  { id, createdAt, actor, reason, ...certificate }: Certificate,
  { of, form, names }: CertificateAudience,
): Partial<RecallCertificateResource> {
  const seen = ({ internal }: { internal: boolean }) => names !== undefined || !internal;
  const mails = certificate.mails.filter(seen).map(({ email, eventId, sentAt }) => ({
    kind: "MAIL" as const,
    emailAddress: names ? email : addressFor(email),
    event: eventId,
    ...(sentAt !== undefined && { sentTime: sentAt }),
  }));
  const more = { kind: "MORE_MAILS" as const, count: certificate.moreMails };
  return omitDefaults({
    name: `${caseName(of, form)}/recallCertificates/${id}`,
    createTime: createdAt,
    actor: actorResource(actor, names),
    reason,
    places: together(certificate.places.filter(seen)),
    notRecallable: [...mails, ...(more.count > 0 ? [more] : []), { kind: "BACKUPS" as const }],
  }) as Partial<RecallCertificateResource>;
}

/** Only agents may know which of them was mailed. */
function addressFor(email: string): string {
  const { SUPPORT_DOMAIN } = config();
  return domainOf(email) === SUPPORT_DOMAIN ? `support@${SUPPORT_DOMAIN}` : email;
}

function together(places: readonly RecalledPlace[]): { place: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { place, count } of places) counts.set(place, (counts.get(place) ?? 0) + count);
  return [...counts].map(([place, count]) => ({ place, count }));
}
