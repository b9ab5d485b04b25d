import { expect, test } from "vitest";
import { chosenDetector } from "#adapters/personal-data/chosen-detector.ts";

test("a deployment that names no detector screens by itself", async () => {
  Object.assign(process.env, {
    GOOGLE_CLOUD_PROJECT: "demo-cases",
    SUPPORT_DOMAIN: "support.example",
    PORTAL_URL: "https://portal.example",
    MAIL_FROM: "cases@support.example",
    MAIL_DOMAIN: "support.example",
    PAGE_TOKEN_KEY: "0123456789abcdef0123456789abcdef",
    SMTP_URL: "smtp://127.0.0.1:1025",
    ATTACHMENT_BUCKET: "demo-cases-attachments",
  });

  const found = await chosenDetector().detect(["850101-1236"]);

  expect(found).toEqual([[{ kind: "NATIONAL_ID", confidence: "HIGH", start: 0, end: 11 }]]);
});
