import { inboxStyle } from "./inbox-style.ts";
import type { Mail } from "./mail.ts";

const refreshSeconds = 3;

/**
 * Headers of every answer. Nothing runs and nothing is loaded from anywhere; the frame with a mail's
 * HTML inherits this policy, so that a mail cannot call home either.
 */
export const pageHeaders = {
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; " +
    "base-uri 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
} as const;

/** The list of mails, in the order given; it loads itself again every few seconds. */
export function listPage(mails: readonly Mail[]): string {
  const refresh = `<meta http-equiv="refresh" content="${refreshSeconds}">`;
  const clear = `<form method="post" action="/clear"><button>Clear the inbox</button></form>`;
  const rows = mails.map(row).join("");
  const table = `<table><thead><tr><th>Received</th><th>From</th><th>To</th><th>Subject</th></tr></thead><tbody>${rows}</tbody></table>`;
  const empty = `<p class="empty">No mail yet. Mails appear here by themselves.</p>`;
  const count = mails.length === 1 ? "1 mail" : `${mails.length} mails`;
  return page(
    `Inbox (${mails.length})`,
    `<header><h1>Inbox</h1><span class="count">${count}</span>${mails.length > 0 ? clear : ""}</header>
     ${mails.length > 0 ? table : empty}`,
    refresh,
  );
}

/** One mail: its HTML in a frame without rights, its text, and its headers as sent. */
export function mailPage(mail: Mail): string {
  const headers = Object.entries(mail.headers)
    .map(([name, value]) => `<dt>${escape(name)}</dt><dd>${escape(value)}</dd>`)
    .join("");
  return page(
    mail.subject || "(no subject)",
    `<nav><a href="/">← Inbox</a> <a href="/api/messages/${mail.id}">JSON</a></nav>
     <article>
       <h1>${subject(mail)}</h1>
       <dl class="envelope"><dt>From</dt><dd>${escape(mail.from)}</dd>
         <dt>Delivered to</dt><dd>${escape(mail.to.join(", "))}</dd>
         <dt>Received</dt><dd>${time(mail)}</dd></dl>
       ${mail.html === "" ? "" : `<h2>HTML</h2>${frame(mail.html)}`}
       <h2>Text</h2>
       ${mail.text === "" ? `<p class="empty">No text part.</p>` : `<pre>${escape(mail.text)}</pre>`}
       <details><summary>Headers as sent</summary><dl class="headers">${headers}</dl></details>
     </article>`,
  );
}

/** What is shown for a mail that was cleared, or was never there. */
export function missingPage(): string {
  return page(
    "Not found",
    `<header><h1>There is no such mail</h1></header>
     <p class="empty">It was cleared, or newer ones took its place. <a href="/">Go to the inbox</a></p>`,
  );
}

function row(mail: Mail): string {
  return `<tr><td>${time(mail)}</td><td>${escape(mail.from)}</td><td>${mail.to.map(escape).join("<br>")}</td>
    <td><a href="/mails/${mail.id}">${subject(mail)}</a></td></tr>`;
}

/** Links open in a new tab, because the frame may not navigate; the mail's scripts and forms are dead. */
function frame(html: string): string {
  const document = `<!doctype html><base target="_blank">${html}`;
  const rights = "allow-popups allow-popups-to-escape-sandbox";
  return `<iframe title="The mail's HTML" sandbox="${rights}" srcdoc="${escape(document)}"></iframe>`;
}

function subject(mail: Mail): string {
  return escape(mail.subject || "(no subject)");
}

function time({ receivedAt }: Mail): string {
  const readable = `${receivedAt.slice(0, 10)} ${receivedAt.slice(11, 19)} UTC`;
  return `<time datetime="${receivedAt}">${readable}</time>`;
}

function page(title: string, body: string, head = ""): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">${head}
    <title>${escape(title)}</title><style>${inboxStyle}</style></head><body><main>${body}</main></body></html>`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}
