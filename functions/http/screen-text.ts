import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { chosenDetector } from "#adapters/personal-data/chosen-detector.ts";
import { viewersFor } from "#domain/access.ts";
import { masked, newNumbering } from "#domain/masking.ts";
import { noticesOf } from "#domain/screening.ts";
import { httpFunction } from "#platform/http-function.ts";
import { omitDefaults } from "#platform/wire/omit-defaults.ts";
import { ScreenedText, ScreenTextBody } from "#platform/wire/screened-text.ts";

export const screenText = httpFunction(
  {
    name: "screenText",
    method: "POST",
    paths: ["/{version}/cases:screen"],
    methodId: "cases.screen",
    summary: "Look for personal data in a text, without storing it; for those who work with cases",
    description:
      "Looks for personal data in a text, and stores nothing. Anyone who may work with cases " +
      "may ask. Call it before you send a case or a comment, to show people what a write would " +
      "refuse (`HIGH`) or only report (`LOW`), and how the text would look with " +
      "`redactPii=true`.",
    refusals: ["PRIVILEGE_MISSING"],
    params: {},
    query: {},
    body: ScreenTextBody,
    reply: ScreenedText,
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
