import { z } from "zod";
import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { chosenDetector } from "#adapters/personal-data/chosen-detector.ts";
import { viewersFor } from "#domain/access.ts";
import { masked, newNumbering } from "#domain/masking.ts";
import { noticesOf } from "#domain/screening.ts";
import { httpFunction } from "#platform/http-function.ts";
import { descriptionLengthMax } from "#platform/wire/new-case.ts";
import { omitDefaults } from "#platform/wire/omit-defaults.ts";
import { limitedText } from "#platform/wire/text.ts";
import { WarningResource } from "#platform/wire/warning.ts";

export const screenText = httpFunction(
  {
    name: "screenText",
    method: "POST",
    paths: ["/{version}/cases:screen"],
    summary: "Look for personal data in a text, without storing it; for those who work with cases",
    params: {},
    query: {},
    body: z.strictObject({ text: limitedText(descriptionLengthMax) }).meta({ id: "ScreenText" }),
    reply: z
      .strictObject({
        findings: z
          .array(WarningResource.extend({ confidence: z.enum(["HIGH", "LOW"]) }))
          .optional()
          .meta({ description: "What is found; a write refuses HIGH ones and reports LOW ones." }),
        redactedText: z
          .string()
          .meta({ description: "The text as a write with redactPii=true would store it." }),
      })
      .meta({ id: "ScreenedText" }),
  },
  { cases: firestoreCases, detector: chosenDetector },
  async ({ principal, body: { text } }, { cases, detector }) => {
    viewersFor(await cases.findScope(principal));
    const [findings = []] = await detector.detect([text]);
    const certain = findings.filter(({ confidence }) => confidence === "HIGH");
    return omitDefaults({
      findings: noticesOf("text", text, findings).map((notice, index) => ({
        ...notice,
        confidence: findings[index]?.confidence,
      })),
      redactedText: masked(text, certain, newNumbering()),
    });
  },
);
