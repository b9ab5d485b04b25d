import { describe, expect, test } from "vitest";
import { invalid, notVisible, Refusal, type RefusalCode } from "#domain/refusal.ts";
import { problemOf } from "#platform/problem.ts";

describe("problemOf a refusal", () => {
  test.each<[RefusalCode, number, string]>([
    ["INVALID_ARGUMENT", 400, "INVALID_ARGUMENT"],
    ["UNAUTHENTICATED", 401, "UNAUTHENTICATED"],
    ["NO_ROLE", 403, "PERMISSION_DENIED"],
    ["PRIVILEGE_MISSING", 403, "PERMISSION_DENIED"],
    ["NOT_VISIBLE", 403, "PERMISSION_DENIED"],
    ["CONSENT_NOT_GRANTED", 400, "FAILED_PRECONDITION"],
    ["CONSENT_EXPIRED", 400, "FAILED_PRECONDITION"],
    ["ESCALATION_NOT_ENTITLED", 400, "FAILED_PRECONDITION"],
    ["REOPEN_WINDOW_EXPIRED", 400, "FAILED_PRECONDITION"],
    ["CASE_CLOSED", 400, "FAILED_PRECONDITION"],
    ["LAST_ADMINISTRATOR", 400, "FAILED_PRECONDITION"],
    ["CHILD_NOT_FOUND", 404, "NOT_FOUND"],
    ["ROUTE_NOT_FOUND", 404, "NOT_FOUND"],
    ["IDEMPOTENCY_KEY_REUSED", 409, "ALREADY_EXISTS"],
    ["ETAG_MISMATCH", 409, "ABORTED"],
    ["BODY_TOO_LARGE", 429, "RESOURCE_EXHAUSTED"],
    ["NOT_IMPLEMENTED", 501, "UNIMPLEMENTED"],
    ["UNAVAILABLE", 503, "UNAVAILABLE"],
  ])("%s is %i %s with that one reason", (code, http, status) => {
    const problem = problemOf(new Refusal(code, "No."));

    expect(problem).toMatchObject({
      http,
      body: { error: { code: http, message: "No.", status } },
    });
    expect(infosIn(problem)).toEqual([
      {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        reason: code,
        domain: "support-cases.example",
      },
    ]);
  });

  test("holds every fault of the request in one BadRequest", () => {
    const violations = [
      { field: "displayName", description: "This is required." },
      { field: "priority", description: "Give one of P0, P1." },
    ];

    const { body } = problemOf(invalid(...violations));

    expect(body.error["details"]).toContainEqual({
      "@type": "type.googleapis.com/google.rpc.BadRequest",
      fieldViolations: violations,
    });
    expect(body.error["message"]).toBe("The request has faults in: displayName, priority.");
  });

  test("names what stands in the way, and the remedy", () => {
    const given = { subject: "customers/1002", remedy: "Ask an administrator of granit.example." };

    const { body } = problemOf(new Refusal("CONSENT_NOT_GRANTED", "No consent.", given));

    expect(body.error["details"]).toEqual([
      expect.objectContaining({ reason: "CONSENT_NOT_GRANTED", metadata: given }),
      {
        "@type": "type.googleapis.com/google.rpc.PreconditionFailure",
        violations: [
          {
            type: "CONSENT_NOT_GRANTED",
            subject: "customers/1002",
            description: "Ask an administrator of granit.example.",
          },
        ],
      },
    ]);
  });

  test("says of what is not visible nothing that tells one thing from another", () => {
    expect(JSON.stringify(problemOf(notVisible()))).toBe(JSON.stringify(problemOf(notVisible())));
    expect(JSON.stringify(problemOf(notVisible()))).not.toContain("subject");
  });
});

describe("problemOf an unexpected error", () => {
  const secret = "moa@lindqvist.example wrote hunter2";

  test.each([
    ["an error", new Error(secret)],
    ["an error with a cause", new Error("x", { cause: new Error(secret) })],
    ["a type error", new TypeError(secret)],
    ["a text", secret],
    ["an object", { secret }],
    ["nothing", undefined],
    ["a database's error", Object.assign(new Error(secret), { code: 7, details: secret })],
  ])("tells no more of %s than that it happened", (_what, error) => {
    expect(problemOf(error)).toEqual({
      http: 500,
      outcome: "INTERNAL",
      body: {
        error: {
          code: 500,
          message: "Something went wrong on our side.",
          status: "INTERNAL",
          details: [expect.objectContaining({ reason: "INTERNAL" })],
        },
      },
    });
  });

  test.each([4, 8, 10, 14])("says that one may try again where the database says %i", (code) => {
    const problem = problemOf(Object.assign(new Error(secret), { code }));

    expect(problem).toMatchObject({ http: 503, body: { error: { status: "UNAVAILABLE" } } });
    expect(JSON.stringify(problem)).not.toContain("hunter2");
  });

  test("never says what the Python client takes for a limit of rate", () => {
    const said = [503, 500].map((code) =>
      JSON.stringify(problemOf(Object.assign(new Error(), { code }))),
    );

    expect(said.join()).not.toMatch(/rateLimitExceeded/i);
  });
});

function infosIn({ body }: ReturnType<typeof problemOf>): object[] {
  const details = body.error["details"] as { "@type": string }[];
  return details.filter((detail) => detail["@type"].endsWith("ErrorInfo"));
}
