/** The demo's settings; the emulators' addresses are added where they are started. */
export const demoEnvironment = {
  GOOGLE_CLOUD_PROJECT: "demo-cases",
  SUPPORT_DOMAIN: "support.example",
  PORTAL_URL: "https://portal.support.example",
  MAIL_FROM: "Support portal <cases@support.example>",
  MAIL_DOMAIN: "mail.support.example",
  PAGE_TOKEN_KEY: "page tokens of the demo are no secret",
  ATTACHMENT_BUCKET: "demo-cases-attachments",
  // Where the client's example is served, and the pages that developers begin with Vite.
  CORS_ORIGINS: process.env["CORS_ORIGINS"] ?? "http://localhost:5173,http://127.0.0.1:5173",
  // Google's libraries would otherwise look for a metadata server, and wait for it.
  METADATA_SERVER_DETECTION: "none",
} as const;
