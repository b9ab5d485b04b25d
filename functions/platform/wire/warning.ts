import { z } from "zod";
import { PersonalDataKind } from "#domain/personal-data.ts";
import { Flag } from "../parameters.ts";

/** Personal data in what was sent, told without the value. */
export const WarningResource = z
  .strictObject({
    field: z.string().meta({
      description: "Where the text stands in the request.",
      examples: ["description"],
    }),
    kind: PersonalDataKind.meta({ description: "What it is taken for." }),
    start: z
      .int()
      .meta({ description: "Where it begins in the text, in Unicode code points from 0." }),
    end: z.int().meta({ description: "Where it ends; this character is not part of it." }),
    excerpt: z
      .string()
      .meta({ description: "The place with the value masked; never the value itself." }),
  })
  .meta({
    id: "PersonalDataWarning",
    description: "Personal data in what was sent, told without the value.",
  });

/** What a write answers besides the resource: what may be personal data and was stored all the same. */
export const warnings = {
  warnings: z.array(WarningResource).optional().meta({
    description:
      "In the answer to a write alone: what may be personal data, and was stored all the same.",
  }),
};

/** The parameter of writes that bring texts. */
export const redaction = {
  redactPii: Flag.meta({
    description:
      "`true` to store placeholders such as `[IBAN-1]` in the place of personal data, instead of being refused with `PII_DETECTED`.",
  }),
};
