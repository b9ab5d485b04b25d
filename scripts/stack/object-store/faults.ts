/** A no of the store: what the XML API calls it (`code`), what the JSON API calls it (`reason`). */
export type Fault = {
  status: number;
  code: string;
  reason: string;
  message: string;
  /** Further elements of the XML answer, such as `StringToSign`. */
  details: Record<string, string>;
};

const kinds = {
  accessDenied: [403, "AccessDenied", "forbidden", "Access denied."],
  badDigest: [400, "BadDigest", "invalid", "The checksum you specified did not match the bytes."],
  bucketExists: [409, "BucketAlreadyOwnedByYou", "conflict", "You already own this bucket."],
  bucketNotEmpty: [
    409,
    "BucketNotEmpty",
    "conflict",
    "The bucket you tried to delete is not empty.",
  ],
  entityTooLarge: [400, "EntityTooLarge", "invalid", "Your proposed upload is too large."],
  entityTooSmall: [400, "EntityTooSmall", "invalid", "Your proposed upload is too small."],
  expiredToken: [400, "ExpiredToken", "invalid", "Invalid argument."],
  internal: [500, "InternalError", "backendError", "We encountered an internal error."],
  invalid: [400, "InvalidArgument", "invalid", "Invalid argument."],
  malformedHeader: [
    400,
    "MalformedSecurityHeader",
    "invalid",
    "Your request has a malformed header.",
  ],
  methodNotAllowed: [405, "MethodNotAllowed", "methodNotAllowed", "The method is not allowed."],
  noSuchBucket: [404, "NoSuchBucket", "notFound", "The specified bucket does not exist."],
  noSuchKey: [404, "NoSuchKey", "notFound", "The specified key does not exist."],
  noSuchUpload: [404, "NoSuchUpload", "notFound", "The specified upload does not exist."],
  notFound: [404, "NotFound", "notFound", "Not Found"],
  notModified: [304, "NotModified", "notModified", "Not modified."],
  preconditionFailed: [
    412,
    "PreconditionFailed",
    "conditionNotMet",
    "At least one of the pre-conditions you specified did not hold.",
  ],
  rangeNotSatisfiable: [
    416,
    "InvalidRange",
    "requestedRangeNotSatisfiable",
    "The requested range cannot be satisfied.",
  ],
  requestTimeTooSkewed: [
    403,
    "RequestTimeTooSkewed",
    "forbidden",
    "The difference between the request time and the server's time is too large.",
  ],
  signatureDoesNotMatch: [403, "SignatureDoesNotMatch", "forbidden", "Access denied."],
} as const satisfies Record<string, readonly [number, string, string, string]>;

/** An error to throw; the server answers it in the form of the API that was called. */
export function fault(kind: keyof typeof kinds, details: Record<string, string> = {}): Error {
  const [status, code, reason, message] = kinds[kind];
  const cause: Fault = { status, code, reason, message, details };
  return new Error(`${code}: ${message}`, { cause });
}

/** What an error is to a client; undefined where it is not one that the store throws on purpose. */
export function faultOf(error: unknown): Fault | undefined {
  const cause = error instanceof Error ? error.cause : undefined;
  return isFault(cause) ? cause : undefined;
}

function isFault(value: unknown): value is Fault {
  return typeof value === "object" && value !== null && "code" in value && "details" in value;
}
