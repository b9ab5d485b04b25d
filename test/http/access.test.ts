import { describe, expect, test } from "vitest";
import { routes } from "#functions/routes.ts";
import {
  aino,
  anna,
  call,
  failureOf,
  faultsIn,
  newCase,
  olle,
  open,
  useServer,
} from "../support/client.ts";
import { tokenFor } from "../support/server.ts";

useServer();

/** Bodies of the functions that need one; a new function that does is refused with 400 until it stands here. */
const bodies: Record<string, object> = {
  assignCase: { assignee: aino },
  createCase: newCase,
  createComment: { body: "Still late." },
  createPartner: { partner: "hjalp-partner.example", kind: "SUPPORT_PARTNER" },
  escalateCase: { escalation: { reason: "BUSINESS_IMPACT", justification: "No bread." } },
  finishUpload: { uploadToken: "none", crc32c: "AAAAAA==" },
  patchAgent: { displayName: "Kim Lahti" },
  patchCase: { displayName: "Mail is late", priority: "P1" },
  patchCustomerUser: { role: "PORTAL_USER" },
  patchPartnerUser: { role: "CUSTOM" },
  recallPersonalData: { texts: ["Kim Lahti"], reason: "A name." },
  removeAttachment: { reason: "On request." },
  screenText: { text: "Mail is late." },
  shareCase: { emailAddresses: ["kim@lindqvist.example"] },
  startUpload: { attachment: { filename: "a.txt", mimeType: "text/plain", sizeBytes: "1" } },
  unshareCase: { emailAddresses: ["kim@lindqvist.example"] },
  uploadAttachment: { attachment: { filename: "a.txt" } },
};

/** How a file is named where the body is nothing but its bytes. */
const queries: Record<string, string> = { uploadAttachment: "?attachment.filename=a.txt" };

const parameters: Record<string, string> = {
  version: "v2",
  customer: "1001",
  case: "310000001001",
  attachment: "a0",
  certificate: "c0",
  comment: "c0",
  partner: "alfa-partner.example",
  user: "moa@lindqvist.example",
  classification: "gws-gmail-does-not-load",
};

type Given = { customer?: string; case?: string; as?: string; headers?: Record<string, string> };

const everyPath = routes.flatMap(({ contract: { name, method, paths } }) =>
  paths.map((path) => ({ name, method, path })),
);
type Route = (typeof everyPath)[number];

/** Every path but those that explain to whomever asks why they may not: these answer 200. */
const guarded = everyPath.filter(({ name }) => name !== "explainAccess");

function ask({ name, method, path }: Route, { as, headers, ...target }: Given = {}) {
  const filled = path.replaceAll(
    /\{(\w+)\}/g,
    (_, parameter: string) => ({ ...parameters, ...target })[parameter] ?? "",
  );
  const body = method === "GET" ? undefined : (bodies[name] ?? {});
  return call(method, filled + (queries[name] ?? ""), {
    body,
    ...(as !== undefined && { as }),
    ...(headers && { headers }),
  });
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

describe.each(everyPath)("$name ($method $path)", (route) => {
  test.each([
    ["nobody", {}],
    ["an API key alone", { "x-goog-api-key": "AIza" }],
    ["another kind of credential", { authorization: "Basic YW5uYTphbm5h" }],
    ["garbage", bearer("garbage")],
    ["half a token", bearer(tokenFor(anna).slice(0, 40))],
    ["a token that has expired", bearer(tokenFor(anna, { exp: 1_700_000_000 }))],
    ["a token of another project", bearer(tokenFor(anna, { aud: "demo-other" }))],
    ["an address that is not verified", bearer(tokenFor(anna, { email_verified: false }))],
    ["a token without an address", bearer(tokenFor(anna, { email: undefined }))],
  ])("answers 401 to %s", async (_, headers) => {
    const reply = await ask(route, { headers });

    expect(failureOf(reply)).toEqual({ status: 401, reason: "UNAUTHENTICATED" });
    expect(reply.headers.get("www-authenticate")).toContain("Bearer");
  });
});

describe.each(guarded)("$name ($method $path), without a role", (route) => {
  test.each([
    "stranger@elsewhere.example",
    "stranger@alfa-partner.example",
    "stranger@support.example",
    "constructor@lindqvist.example",
  ])("answers 403 to %s, who has no role, saying whom to ask", async (as) => {
    const reply = await ask(route, { as });

    expect(failureOf(reply)).toEqual({ status: 403, reason: "NO_ROLE" });
    expect(reply.body).toMatchObject({ error: { status: "PERMISSION_DENIED" } });
    expect(reply.text).toMatch(/ask a super administrator/i);
  });
});

const ofCases = guarded.filter(({ path }) => path.includes("{case}") || path.includes("/cases"));

describe.each(ofCases)("$name ($path), with cases", (route) => {
  test.each(["viktor@alfa-partner.example", "nils@alfa-partner.example"])(
    "answers 403 to %s, who lacks the privileges, whatever there is",
    async (as) => {
      const seen = [];
      for (const customer of ["1001", "1002", "1004", "9999"]) {
        const reply = await ask(route, { as, customer });
        expect(failureOf(reply)).toEqual({ status: 403, reason: "PRIVILEGE_MISSING" });
        seen.push(reply.text);
      }

      expect(new Set(seen).size).toBe(1);
    },
  );
});

const missing = { customer: "9999", case: "999999999999" };
const strangeIds = ["constructor", "toString", "hasOwnProperty", "__proto"];

/** For each kind of caller what is not theirs, in every way in which a thing can be foreign or missing. */
const notTheirs: [string, Given[]][] = [
  [
    anna,
    [{ customer: "1004" }, { customer: "1005" }, ...strangeIds.map((customer) => ({ customer }))],
  ],
  ["anna@beta-partner.example", [{ customer: "1001" }, { customer: "1003" }, { customer: "1005" }]],
  ["hanna@hjalp-partner.example", [{ customer: "1001" }, { customer: "1004" }]],
  [
    olle,
    [{ customer: "1004" }, { customer: "1002" }, ...strangeIds.map((customer) => ({ customer }))],
  ],
  [aino, strangeIds.map((customer) => ({ customer }))],
];

const foreignCases: [string, Given[]][] = [
  [
    anna,
    [
      { customer: "1004", case: "310000004001" },
      { customer: "1001", case: "310000004001" },
      { customer: "1003", case: "310000003001" },
      { customer: "1003", case: "310000003002" },
      { customer: "1003", case: "310000001001" },
      { customer: "1001", case: "999999999999" },
      { customer: "1004", case: "999999999999" },
    ],
  ],
  ["anna@beta-partner.example", [{ customer: "1003", case: "310000003001" }]],
  [
    olle,
    [
      { customer: "1004", case: "310000004001" },
      { customer: "1001", case: "310000004001" },
    ],
  ],
  [
    aino,
    [
      { customer: "1001", case: "310000004001" },
      { customer: "1001", case: "1" },
    ],
  ],
];

/** All that an answer tells of a target. */
async function told(route: Route, as: string, target: Given): Promise<unknown> {
  const reply = await ask(route, { as, ...target });
  const headers = [...reply.headers].filter(([name]) => name !== "date");
  return { ...failureOf(reply), text: reply.text, headers };
}

/** What is told of each target, and beside it what is told where there is nothing. */
async function comparison(route: Route, as: string, targets: Given[]) {
  const nothing = await told(route, as, missing);
  const answers = [];
  for (const target of targets) answers.push({ target, ...Object(await told(route, as, target)) });
  return { answers, expected: targets.map((target) => ({ target, ...Object(nothing) })) };
}

describe("a foreign and a missing thing answer the same bytes:", () => {
  describe.each(guarded.filter(({ path }) => path.includes("{customer}")))(
    "$name ($path)",
    (route) => {
      test.each(notTheirs)("to %s, for customers", async (as, targets) => {
        const { answers, expected } = await comparison(route, as, targets);

        expect(answers).toEqual(expected);
        expect(answers[0]).toMatchObject({ status: 403, reason: "NOT_VISIBLE" });
      });
    },
  );

  describe.each(guarded.filter(({ path }) => path.includes("{case}")))("$name ($path)", (route) => {
    test.each(foreignCases)("to %s, for cases", async (as, targets) => {
      const { answers, expected } = await comparison(route, as, targets);

      expect(answers).toEqual(expected);
      expect(answers[0]).toMatchObject({ status: 403, reason: "NOT_VISIBLE" });
    });
  });
});

describe.each(everyPath.filter(({ path }) => path.includes("{customer}")))(
  "$name ($path)",
  (route) => {
    test.each(["__proto__", "__name__"])("takes %s for no id, whoever asks", async (customer) => {
      const replies = [];
      for (const as of [anna, olle, aino]) replies.push(await ask(route, { as, customer }));

      expect(replies.map(failureOf)).toEqual(replies.map(() => faultsIn("customer")));
      expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
    });
  },
);

test("an API key as a parameter is ignored, and names nobody", async () => {
  const replies = [
    await call("GET", "/v2/cases:search?key=AIza"),
    await call("GET", "/v2/cases:search?key=AIza&pageSize=1", { as: anna }),
  ];

  expect(replies.map(({ status }) => status)).toEqual([401, 200]);
});

describe("what only agents do", () => {
  test.each([anna, olle, "sara@alfa-partner.example"])("is refused to %s", async (as) => {
    const { name } = await open();
    const refused = [
      await call("POST", `/v2/${name}:assign`, { as, body: { assignee: aino } }),
      await call("PATCH", `/v2/${name}?updateMask=state`, { as, body: { state: "CLOSED" } }),
      await call("POST", `/v2/${name}/comments`, { as, body: { body: "x", internal: true } }),
    ];

    const missing = { status: 403, reason: "PRIVILEGE_MISSING" };
    expect(refused.map(failureOf)).toEqual([missing, missing, missing]);
  });
});
