import { z } from "zod";

const ExplainedRule = z
  .strictObject({
    number: z.int().meta({ description: "The rule's place in the order, from 1." }),
    rule: z.string().meta({
      description: "The rule, in words for people.",
      examples: ["Your token is verified, and your address is in alfa-partner.example."],
    }),
    outcome: z.enum(["HELD", "NOT_HELD", "UNDECIDED"]).meta({
      description: "`UNDECIDED` where an earlier rule does not hold, or where nothing may be told.",
    }),
    remedies: z.array(z.string()).optional().meta({
      description: "What you can do where it does not hold; else absent.",
    }),
  })
  .meta({ id: "ExplainedRule", description: "A rule of access, and whether it holds for you." });

export const Explanation = z
  .strictObject({
    rules: z.array(ExplainedRule).meta({ description: "Every rule, in the order of deciding." }),
  })
  .meta({ id: "ExplainAccessResponse", description: "Why you may, or may not." });
