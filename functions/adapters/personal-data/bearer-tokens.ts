import type { Finding } from "#domain/personal-data.ts";
import { type Recogniser, spans } from "./recogniser.ts";

/** Tokens that open a door to whoever holds them: known by their form, or named as such. */
export const bearerTokens: Recogniser = (text) =>
  patterns.flatMap((pattern) => {
    const found: Finding[] = [];
    for (const { value, start, end } of spans(text, pattern)) {
      if (!secretLike(value)) continue;
      found.push({ kind: "BEARER_TOKEN", confidence: "HIGH", start, end });
    }
    return found;
  });

const edge = "(?<![A-Za-z0-9_-])";

/** Prefixes that their makers chose so that such tokens are recognised. */
const prefixed = [
  "gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_[A-Za-z0-9_]{22,255}|glpat-[A-Za-z0-9_-]{20,64}|npm_[A-Za-z0-9]{36}",
  "xox[abeprs]-[A-Za-z0-9-]{10,255}|xapp-[A-Za-z0-9-]{20,255}|AIza[A-Za-z0-9_-]{35}|ya29\\.[A-Za-z0-9_-]{20,2048}",
  "GOCSPX-[A-Za-z0-9_-]{20,64}|1//0[A-Za-z0-9_-]{20,512}|[sr]k_(?:live|test)_[A-Za-z0-9]{10,255}|whsec_[A-Za-z0-9+/=]{20,128}",
  "SG\\.[A-Za-z0-9_-]{16,64}\\.[A-Za-z0-9_-]{16,64}|hf_[A-Za-z0-9]{30,64}|shpat_[a-f0-9]{32}|dop_v1_[a-f0-9]{64}",
  "sk-(?:ant-|proj-)?[A-Za-z0-9_-]{20,255}|pypi-[A-Za-z0-9_-]{50,255}|sq0[a-z]{3}-[A-Za-z0-9_-]{22,64}|AccountKey=[A-Za-z0-9+/=]{40,120}|AAAA[A-Za-z0-9_-]{7}:[A-Za-z0-9_-]{100,200}",
].join("|");

const names = [
  "(?:access|refresh|auth|id|session|bearer|api|security|identity)[ _-]?token|api[ _-]?(?:key|nyckel|secret)|x-(?:api-key|auth-token|goog-api-key)",
  "client[ _-]?secret|(?:app|shared|signing|webhook)[ _-]?secret|secret[ _-]?(?:access[ _-]?)?key|åtkomst(?:token|nyckel)|token|bearer-token",
].join("|");

const patterns = [
  new RegExp(`${edge}eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}(?:\\.[A-Za-z0-9_-]*)?`, "g"),
  new RegExp(`${edge}(?:${prefixed})(?![A-Za-z0-9_])`, "g"),
  /(?<![A-Za-z])(?:bearer|authorization["']?\s{0,2}[:=]\s{0,2}["']?(?:token|basic|digest|apikey|oauth))\s{1,2}["']?(?<value>[A-Za-z0-9._~+/-]{16,8192}={0,2})/gi,
  /(?<![A-Za-z])(?:aws|access[ _-]?key|key[ _-]?id|nyckel)[^\n]{0,40}?(?<![A-Za-z0-9])(?<value>A(?:KIA|SIA)[A-Z0-9]{16})(?![A-Za-z0-9])/gi,
  /(?<![A-Za-z0-9])(?:__(?:Secure|Host)-)?[A-Za-z0-9_.]{0,16}(?:SID|sid|[sS]ession(?:_?[iI][dD])?|sess|[aA]uth)=(?<value>(?=[^;\s]{0,24}[a-z])(?=[^;\s]{0,24}[A-Z])[A-Za-z0-9._~+/%-]{24,4096}={0,2})/g,
  new RegExp(
    `(?<![A-Za-z])(?:[A-Za-z]{1,20}[_-]){0,3}(?:${names})["'\`]?\\s{0,2}(?:[:=]|är|is|→)\\s{0,2}["'\`]?(?<value>[A-Za-z0-9._~+/-]{16,4096}={0,2})(?![A-Za-z0-9@:])`,
    "gi",
  ),
];

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Words, host names, versions and identifiers stand where tokens stand; a token mixes letters and digits. */
function secretLike(value: string): boolean {
  return (
    /\d/.test(value) &&
    /[A-Za-z]/.test(value) &&
    !uuid.test(value) &&
    !/^[a-z0-9]+(?:[.-][a-z]+)+$/.test(value)
  );
}
