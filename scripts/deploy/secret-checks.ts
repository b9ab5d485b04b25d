import { type Facts, type SecretName, secretNames } from "./facts.ts";
import type { Finding } from "./finding.ts";
import type { Wanted } from "./preflight.ts";

/** A password is read by the shell and not shown: typed into a command, it would stay in the shell's history. */
const valueCommands: Readonly<Record<SecretName, string>> = {
  PAGE_TOKEN_KEY: "openssl rand -base64 48 | tr -d '\\n'",
  SMTP_URL: 'read -rs SMTP_URL && printf %s "$SMTP_URL"',
};

const typedUnseen =
  "`read` waits, and shows nothing, while you type smtps://USER:PASSWORD@smtp.example:465 and Enter.";

/** The secrets that have no value, or of which Google does not say that they have one. */
export function withoutValue({ secrets }: Facts): SecretName[] {
  return secretNames.filter((name) => !secrets?.[name]);
}

/** The commands that give these secrets their values, and what to know of them. */
export function howToGiveSecrets(
  names: readonly SecretName[],
  project: string,
): Pick<Finding, "why" | "fix"> {
  return {
    why: names.includes("SMTP_URL") ? typedUnseen : "",
    fix: names.map((name) => valueCommand(name, project)),
  };
}

/** Nobody but an outsider takes a secret away from functions that run: what made the rest has made it, too. */
export function secretsAreThere(
  { secrets, running }: Facts,
  { settings }: Wanted,
): Finding | undefined {
  const gone = namesOf(secrets, (versions) => versions === null);
  if (!running || gone.length === 0) return undefined;
  const { project, region } = settings;
  const { why, fix } = howToGiveSecrets(gone, project);
  return {
    weight: "blocks",
    what: `Functions run, and secrets of theirs are gone: ${gone.join(", ")}.`,
    why: `Somebody has deleted them. Pulumi lets the functions read them again, once it has looked. ${why}`.trim(),
    fix: [
      ...gone.map(
        (name) =>
          `gcloud secrets create ${name} --replication-policy=user-managed --locations=${region} --project=${project}`,
      ),
      `PULUMI_CONFIG_PASSPHRASE='' pulumi --cwd infra refresh --yes --stack ${project}`,
      ...fix,
    ],
  };
}

export function secretsHaveValues(
  { secrets, running }: Facts,
  { settings }: Wanted,
): Finding | undefined {
  const names = namesOf(secrets, (versions) => versions === 0 || (versions === null && !running));
  if (names.length === 0) return undefined;
  const made = names.every((name) => secrets?.[name] !== null);
  const { why, fix } = howToGiveSecrets(names, settings.project);
  const until = made
    ? "Functions that read them do not start."
    : "The first step makes the secrets; then the deployment stops until they have a value.";
  return {
    weight: made ? "blocks" : "later",
    what: `Secrets without a value: ${names.join(", ")}.`,
    why: `${until} ${why}`.trim(),
    fix,
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

function namesOf(
  secrets: Facts["secrets"],
  isOne: (versions: number | null) => boolean,
): SecretName[] {
  return secretNames.filter((name) => secrets !== undefined && isOne(secrets[name]));
}

function valueCommand(name: SecretName, project: string): string {
  return `${valueCommands[name]} | gcloud secrets versions add ${name} --data-file=- --project=${project}`;
}
