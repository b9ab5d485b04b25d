import { createHash, createPublicKey, verify } from "node:crypto";
import type { Call } from "./exchange.ts";
import { fault } from "./faults.ts";

/** Whose signatures count: the address of a service account, and its public key as PEM. */
export type Signer = { email: string; publicKey: string };

type Signature = {
  credential: string;
  date: string;
  expires: string;
  signedHeaders: string[];
  signature: string;
};

const algorithm = "GOOG4-RSA-SHA256";
const expiresSecondsMax = 7 * 24 * 60 * 60;
const skewMs = 15 * 60 * 1_000;

/**
 * Throws, with the codes of the cloud, unless the address was signed by `signer` for exactly this
 * request and has not expired at `now`, in milliseconds.
 *
 * https://cloud.google.com/storage/docs/authentication/canonical-requests
 */
export function requireSignature(call: Call, signer: Signer, now: number): void {
  const given = signatureOf(call);
  requireInTime(given, now);
  requireHeaders(call, given.signedHeaders);
  const scope = scopeOf(given, signer);
  const attempts = hostsOf(call).map((host) => {
    const canonical = canonicalRequest(call, given, host);
    return { canonical, toSign: [algorithm, given.date, scope, sha256(canonical)].join("\n") };
  });
  const key = createPublicKey(signer.publicKey);
  const signature = Buffer.from(given.signature, "hex");
  if (attempts.some(({ toSign }) => verify("sha256", Buffer.from(toSign), key, signature))) return;
  throw fault("signatureDoesNotMatch", {
    Details: "The request signature we calculated does not match the signature you provided.",
    StringToSign: attempts[0]?.toSign ?? "",
    CanonicalRequest: attempts[0]?.canonical ?? "",
  });
}

function signatureOf({ query }: Call): Signature {
  const signature = query.get("X-Goog-Signature");
  if (signature === null) {
    throw fault("accessDenied", { Details: "Anonymous caller does not have access." });
  }
  const required = (name: string): string => {
    const value = query.get(name);
    if (value === null) throw fault("invalid", { Details: `Missing query parameter: ${name}` });
    return value;
  };
  if (required("X-Goog-Algorithm") !== algorithm) {
    throw fault("invalid", { Details: `X-Goog-Algorithm must be ${algorithm}.` });
  }
  return {
    signature,
    credential: required("X-Goog-Credential"),
    date: required("X-Goog-Date"),
    expires: required("X-Goog-Expires"),
    signedHeaders: required("X-Goog-SignedHeaders").split(";"),
  };
}

function requireInTime({ date, expires }: Signature, now: number): void {
  const [, day, time] = /^(\d{8})T(\d{6})Z$/.exec(date) ?? [];
  const iso = `${day?.replace(/(....)(..)(..)/, "$1-$2-$3")}T${time?.replace(/(..)(..)(..)/, "$1:$2:$3")}Z`;
  const signedAt = Date.parse(iso);
  if (Number.isNaN(signedAt)) throw fault("invalid", { Details: "X-Goog-Date is not a date." });
  const seconds = /^\d{1,7}$/.test(expires) ? Number(expires) : 0;
  if (seconds < 1 || seconds > expiresSecondsMax) {
    throw fault("invalid", { Details: "X-Goog-Expires must be from 1 to 604800 seconds." });
  }
  if (signedAt > now + skewMs) throw fault("requestTimeTooSkewed");
  const endsAt = signedAt + seconds * 1_000;
  if (now >= endsAt) {
    const details = `The provided token has expired. Request signature expired at: ${new Date(endsAt).toISOString()}`;
    throw fault("expiredToken", { Details: details });
  }
}

/** All that is signed must be there, and what steers the store must be signed. */
function requireHeaders({ headers }: Call, signedHeaders: string[]): void {
  const missing = ["host", ...signedHeaders].find(
    (name) => !Object.hasOwn(headers, name) || !signedHeaders.includes(name),
  );
  if (missing !== undefined) {
    throw malformed(missing, "Header was included in signedheaders, but not in the request.");
  }
  const unsigned = Object.keys(headers).find(
    (name) => name.startsWith("x-goog-") && !signedHeaders.includes(name),
  );
  if (unsigned !== undefined) {
    throw malformed(unsigned, "Header was included in the request, but not in signedheaders.");
  }
}

function malformed(name: string, details: string): Error {
  return fault("malformedHeader", { ParameterName: name, Details: details });
}

function scopeOf({ credential, date }: Signature, { email }: Signer): string {
  const [, account, scope] = /^([^/]+)\/(.+)$/.exec(credential) ?? [];
  const [day, , service, request] = scope?.split("/") ?? [];
  if (scope === undefined || service !== "storage" || request !== "goog4_request") {
    throw fault("invalid", { Details: "X-Goog-Credential has no scope of Cloud Storage." });
  }
  if (day !== date.slice(0, 8)) {
    throw fault("invalid", { Details: "The days of X-Goog-Credential and X-Goog-Date differ." });
  }
  if (account !== email) throw fault("accessDenied", { Details: `${account} has no access.` });
  return scope;
}

/** In the cloud the host has no port; Google's client leaves a local one's out as well. */
function hostsOf({ headers }: Call): string[] {
  const host = headers.host ?? "";
  return [...new Set([host.replace(/:\d+$/, ""), host])];
}

function canonicalRequest(call: Call, { signedHeaders }: Signature, host: string): string {
  const headers = signedHeaders.toSorted().map((name) => {
    const value = name === "host" ? host : [call.headers[name] ?? ""].flat().join(",");
    return `${name}:${value.trim().replace(/\s+/g, " ")}\n`;
  });
  return [
    call.method,
    call.path.split("/").map(reencoded).join("/"),
    canonicalQuery(call.query),
    headers.join(""),
    signedHeaders.join(";"),
    "UNSIGNED-PAYLOAD",
  ].join("\n");
}

/** Made from what the store itself reads, so that nothing counts that is not signed. */
function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .filter(([name]) => name !== "X-Goog-Signature")
    .map(([name, value]) => [encoded(name), encoded(value)] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map((pair) => pair.join("="))
    .join("&");
}

function reencoded(segment: string): string {
  return encoded(decodeURIComponent(segment));
}

function encoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
