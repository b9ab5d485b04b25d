import createClient, {
  type Client,
  type ClientPathsWithMethod,
  type MaybeOptionalInit,
  type MethodResponse,
} from "openapi-fetch";
import { withAttempts } from "./attempts.ts";
import { failureIn, misread, unreachable } from "./call-failed.ts";
import type { paths } from "./schema.d.ts";

/** The methods that the service has: GET reads, the others write. */
export type Method = "get" | "post" | "patch";

/** The paths that take a method, as the OpenAPI document writes them. */
export type Path<M extends Method> = ClientPathsWithMethod<Client<paths>, M>;

/** What a call at a path answers with when it succeeds. */
export type Answer<M extends Method, P extends Path<M>> = MethodResponse<Client<paths>, M, P>;

type Init<M extends Method, P extends Path<M>> = MaybeOptionalInit<paths[P], M>;

/** What a call at a path takes: `params` of path, query and header, `body`, and a `signal` that ends it. */
export type Given<M extends Method, P extends Path<M>> = Pick<
  NonNullable<Init<M, P>>,
  "params" | "body" | "signal"
>;

/** The argument of a call: needed where the path or the body is. */
export type Arguments<M extends Method, P extends Path<M>> =
  undefined extends Init<M, P> ? [given?: Given<M, P>] : [given: Given<M, P>];

/** A method of the client. Rejects with `CallFailed`. */
export type Calls<M extends Method> = <P extends Path<M>>(
  path: P,
  ...given: Arguments<M, P>
) => Promise<Answer<M, P>>;

/** Where the service is, and who calls it. */
export type Service = {
  /** Where the API answers, such as `https://cases.example`; empty for the origin of the page itself. */
  baseUrl: string;
  /**
   * The ID token of whoever is signed in, or undefined where nobody is. Asked for each attempt of each call,
   * so that a token that was renewed counts. A call rejects with whatever this rejects with.
   */
  token: () => Promise<string | undefined>;
};

type LooseRequest = (
  method: Method,
  path: string,
  given: Loose,
) => Promise<{ data?: unknown; error?: unknown; response: Response }>;

/** A call of any method and path, as `callerOf` makes it. */
export type Caller = (method: Method, path: string, given?: Loose) => Promise<unknown>;

type Loose = {
  params?: { path?: object; query?: Record<string, unknown>; header?: Record<string, unknown> };
  body?: unknown;
  bodySerializer?: (body: unknown) => unknown;
  headers?: Record<string, string>;
  parseAs?: "blob";
  signal?: AbortSignal | null | undefined;
};

/**
 * Makes calls with the caller's token, and again where that is likely to help (`withAttempts`). Each write
 * bears one idempotency key for all its attempts, so that it happens once though an answer was lost.
 */
export function callerOf({ baseUrl, token }: Service): Caller {
  // The service leads nowhere else: a redirect would take a token or a person's words to whoever answers there.
  const { request: typed } = createClient<paths>({ baseUrl, redirect: "error" });
  // Which path takes and gives what, only the outer types know.
  const request = typed as LooseRequest;
  return (method, path, given = {}) => {
    const keyed = method === "get" || given.params?.query?.["requestId"] !== undefined;
    const key = keyed ? {} : { "Idempotency-Key": newKey() };
    return withAttempts(async () => {
      const headers = { ...key, ...bearer(await token()), ...given.headers };
      const { data, error, response } = await request(method, path, { ...given, headers }).catch(
        (cause: unknown) => {
          // A write that is told in half a text may have been made: under its key it is made again without harm.
          throw cause instanceof SyntaxError && method === "get"
            ? misread(cause)
            : unreachable(cause);
        },
      );
      if (!response.ok) throw failureIn(response, error);
      return data;
    }, given.signal);
  };
}

function bearer(idToken: string | undefined): Record<string, string> {
  return idToken === undefined ? {} : { Authorization: `Bearer ${idToken}` };
}

/**
 * A key for one write: by which the same write is known again, and no other one. It is no secret, and counts
 * for its caller alone.
 */
export function newKey(): string {
  // Neither pages without TLS nor React Native have it.
  if (typeof crypto === "object" && "randomUUID" in crypto) return crypto.randomUUID();
  return [Date.now(), Math.random(), Math.random()]
    .map((part) => part.toString(36).replace("0.", ""))
    .join("-");
}
