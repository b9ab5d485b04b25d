/** The secret at the beginning of what stands behind `password:`, or nothing. */
export function assignedSecret(value: string): string {
  const secret = trimmed(value);
  return placeholder.test(secret) || !(mixed(secret) || joined(secret)) ? "" : secret;
}

/** The same behind `the password is`, where plain numbers count more than secrets do. */
export function spokenSecret(value: string): string {
  const secret = assignedSecret(value);
  return /^\d{1,5}$/.test(secret) ? "" : secret;
}

/** The same between quotation marks right behind the word; in several words only if each is like a name. */
export function quotedSecret(value: string): string {
  const several = value.includes(" ");
  if (several && !/^[A-Z0-9]\S*(?: [A-Z0-9]\S*){1,3}$/.test(value)) return "";
  return placeholder.test(value) || !(mixed(value) || joined(value)) ? "" : value;
}

/** Behind several words, whose last one joins it: letters and digits, and what no name of a machine has. */
export function looseSecret(value: string): string {
  const secret = trimmed(value);
  const sorts = [/[a-z]/, /[A-Z]|[!#$%&*?^]/, /\d/];
  return secret.length >= 8 && sorts.every((sort) => sort.test(secret)) && !telling(secret)
    ? secret
    : "";
}

/** Where no sign joins word and value, only what cannot be a name, a version or a protocol counts. */
export function strongSecret(value: string): string {
  const secret = trimmed(value);
  const sorts = [/[A-Za-z]/, /\d/, /[!#$%&*?@^]|[A-Za-z].*[-_].*\d/];
  const strong = secret.length >= 8 && sorts.every((sort) => sort.test(secret));
  return strong && !telling(secret) ? secret : "";
}

/** The same beside an account. */
export function notedSecret(value: string): string {
  const secret = trimmed(value);
  const sorts = [/[a-z]/, /[A-Z]/, /\d/];
  return sorts.every((sort) => sort.test(secret)) && !telling(secret) ? secret : "";
}

/** The same before `the password`, or with a sign. */
export function eitherSecret(value: string): string {
  return strongSecret(value) || notedSecret(value);
}

/** Words in quotation marks behind a word for passphrase, unless they say what is wrong with one. */
export function phraseSecret(value: string): string {
  return complaint.test(value) ? "" : value;
}

const complaint =
  /\b(?:is|not|must|should|too|required|wrong|invalid|incorrect|your|mismatch|failed|enter|fel|krävs|ange|inte|för|ditt)\b/i;

/** True for what says that it is something else than a secret. */
function telling(secret: string): boolean {
  return placeholder.test(secret) || notSecret.test(secret);
}

/** Sixteen letters that are no sentence. */
export function applicationSecret(value: string): string {
  return value.split(" ").some((word) => common.has(word)) ? "" : value;
}

/** The same where no app is named: one group at least is no word of a language. */
export function randomLetters(value: string): string {
  const random = value.split(" ").some((word) => /^[^aeiouy]{3}|[^aeiouy]{3}$/.test(word));
  return random ? applicationSecret(value) : "";
}

const common = new Set(
  "that they have been with work does some from this when then will your only what want same user apps mail data over also just like into more must need each here even very last week next able used uses make made give says said them than were anna inte från till hade ville ska kan den som inom utan igen blev smtp http html ldap".split(
    " ",
  ),
);

/** An address, a host, a file or the version of a thing. */
const notSecret =
  /@[a-z0-9-]+\.[a-z]|^[a-z0-9-]+(?:\.[a-z0-9-]+)+$|^(?:sha|md|rfc|aes|tls|utf|iso|cve|kb)-?\d/i;

/** What stands between `user:` and `@host`, unless it is a placeholder. */
export function connectionSecret(value: string): string {
  return placeholder.test(value) || value.length < 3 || /^\d{1,5}$/.test(value) ? "" : value;
}

/** The value without the punctuation of the sentence around it. */
function trimmed(value: string): string {
  const opened = /[([{]/.test(value);
  return value
    .replace(/[&;][A-Za-z_]{1,30}=.*$/, "")
    .replace(opened ? /[.,;:]{1,9}$/ : /[.,;:)\]}]{1,9}$/, "");
}

/** More than a word of a language: digits, signs or capitals within. */
function mixed(secret: string): boolean {
  if (secret.length < 4 || /^\d{1,3}$/.test(secret)) return false;
  return /\d|[A-Za-z][!#$%&*?@^~+]|[!#$%&*?@^~+][A-Za-z]|[a-zåäö][A-ZÅÄÖ][a-zåäö]/.test(secret);
}

/** Words that are joined as people join them to a password, and not to say how a password is. */
function joined(secret: string): boolean {
  return /^[a-zåäö]{4,16}(?:[-_.][a-zåäö]{4,16}){1,3}$/i.test(secret) && !described.test(secret);
}

const described =
  /^(?:case|plain|clear|auto|self|read|write|user|must|multi|single|server|client|time|dual|never|already|only|pass|password|http|https|smtp|imap|ldap|saml|oauth|token|hash|file|mail|data|form|field|input|string|text|type|policy|reset|change|invalid|missing|unknown|wrong|empty|expired|required|optional|internal|external|default|legacy|error|auth|login|access)[-_.]|[-_.](?:sensitive|only|less|based|protected|generated|defined|required|text|reset|change|expired|error|auth|policy|hash|field|file|type|value|name|here|example|length|encoded|encrypted|provided|supplied|less)$/i;

/** What stands in the place of a password without being one. */
const placeholder = new RegExp(
  [
    "^[*•x.…_#?-]+$",
    "[*•]{3}",
    "^[<[{$%(]",
    "^[/~]|^[A-Z]:\\\\|^\\.{1,2}/",
    "^(?:your|my|ditt|mitt|the|some|example|changeme|redacted|masked|hidden|removed|borttaget|password|passwd|pass|lösenord|secret|null|none|true|false)(?![A-Za-z0-9]{0,3}\\d)",
    "^(?:https?|mailto|ldaps?|ftp)://",
    "^\\d{4}-\\d{2}-\\d{2}(?:T|$)|^\\d{1,2}:\\d{2}(?::|$)|^\\d{1,2}[-–]\\d{1,3}$",
    "^\\d{1,4}(?:ms|s|d|h|min|days?|tecken|chars?|characters?|:[ea]|st|nd|rd|th)$",
    "^\\$(?:2[aby]|argon2|5|6)\\$|^\\{(?:SSHA|SHA|MD5)",
    "^![A-Za-z]+$|^%[A-Z_]+%$|^(?:vault|secret|ssm|gsm|arn|projects|keyvault|op|ref)[:/]|^(?:ENC|secret|lookup|getenv|env)[[(]",
    "^(?:sha|md|rfc|aes|tls|ssl|oauth|utf|iso|saml|wpa|mfa|2fa|2sv|totp|hs|rs|scram|pbkdf)-?\\d{0,4}(?:-[a-z]{2,6})?$",
    "^(?:process|os|env|config|settings|secrets|vault|self|this|req|params)\\.",
  ].join("|"),
  "i",
);
