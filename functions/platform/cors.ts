import type { IncomingMessage } from "node:http";
import { config } from "./config.ts";

// A method override is none of these: pages ask with the method that they mean.
const preflightHeaders = {
  "Access-Control-Allow-Methods": "GET, POST, PATCH",
  "Access-Control-Allow-Headers":
    "Authorization, Content-Type, Idempotency-Key, If-Match, If-Range, Range, traceparent",
  "Access-Control-Max-Age": "600",
};

/** What a page may read of an answer besides its text. */
const exposed = {
  "Access-Control-Expose-Headers":
    "Accept-Ranges, Content-Disposition, Content-Range, ETag, Retry-After, WWW-Authenticate",
};

export type Cors = {
  headers: Record<string, string>;
  /** True where a browser only asks whether a page may ask; to be answered without a function. */
  preflight: boolean;
};

type Asking = Pick<IncomingMessage, "method" | "headers">;

/**
 * What a browser is told about the page that asks: nothing but by which header answers differ, unless
 * the page's origin is word for word on the configured list. Cookies are never let in, since callers
 * are known by their token alone. Throws where the configuration is not sound.
 */
export function corsOf({ method, headers: { origin, ...asked } }: Asking): Cors {
  const varies = { Vary: "Origin" };
  if (origin === undefined || !config().CORS_ORIGINS.includes(origin)) {
    return { headers: varies, preflight: false };
  }
  const preflight = method === "OPTIONS" && asked["access-control-request-method"] !== undefined;
  const known = { ...varies, "Access-Control-Allow-Origin": origin };
  return preflight
    ? { headers: { ...known, ...preflightHeaders }, preflight }
    : { headers: { ...known, ...exposed }, preflight };
}
