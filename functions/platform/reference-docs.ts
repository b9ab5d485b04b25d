import { html } from "#domain/html.ts";
import type { Answer } from "./exchange.ts";
import { addressOf } from "./reference-assets.ts";
import { pieces } from "./reference-held.ts";
import { authOrigin } from "./reference-sign-in.ts";

/** The API reference as a page, to be read and tried. It asks for nothing elsewhere but a sign-in. */
export async function docsPage(): Promise<Answer> {
  const [swaggerStyle, style, swagger, script, icon] = await Promise.all([
    addressOf("swagger-ui.css"),
    addressOf("docs.css"),
    addressOf("swagger-ui-bundle.js"),
    addressOf("docs.js"),
    addressOf("favicon-32x32.png"),
  ]);
  const { text } = html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>API reference · Support cases</title>
    <link rel="icon" type="image/png" href="${icon}">
    <link rel="stylesheet" href="${swaggerStyle}">
    <link rel="stylesheet" href="${style}">
    <script src="${swagger}" defer></script>
    <script src="${script}" defer></script>
  </head>
  <body>
    <header>
      <p class="product">Support cases <span>API reference</span></p>
      <div id="sign-in" role="region" aria-label="Sign in"></div>
    </header>
    <main id="reference"><p class="waiting">The reference is being loaded.</p></main>
    <noscript><p class="waiting">This page needs JavaScript. The same as JSON: <a href="/openapi.json">/openapi.json</a></p></noscript>
  </body>
</html>
`;
  const bytes = Buffer.from(text);
  const headers = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Length": String(bytes.length),
    "Content-Security-Policy": policy(),
  };
  return { status: 200, json: undefined, headers, media: pieces(bytes) };
}

function policy(): string {
  const auth = authOrigin();
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    // Swagger UI draws its arrows and its logo from its style sheet.
    "img-src 'self' data:",
    `connect-src 'self'${auth === undefined ? "" : ` ${auth}`}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
