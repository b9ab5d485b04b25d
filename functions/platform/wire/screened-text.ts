import { z } from "zod";
import { descriptionLengthMax } from "./new-case.ts";
import { limitedText } from "./text.ts";
import { WarningResource } from "./warning.ts";

export const ScreenTextBody = z
  .strictObject({
    text: limitedText(descriptionLengthMax).meta({
      description: "The text, of at most 32,000 characters.",
      examples: ["Please refund to IBAN GB33BUKB20201555555555."],
    }),
  })
  .meta({ id: "ScreenTextRequest" });

const Finding = WarningResource.extend({
  confidence: z.enum(["HIGH", "LOW"]).meta({
    description: "A write refuses what is `HIGH`, and stores and reports what is `LOW`.",
  }),
}).meta({
  id: "PersonalDataFinding",
  description: "Personal data in the text, without its value.",
});

export const ScreenedText = z
  .strictObject({
    findings: z.array(Finding).optional().meta({
      description: "In the order of the text; absent where nothing was found.",
    }),
    redactedText: z.string().meta({
      description: "The text as a write with `redactPii=true` would store it.",
    }),
  })
  .meta({ id: "ScreenedText", description: "What was found in a text." });
