import {
  createRemoteJWKSet,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
  UnsecuredJWT,
} from "jose";
import { z } from "zod";
import { domainOf, EmailAddress } from "#domain/identifiers.ts";
import type { Principal } from "#domain/person.ts";
import { Refusal } from "#domain/refusal.ts";
import { config } from "./config.ts";

/** Google's public keys for the ID tokens of Firebase Auth. */
const googleKeys =
  "https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com";

const Claims = z.object({
  sub: z.string().min(1).max(128),
  email: EmailAddress,
  email_verified: z.literal(true),
});

let keys: JWTVerifyGetKey | undefined;

/**
 * Who the `Authorization` header says is calling. Throws `UNAUTHENTICATED` for no token, one that
 * does not verify, and one whose address is not verified. Rules for ID tokens:
 * https://firebase.google.com/docs/auth/admin/verify-id-tokens
 */
export async function callerOf(
  authorization: string | undefined,
  key?: JWTVerifyGetKey,
): Promise<Principal> {
  const token = /^Bearer +([^\s]+)$/i.exec(authorization ?? "")?.[1];
  if (!token) throw unauthenticated("Send an ID token in the header: Authorization: Bearer TOKEN.");
  // Checked before anything is decoded, which costs what the sender likes it to.
  if (token.length > tokenLengthMax) throw unauthenticated(notValid);
  const claims = Claims.safeParse(await payloadOf(token, key));
  if (!claims.success) {
    throw unauthenticated(
      "The token names no verified e-mail address: verify it, and sign in again.",
    );
  }
  const { email } = claims.data;
  return { email, ofSupport: domainOf(email) === config().SUPPORT_DOMAIN };
}

async function payloadOf(token: string, key: JWTVerifyGetKey | undefined): Promise<JWTPayload> {
  const { FIREBASE_AUTH_EMULATOR_HOST, GOOGLE_CLOUD_PROJECT: project } = config();
  const expected = { issuer: `https://securetoken.google.com/${project}`, audience: project };
  try {
    // The emulator signs nothing; `config` has refused to start where this must not count.
    if (FIREBASE_AUTH_EMULATOR_HOST !== undefined && key === undefined) {
      return UnsecuredJWT.decode(token, expected).payload;
    }
    const options = { ...expected, algorithms: ["RS256"], requiredClaims: ["exp", "iat", "sub"] };
    keys ??= createRemoteJWKSet(new URL(googleKeys));
    const { payload } = await jwtVerify(token, key ?? keys, options);
    if ((payload.iat ?? 0) > Date.now() / 1000 + clockSkewSeconds) throw new Error("issued ahead");
    return payload;
  } catch (error) {
    if (isOutage(error))
      throw new Refusal("UNAVAILABLE", "Tokens cannot be verified just now: try again.");
    throw unauthenticated(notValid);
  }
}

const clockSkewSeconds = 60;
const tokenLengthMax = 16 * 1024;
const notValid = "The token is not valid, or no longer: sign in again.";

/** The keys could not be fetched: that says nothing about the token. */
function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? error.code : undefined;
  return code === "ERR_JWKS_TIMEOUT" || code === "ERR_JOSE_GENERIC" || error instanceof TypeError;
}

function unauthenticated(message: string): Refusal {
  return new Refusal("UNAUTHENTICATED", message);
}
