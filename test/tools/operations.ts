/** What an operation may cost: billed document reads and writes, and round trips to Firestore. */
export type Cost = { reads: number; writes: number; roundTrips: number };

/** A request, `{case}` in its path standing for a case of the caller's own, and what it may cost. */
export type Operation = {
  name: string;
  method: "GET" | "POST" | "PATCH";
  path: string;
  body?: unknown;
  bar: Cost;
};

export const pageSize = 10;

/** The bars of design section 5. */
const bars = {
  create: { reads: 4, writes: 5, roundTrips: 3 },
  replay: { reads: 4, writes: 0, roundTrips: 3 },
  get: { reads: 3, writes: 0, roundTrips: 2 },
  change: { reads: 4, writes: 4, roundTrips: 3 },
  page: { reads: pageSize + 4, writes: 0, roundTrips: 2 },
  keyword: { reads: 2 * pageSize + 6, writes: 0, roundTrips: 2 },
  /** Beside the bars: the comment is a document more. */
  getChild: { reads: 4, writes: 0, roundTrips: 2 },
  /** Beside the bars: who may attach is asked before the file is looked at, and again when it is linked; the file is a document more. */
  attach: { reads: 8, writes: 5, roundTrips: 3 },
  /** Beside the bars: custody, profile, receipt and two entries of audit; a view and a withdrawal for each partner, here one. */
  consent: { reads: 3, writes: 7, roundTrips: 2 },
} satisfies Record<string, Cost>;

const newCase = {
  displayName: "Mail is late",
  description: "Mail from outside arrives hours late.",
  classification: { id: "gws-gmail-delivery-bounce" },
  priority: "P2",
};
const escalation = { reason: "BUSINESS_IMPACT", justification: "The bakery stands still." };
const emailAddresses = ["ella@lindqvist.example"];
const file = { filename: "bounce.log" };
const comment = { body: "Still late." };

const create = "/v2/customers/1001/cases";
const busy = "/v2/customers/1001/cases/310000001001";

/** What changes the caller's case, in an order in which each does change it. */
export const writes: Operation[] = [
  post("createCase", create, { body: newCase, bar: bars.create }),
  post("createCase, keyed", `${create}?requestId=once`, { body: newCase, bar: bars.create }),
  post("createCase, repeated", `${create}?requestId=once`, { body: newCase, bar: bars.replay }),
  post("createCase, related", create, {
    body: { ...newCase, relatedCase: "customers/1001/cases/310000001001" },
    bar: bars.create,
  }),
  post("createComment", "/v2/{case}/comments", { body: comment, bar: bars.create }),
  post("uploadAttachment", "/v2/{case}/attachments", {
    body: { attachment: file },
    bar: bars.attach,
  }),
  post("startUpload", "/v2/{case}/attachments:startUpload", {
    body: { attachment: { ...file, mimeType: "text/plain", sizeBytes: "15" } },
    bar: bars.replay,
  }),
  {
    name: "patchCase",
    method: "PATCH",
    path: "/v2/{case}?updateMask=priority,displayName&reason=it+spreads",
    body: { priority: "P1", displayName: "Mail is very late" },
    bar: bars.change,
  },
  post("shareCase", "/v2/{case}:share", { body: { emailAddresses }, bar: bars.change }),
  post("unshareCase", "/v2/{case}:unshare", { body: { emailAddresses }, bar: bars.change }),
  post("escalateCase", "/v2/{case}:escalate", { body: { escalation }, bar: bars.change }),
  post("closeCase", "/v2/{case}:close", { body: {}, bar: bars.change }),
  post("closeCase, closed", "/v2/{case}:close", { body: {}, bar: { ...bars.change, writes: 0 } }),
  post("reopenCase, rehearsed", "/v2/{case}:reopen?validateOnly=true", {
    body: {},
    bar: bars.replay,
  }),
  post("reopenCase", "/v2/{case}:reopen", { body: {}, bar: bars.change }),
];

export const agentWrites: Operation[] = [
  post("assignCase", "/v2/{case}:assign", {
    body: { assignee: "bo@support.example" },
    bar: bars.change,
  }),
  post("createComment, internal", "/v2/{case}/comments", {
    body: { ...comment, internal: true },
    bar: bars.create,
  }),
  {
    name: "patchCase, state",
    method: "PATCH",
    path: "/v2/{case}?updateMask=state",
    body: { state: "ACTION_REQUIRED" },
    bar: bars.change,
  },
];

export const administratorWrites: Operation[] = [
  post("revokeAccess", "/v2/customers/1001/partners/alfa-partner.example:revokeAccess", {
    body: {},
    bar: bars.consent,
  }),
  post("grantAccess", "/v2/customers/1001/partners/alfa-partner.example:grantAccess", {
    body: {},
    bar: bars.consent,
  }),
];

export const listOverAll = get("listCases over all", "/v2/customers/-/cases", bars.page);

/** What everybody reads. Each page but those of customers is a full one at a hundred cases already. */
export const reads: Operation[] = [
  get("getCase", busy, bars.get),
  get("getComment", `${busy}/comments/{comment}`, bars.getChild),
  get("getCustomer", "/v2/customers/1001", bars.get),
  get("explainAccess", `${busy}:explainAccess`, bars.get),
  get("listCases of a customer", "/v2/customers/1001/cases", bars.page),
  listOverAll,
  filtered("a state", "state=OPEN"),
  filtered("a state and a priority", "state!=CLOSED AND priority!=P0"),
  filtered("a time", 'update_time>"2025-08-01T06:00:00Z"'),
  filtered("a creator", 'creator.email="moa@lindqvist.example"'),
  filtered("all of these", 'state=OPEN priority!=P0 update_time>"2025-08-01T06:00:00Z"'),
  searched("a word", "mail"),
  searched("two words", "arrives hours"),
  searched("a word and a state", "mail state=OPEN"),
  searched("a word of a customer", "mail customer=customers/1001"),
  get("listCustomers", "/v2/customers", bars.page),
  get("listComments", `${busy}/comments`, bars.page),
  get("listAttachments", `${busy}/attachments`, bars.page),
  get("showFeed", `${busy.replace("/v2/", "/v2beta/")}:showFeed`, bars.page),
  get("showFeed, newest first", `${busy}:showFeed?orderBy=creation_time+desc`, bars.page),
  get("listHistory", `${busy}/history`, bars.page),
  get(
    "searchClassifications",
    "/v2/caseClassifications:search?customer=customers/1001&query=mail",
    {
      reads: 2,
      writes: 0,
      roundTrips: 1,
    },
  ),
];

function post(name: string, path: string, { body, bar }: { body: unknown; bar: Cost }): Operation {
  return { name, method: "POST", path, body, bar };
}

function get(name: string, path: string, bar: Cost): Operation {
  return { name, method: "GET", path, bar };
}

function filtered(what: string, filter: string): Operation {
  const path = `/v2/customers/-/cases?filter=${encodeURIComponent(filter)}`;
  return get(`listCases by ${what}`, path, bars.page);
}

function searched(what: string, query: string): Operation {
  const path = `/v2/cases:search?query=${encodeURIComponent(query)}`;
  return get(`searchCases by ${what}`, path, bars.keyword);
}
