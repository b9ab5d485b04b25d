import { type Recogniser, type Span, spanAt, spans } from "./recogniser.ts";

/** Tokens that open a door to whoever holds them: known by their form, or named as such. */
export const bearerTokens: Recogniser = ({ text }) => {
  if (!longRun.test(text)) return [];
  const shaped = patterns.flatMap(({ pattern, secret }) =>
    [...spans(text, pattern)].filter(({ value }) => secret(value)),
  );
  return [...shaped, ...named(text)]
    .filter(({ start }) => !otherToken.test(text.slice(Math.max(0, start - 60), start)))
    .map(({ start, end }) => ({ kind: "BEARER_TOKEN", confidence: "HIGH", start, end }) as const);
};

function named(text: string): Span[] {
  return [...text.matchAll(name)].flatMap(({ index, 0: word, groups }) => {
    const at = index + word.length;
    const sure = groups?.["sure"] === undefined ? undefined : spanAt(text, at, joined);
    if (sure !== undefined && (secretLike(sure.value) || isEnrolment(word, sure.value)))
      return [sure];
    const loose = spanAt(text, at, nearby);
    return loose !== undefined && mixesCases(loose.value) ? [loose] : [];
  });
}

/** Without one there is no token, and no need to look for names. */
const longRun = /[A-Za-z0-9_.+/%-]{16}/;

const edge = "(?<![A-Za-z0-9_-])";

/** What goes on behind the end of a line of mail, where it is the whole of the next. */
const wrapped =
  "(?:\\r?\\n(?:> ?){0,4}(?:[A-Za-z0-9_.-]{16,}|(?=[A-Za-z_-]{0,15}\\d)[A-Za-z0-9_-]{2,15})(?=\\r?\\n|$)){0,60}";

/** Prefixes that their makers chose so that such tokens are recognised; lengths change with the years. */
const prefixed = [
  "gh[pousr]_[A-Za-z0-9_]{16,255}|github_pat_[A-Za-z0-9_]{20,255}|gl(?:pat|dt|rt|ft|soat|cbt)-[A-Za-z0-9_-]{16,64}|npm_[A-Za-z0-9]{20,64}",
  "xox[abeprs]-[A-Za-z0-9-]{10,255}|xapp-[A-Za-z0-9-]{20,255}|AIza[A-Za-z0-9_-]{28,48}|ya29\\.[A-Za-z0-9_.-]{16,2048}",
  "GOCSPX-[A-Za-z0-9_-]{16,64}|1//0[A-Za-z0-9_-]{20,512}|[sr]k_(?:live|test)_[A-Za-z0-9_]{10,255}|[a-z]{2,8}_(?:live|prod|test|dev|staging|sandbox)_[A-Za-z0-9]{20,255}|whsec_[A-Za-z0-9+/=]{16,128}",
  "SG\\.[A-Za-z0-9_-]{10,64}\\.[A-Za-z0-9_-]{10,64}|hf_[A-Za-z0-9]{20,64}|shp(?:at|ca|pa|ss)_[A-Za-z0-9]{20,64}|do[opr]_v1_[A-Za-z0-9]{32,64}",
  "sk-(?:ant-|proj-|or-)?[A-Za-z0-9_-]{20,255}|pypi-[A-Za-z0-9_-]{30,255}|sq0[a-z]{3}-[A-Za-z0-9_-]{20,64}|AccountKey=[A-Za-z0-9+/=]{40,120}",
  "dckr_pat_[A-Za-z0-9_-]{16,64}|hv[sbr]\\.[A-Za-z0-9_-]{20,255}|dapi[a-f0-9]{32}|PMAK-[A-Za-z0-9-]{20,80}|ATATT3[A-Za-z0-9_=-]{20,255}|pat-(?:na|eu)\\d-[a-f0-9-]{20,64}",
  "lin_api_[A-Za-z0-9]{20,64}|figd_[A-Za-z0-9_-]{20,64}|ntn_[A-Za-z0-9]{20,64}|nfp_[A-Za-z0-9]{20,64}|sntry[su]_[A-Za-z0-9_=+/-]{20,255}|key-[a-f0-9]{32}|NRAK-[A-Z0-9]{20,40}",
  "\\d{8,10}:AA[A-Za-z0-9_-]{30,40}|AAAA[A-Za-z0-9_-]{7}:[A-Za-z0-9_-]{100,200}",
].join("|");

const names = [
  "(?:enroll?ment|registration|provisioning|activation|access|refresh|auth|id|session|bearer|api|security|identity|bot|deploy|service|personal|admin)[ _-]?token|api[ _-]?(?:key|nyckel|secret)|x-(?:api-key|auth-token|goog-api-key)|authtoken",
  "client[ _-]?secret|(?:app|shared|signing|webhook|consumer|oauth)[ _-]?secret|secret[ _-]?(?:access[ _-]?)?key|(?:access|account|master|admin|server|service)[ _-]?key|åtkomst(?:token|nyckel)|token|bearer-token|sessionskaka|klient(?:hemlighet|nyckel)",
].join("|");

const name = new RegExp(
  `(?<![A-Za-z])(?:(?<sure>${names})|key|nyckel|secret|hemlighet)(?:s|n|en|et|et:|:n|ens)?`,
  "gi",
);

const value = "[\"'`]?(?<value>[A-Za-z0-9._~+/-]{16,4096}={0,2})(?![A-Za-z0-9@:])";
/** A sign or a verb joins the value to its name. */
const joined = new RegExp(
  `["'\`)]{0,2}(?:\\s?\\([^()\\n]{1,30}\\))?\\s{0,2}(?::=|[:=→]|är|is|->|=>|\\s(?:was|var|blev|lautet|ist|er)\\s)\\s{0,2}${value}`,
  "iy",
);
/** Words stand between, or the name is one of other things as well: the value has to look random. */
const nearby = new RegExp(
  `["'\`]{0,2}(?:\\s[^\\s:=]{1,20}){0,4}?(?:\\s{0,2}[:=]\\s{0,2}|\\s(?:är|is|was|var)\\s|\\s)${value}`,
  "iy",
);

const patterns = [
  {
    pattern: new RegExp(
      `${edge}eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}(?:\\.[A-Za-z0-9_-]*)?${wrapped}`,
      "g",
    ),
    secret: secretLike,
  },
  { pattern: new RegExp(`${edge}(?:${prefixed})(?![A-Za-z0-9_])`, "g"), secret: secretLike },
  {
    pattern:
      /(?<![A-Za-z])(?:bearer|authorization["']?\s{0,2}[:=]\s{0,2}["']?(?:token|basic|digest|apikey|api-key|oauth|key))[\s:=]{1,3}["'`]?(?<value>[A-Za-z0-9._~+/-]{16,8192}={0,2})/gi,
    secret: secretLike,
  },
  {
    pattern:
      /(?<![A-Za-z])(?:aws|access[ _-]?key|key[ _-]?id|nyckel)[^\n]{0,40}?(?<![A-Za-z0-9])(?<value>A(?:KIA|SIA)[A-Z0-9]{16})(?![A-Za-z0-9])/gi,
    secret: secretLike,
  },
  {
    pattern:
      /(?:SID|[sS]id|[sS]ession(?:_?[iI][dD])?|sess|[aA]uth)=(?<value>[A-Za-z0-9._~+/%-]{24,4096}={0,2})/g,
    secret: mixesCases,
  },
  {
    // In a cookie's header a name and a long value need no more to open a door.
    pattern:
      /(?<![A-Za-z])cookie["']?[^\n]{0,3}[:=][^\n]{0,300}?(?<![A-Za-z])(?:[A-Za-z0-9_.-]{0,20}(?:sess?(?:ion)?(?:_?id)?|sid|auth|token|jwt|remember(?:_me)?))=(?<value>[A-Za-z0-9._~+/%-]{16,4096}={0,2})/gi,
    secret: secretLike,
  },
];

/** Names of what is no secret: places in lists, proofs of a domain, public halves, checksums. */
const otherToken =
  /(?:page|sync|next|csrf|xsrf|verification|continuation|cursor|site|public|host|ssh|cache|license|licence|product|primary|foreign|partition|object|registry|encryption|idempotency|dedup|message|routing|certificate|security|recaptcha|dkim)[ _-]?(?:token|key|nyckel|id)["'`]?(?:[\s:=]|is|är){0,4}["'`]?$|verification[^\s]{0,20}=$|integrity|sha\d|fingerprint|signature[^\n]{0,20}$/i;

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Devices and machines are let in by tokens that look like the name of a thing. */
function isEnrolment(name: string, value: string): boolean {
  return /^(?:enrol|registration|provisioning|activation)/i.test(name) && uuid.test(value);
}

/** Words, host names, versions and identifiers stand where tokens stand; a token mixes letters and digits. */
function secretLike(value: string): boolean {
  return (
    /\d/.test(value) &&
    /[A-Za-z]/.test(value) &&
    !uuid.test(value) &&
    !/^[a-z0-9]+(?:[.-][a-z]+)+$/.test(value)
  );
}

/** As only random letters do, and neither hashes nor names. */
function mixesCases(value: string): boolean {
  const start = value.slice(0, 32);
  return (
    value.length >= 20 &&
    secretLike(value) &&
    /[a-z]/.test(start) &&
    /[A-Z]/.test(start) &&
    !/[/.][A-Za-z]+$|^[a-z]{2,20}\/[a-z0-9-]{1,30}\//.test(value)
  );
}
