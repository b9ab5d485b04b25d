import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { firestoreCustody } from "#adapters/firestore/custody-store.ts";
import { caseDoc, readCase } from "#adapters/firestore/documents.ts";
import { caseRequests, newCase } from "../support/case-requests.ts";
import {
  type Caller,
  callersOf,
  caseNames,
  customerNames,
  metadataOf,
  reasonOf,
} from "../support/request.ts";
import { resetData, startEvents, startServer } from "../support/server.ts";

const anna = "anna@alfa-partner.example";
const olle = "olle@lindqvist.example";
const theCase = "customers/1001/cases/310000001001";
const alfa = "/v2/customers/1001/partners/alfa-partner.example";
const eventually = { timeout: 20_000, interval: 50 };

let server: Awaited<ReturnType<typeof startServer>>;
let as: (email?: string) => Caller;

beforeAll(async () => {
  server = await startServer();
  as = callersOf(server.url);
});

afterAll(() => server?.stop());

const allCases = "/v2/customers/-/cases";
const inAll = [
  allCases,
  `${allCases}?filter=state%3DOPEN%20AND%20priority%3DP1`,
  "/v2/cases:search",
  "/v2/cases:search?query=flour",
  "/v2/cases:search?query=customer%3D%22customers/1001%22",
];

/** One request to every function that takes customer 1001, but the administration of access. */
const ofCustomer = [
  ...caseRequests(theCase),
  { name: "createCase", method: "POST", path: "/v2/customers/1001/cases", body: newCase },
  { name: "listCases", path: "/v2/customers/1001/cases" },
  { name: "searchCases", path: "/v2/customers/1001/cases:search?query=flour" },
  {
    name: "searchClassifications",
    path: "/v2/caseClassifications:search?customer=customers/1001",
  },
  {
    name: "getClassification",
    path: "/v2/caseClassifications/gws-gmail-search?customer=customers/1001",
  },
];

describe("revoking alfa's access, before any event function has run", () => {
  const keyed = { "Idempotency-Key": "asked-before" };
  const before = { created: "", comment: "", page: "", allPage: "", searchPage: "" };
  let listed: string[][];

  beforeAll(async () => {
    await resetData();
    const mine = as(anna);
    const created = await mine.post("/v2/customers/1001/cases", newCase, keyed);
    const comments = await mine.get(`/v2/${theCase}/comments`);
    const pages = await Promise.all(
      ["/v2/customers/1001/cases", allCases, "/v2/cases:search"].map((path) =>
        mine.get(`${path}?pageSize=1`),
      ),
    );
    const [page = "", allPage = "", searchPage = ""] = pages.map(
      ({ body }) => body.nextPageToken ?? "",
    );
    before.created = created.body.name ?? "";
    before.comment = comments.body.comments?.[0]?.name ?? "";
    Object.assign(before, { page, allPage, searchPage });
    listed = await Promise.all(inAll.map(async (path) => caseNames(await mine.get(path))));
    await as(olle).post(`${alfa}:revokeAccess`);
  });

  test("comes after everything was there", () => {
    expect(Object.values(before)).not.toContain("");
    expect(listed.map((names) => names.includes(theCase))).toEqual(inAll.map(() => true));
  });

  test("shows in the answer, which administrators alone get", async () => {
    const reply = await as(anna).get("/v2/customers/1001");
    const own = await as(olle).post(`${alfa}:revokeAccess`);
    const refused = await as("moa@lindqvist.example").post(`${alfa}:revokeAccess`);

    expect(reply.body).toMatchObject({ relationship: { access: "REVOKED" } });
    expect(own).toMatchObject({ status: 200, body: { access: "REVOKED" } });
    expect(refused.status).toBe(403);
    expect(reasonOf(refused)).toBe("PRIVILEGE_MISSING");
    expect(metadataOf(refused)).toEqual({ remedy: "Ask an administrator of lindqvist.example." });
  });

  test.each(ofCustomer)("refuses the next $name", async (request) => {
    const reply = await as(anna).send(request);

    expect(reply.status).toBe(400);
    expect(reasonOf(reply)).toBe("CONSENT_NOT_GRANTED");
  });

  test("refuses a comment whose name is known from before", async () => {
    const reply = await as(anna).get(`/v2/${before.comment}`);

    expect(reasonOf(reply)).toBe("CONSENT_NOT_GRANTED");
  });

  test("tells a case that was there and one that never was by nothing", async () => {
    const there = await as(anna).get(`/v2/${theCase}`);
    const never = await as(anna).get("/v2/customers/1001/cases/999999999999");

    expect(there.text).toBe(never.text);
  });

  test.each(inAll)("leaves its cases out of the next %s", async (path) => {
    const reply = await as(anna).get(path);

    expect(reply.status).toBe(200);
    expect(reply.text).not.toContain("customers/1001");
  });

  test("refuses to answer a creation again under its idempotency key", async () => {
    const reply = await as(anna).post("/v2/customers/1001/cases", newCase, keyed);

    expect(reply.status).toBe(400);
    expect(reasonOf(reply)).toBe("CONSENT_NOT_GRANTED");
    expect(reply.text).not.toContain(before.created);
  });

  test("refuses a page token from before", async () => {
    const path = `/v2/customers/1001/cases?pageSize=1&pageToken=${before.page}`;

    expect(reasonOf(await as(anna).get(path))).toBe("CONSENT_NOT_GRANTED");
  });

  test.each([
    [allCases, "allPage"],
    ["/v2/cases:search", "searchPage"],
  ] as const)("empties what a page token from before led to in %s", async (path, token) => {
    const reply = await as(anna).get(`${path}?pageSize=100&pageToken=${before[token]}`);

    expect(reply.status).toBe(200);
    expect(caseNames(reply)).toContain("customers/1003/cases/310000003004");
    expect(reply.text).not.toContain("customers/1001");
  });

  test("takes nothing from the customer itself, from agents, or from other customers", async () => {
    const own = await as("moa@lindqvist.example").get(`/v2/${theCase}`);
    const desk = await as("aino@support.example").get(`/v2/${theCase}`);
    const other = await as(anna).get("/v2/customers/1003/cases");

    expect([own.status, desk.status]).toEqual([200, 200]);
    expect(caseNames(other)).toHaveLength(2);
  });

  test("leaves the customer in My customers, where one sees why", async () => {
    const reply = await as(anna).get("/v2/customers?filter=access%3DREVOKED");

    expect(customerNames(reply)).toEqual(["customers/1002", "customers/1001"]);
  });
});

describe("granting access again", () => {
  let events: Awaited<ReturnType<typeof startEvents>>;

  beforeAll(async () => {
    await resetData();
    events = await startEvents();
  });

  afterAll(() => events?.stop());

  test("brings everything back once the index has been written anew", async () => {
    await as(olle).post(`${alfa}:revokeAccess`);
    await expect.poll(viewersInIndex, eventually).not.toContain("partner:alfa-partner.example");
    const gone = await Promise.all(inAll.map((path) => as(anna).get(path)));

    await as(olle).post(`${alfa}:grantAccess`);
    const atOnce = await as(anna).get(`/v2/${theCase}`);
    await expect.poll(viewersInIndex, eventually).toContain("partner:alfa-partner.example");
    const back = await Promise.all(inAll.map((path) => as(anna).get(path)));
    const listed = await as(anna).get("/v2/customers/1001/cases");

    expect(gone.flatMap(caseNames).filter((name) => name.startsWith("customers/1001"))).toEqual([]);
    expect(atOnce.status).toBe(200);
    expect(back.map((reply) => caseNames(reply).includes(theCase))).toEqual(inAll.map(() => true));
    expect(caseNames(listed)).toEqual([theCase, "customers/1001/cases/310000001002"]);
  });
});

describe("access that has an end", () => {
  test("holds until then", async () => {
    await resetData();
    const body = { accessExpireTime: "2999-01-01T00:00:00Z" };

    const granted = await as(olle).post(`${alfa}:grantAccess`, body);
    const seen = await as(anna).get(`/v2/${theCase}`);
    const listed = await as(anna).get(allCases);

    expect(granted.body).toMatchObject({ accessExpireTime: "2999-01-01T00:00:00.000Z" });
    expect(seen.status).toBe(200);
    expect(caseNames(listed)).toContain(theCase);
  });

  describe("that is past, though no job has run since", () => {
    beforeAll(async () => {
      await resetData();
      // As it stands once the clock has passed the end of what was granted in January.
      const stamp = { at: "2026-01-10T08:00:00.000Z", eventId: "e-expiry" };
      await firestoreCustody().put("1001", stamp, (current) => {
        const relationship = current?.partners["alfa-partner.example"];
        if (!relationship) throw new Error("The demo data have changed.");
        const ending = { ...relationship, accessExpiresAt: "2026-01-31T00:00:00.000Z" };
        return { ...current, partners: { "alfa-partner.example": ending } };
      });
    });

    test.each(ofCustomer)("refuses $name with CONSENT_EXPIRED", async (request) => {
      const reply = await as(anna).send(request);

      expect(reply).toMatchObject({
        status: 400,
        body: { error: { status: "FAILED_PRECONDITION" } },
      });
      expect(reasonOf(reply)).toBe("CONSENT_EXPIRED");
    });

    test.each(inAll)("leaves the customer's cases out of %s", async (path) => {
      const reply = await as(anna).get(path);

      expect(reply.status).toBe(200);
      expect(reply.text).not.toContain("customers/1001");
    });

    test("is found in My customers by access=EXPIRED", async () => {
      const reply = await as(anna).get("/v2/customers?filter=access%3DEXPIRED");

      expect(customerNames(reply)).toEqual(["customers/1001"]);
    });
  });
});

async function viewersInIndex(): Promise<readonly string[]> {
  return readCase(await caseDoc("310000001001").get())?.viewers ?? [];
}
