import { inCloud } from "./config.ts";

const always = {
  "Cache-Control": "no-store",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  // An answer opened as a page must load nothing, and be framed by nobody.
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  // Pages of the allow-list read by CORS, which this does not touch; nobody embeds.
  "Cross-Origin-Resource-Policy": "same-origin",
};

const strictTransport = { "Strict-Transport-Security": "max-age=31536000" };

/** What every answer carries, those of the door and to unknown routes included; in the cloud also that it came by TLS alone. */
export function securityHeaders(): Record<string, string> {
  return inCloud() ? { ...always, ...strictTransport } : always;
}
