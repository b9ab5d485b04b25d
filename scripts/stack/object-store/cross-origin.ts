import type { Answer, Call } from "./exchange.ts";

/** As if the bucket's CORS settings let pages of every origin do what a signature lets them. */
export function crossOriginHeaders({ headers }: Call): Record<string, string> {
  if (headers.origin === undefined) return {};
  return {
    "access-control-allow-origin": headers.origin,
    "access-control-expose-headers":
      "Content-Disposition, Content-Length, Content-Range, Content-Type, ETag, Location, Range, x-goog-generation, x-goog-hash",
    vary: "Origin",
  };
}

/** What a browser asks before it sends a signed request from a page. */
export function preflight({ headers }: Call): Answer {
  const asked = headers["access-control-request-headers"];
  return {
    status: 200,
    headers: {
      "access-control-allow-methods": "GET, HEAD, PUT, POST, DELETE",
      ...(asked !== undefined && { "access-control-allow-headers": asked }),
      "access-control-max-age": "3600",
      "content-length": 0,
    },
  };
}
