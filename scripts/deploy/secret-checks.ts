import type { Facts } from "./facts.ts";
import type { Finding } from "./finding.ts";
import type { Wanted } from "./preflight.ts";

const valueCommands = {
  PAGE_TOKEN_KEY: "openssl rand -base64 48 | tr -d '\\n'",
  SMTP_URL: "printf %s 'smtps://USER:PASSWORD@smtp.example:465'",
} as const;

export function secretsHaveValues({ secrets }: Facts, { settings }: Wanted): Finding | undefined {
  if (secrets === undefined) return undefined;
  const names = Object.entries(secrets).filter(([, versions]) => !versions);
  if (names.length === 0) return undefined;
  const made = names.every(([, versions]) => versions !== null);
  const commands = Object.entries(valueCommands).filter(([name]) =>
    names.some(([it]) => it === name),
  );
  return {
    weight: made ? "blocks" : "later",
    what: `Secrets without a value: ${names.map(([name]) => name).join(", ")}.`,
    why: made
      ? "Functions that read them do not start."
      : "The first step makes the secrets; then the deployment stops until they have a value.",
    fix: commands.map(
      ([name, value]) =>
        `${value} | gcloud secrets versions add ${name} --data-file=- --project=${settings.project}`,
    ),
  };
}

export function mailCanGoOut({ secrets }: Facts, { settings }: Wanted): Finding | undefined {
  // Told until mail is set up, and not at every deployment from then on.
  if (secrets?.SMTP_URL) return undefined;
  const { mailFrom, mailDomain } = settings;
  const domain = /@([^>\s]+)>?\s*$/.exec(mailFrom)?.[1] ?? mailDomain;
  return {
    weight: "advice",
    what: `Mail in the name of ${domain} needs a mail server, and DNS records that allow it.`,
    why: "Google lets nothing out to port 25: use 465 or 587. Without SPF and DKIM of your mail server, receivers drop the mails.",
    fix: [`dig +short TXT ${domain}`, `dig +short TXT _dmarc.${domain}`],
  };
}
