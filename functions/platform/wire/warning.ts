import { z } from "zod";
import { PersonalDataKind } from "#domain/personal-data.ts";
import { Flag } from "../parameters.ts";

/** Personal data in what was sent, told without the value. */
export const WarningResource = z
  .strictObject({
    field: z.string(),
    kind: PersonalDataKind,
    start: z.int().meta({ description: "Where it begins, in Unicode code points." }),
    end: z.int().meta({ description: "Where it ends; this character is not part of it." }),
    excerpt: z.string().meta({ description: "Masked: never the value." }),
  })
  .meta({ id: "PersonalDataWarning" });

/** What a write answers besides the resource: what may be personal data and was stored all the same. */
export const warnings = {
  warnings: z
    .array(WarningResource)
    .optional()
    .meta({ description: "What may be personal data, and was stored all the same." }),
};

/** The parameter of writes that bring texts. */
export const redaction = {
  redactPii: Flag.meta({
    description:
      "Store placeholders such as [IBAN-1] in the place of personal data, instead of refusing it.",
  }),
};
