import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { caseRequests, newCase } from "../support/case-requests.ts";
import {
  type Caller,
  callersOf,
  caseNames,
  customerNames,
  metadataOf,
  reasonOf,
} from "../support/request.ts";
import { resetData, startServer } from "../support/server.ts";

const anna = "anna@alfa-partner.example";
const annaOfBeta = "anna@beta-partner.example";
const ofAlfa = "customers/1001/cases/310000001001";

let server: Awaited<ReturnType<typeof startServer>>;
let as: (email?: string) => Caller;

beforeAll(async () => {
  server = await startServer();
  as = callersOf(server.url);
  await resetData();
});

afterAll(() => server?.stop());

/** Requests about customer 1001 of every kind, below a case, across cases and for a new one. */
const caseWork = [
  ...caseRequests(ofAlfa),
  { name: "createCase", method: "POST", path: "/v2/customers/1001/cases", body: newCase },
  { name: "listCases", path: "/v2/customers/1001/cases" },
  { name: "listCases of all", path: "/v2/customers/-/cases" },
  { name: "searchCases", path: "/v2/cases:search?query=bounce" },
  { name: "searchCases below a customer", path: "/v2/customers/1001/cases:search" },
  { name: "searchClassifications", path: "/v2/caseClassifications:search" },
  { name: "getClassification", path: "/v2/caseClassifications/gws-gmail-search" },
];

const customerReads = [
  { name: "listCustomers", path: "/v2/customers" },
  { name: "getCustomer", path: "/v2/customers/1001" },
];

describe("viktor, who holds VIEW_CUSTOMERS alone", () => {
  const viktor = "viktor@alfa-partner.example";

  test("sees the customers of his domain", async () => {
    const listed = await as(viktor).get("/v2/customers");
    const one = await as(viktor).get("/v2/customers/1003");

    expect(customerNames(listed)).toEqual(["customers/1002", "customers/1001", "customers/1003"]);
    expect(one).toMatchObject({ status: 200, body: { displayName: "Solvik Energi AB" } });
  });

  test.each(caseWork)("is refused $name, and told whom to ask", async (request) => {
    const reply = await as(viktor).send(request);

    expect(reply).toMatchObject({ status: 403, body: { error: { status: "PERMISSION_DENIED" } } });
    expect(reasonOf(reply)).toBe("PRIVILEGE_MISSING");
    expect(metadataOf(reply)).toEqual({
      subject: viktor,
      remedy: "Ask a super administrator of your partner domain to give them to you.",
    });
  });
});

describe("nils, who holds no privilege", () => {
  test.each([...caseWork, ...customerReads])("is refused $name", async (request) => {
    const reply = await as("nils@alfa-partner.example").send(request);

    expect(reply.status).toBe(403);
    expect(reasonOf(reply)).toBe("PRIVILEGE_MISSING");
  });
});

describe("somebody without any role", () => {
  test.each([...caseWork, ...customerReads])("is refused $name", async (request) => {
    const reply = await as("stranger@alfa-partner.example").send(request);

    expect(reply.status).toBe(403);
    expect(reasonOf(reply)).toBe("NO_ROLE");
    expect(metadataOf(reply)?.["remedy"]).toMatch(/^Ask a super administrator/);
  });
});

describe("anna of beta", () => {
  test("sees none of alfa's customers and cases in any list", async () => {
    const customers = await as(annaOfBeta).get("/v2/customers?pageSize=100");
    const cases = await as(annaOfBeta).get("/v2/customers/-/cases?pageSize=100");
    const found = await as(annaOfBeta).get("/v2/cases:search?pageSize=100");

    expect(customerNames(customers)).toEqual(["customers/1004"]);
    expect(caseNames(cases)).toEqual(["customers/1004/cases/310000004001"]);
    expect(found.body).toEqual(cases.body);
  });

  test("finds nothing by the words of alfa's cases", async () => {
    const mine = await as(anna).get("/v2/cases:search?query=flour");
    const hers = await as(annaOfBeta).get("/v2/cases:search?query=flour");

    expect(caseNames(mine)).toEqual([ofAlfa]);
    expect(hers.text).toBe("{}");
  });

  test("may open nothing more because a case was shared with her", async () => {
    const missing = await as(annaOfBeta).get("/v2/customers/1004/cases/999999999999");
    const shared = await as(anna).post(`/v2/${ofAlfa}:share`, { emailAddresses: [annaOfBeta] });

    const reply = await as(annaOfBeta).get(`/v2/${ofAlfa}`);
    const listed = await as(annaOfBeta).get("/v2/customers/-/cases");

    expect(shared.status).toBe(200);
    expect(reply.status).toBe(403);
    expect(reply.text).toBe(missing.text);
    expect(caseNames(listed)).not.toContain(ofAlfa);
  });
});

describe("a person with accounts in two partner domains", () => {
  test.each([
    "/v2/customers?pageSize=100",
    "/v2/customers/-/cases?pageSize=100",
    "/v2/cases:search?pageSize=100",
  ])("never gets customers of both in one answer to %s", async (path) => {
    const [one, other] = await Promise.all([as(anna).get(path), as(annaOfBeta).get(path)]);

    expect(customersIn(one.text)).toEqual(expect.arrayContaining(["1001", "1003"]));
    expect(customersIn(one.text)).not.toContain("1004");
    expect(customersIn(other.text)).toEqual(["1004"]);
  });

  test.each(["/v2/customers?pageSize=1", "/v2/customers/-/cases?pageSize=1"])(
    "cannot go on in one domain with a page of the other: %s",
    async (path) => {
      const { body } = await as(anna).get(path);

      const reply = await as(annaOfBeta).get(`${path}&pageToken=${body.nextPageToken}`);

      expect(body.nextPageToken).toMatch(/^[\w-]+$/);
      expect(reply.status).toBe(400);
      expect(reply.text).not.toContain("1001");
    },
  );

  test("is the same one however the address is spelt in the token", async () => {
    const reply = await as("Anna@Beta-Partner.EXAMPLE").get("/v2/customers");

    expect(customerNames(reply)).toEqual(["customers/1004"]);
  });

  test("gains nothing by a domain that looks like one of them", async () => {
    const reply = await as("anna@alfa-partner.example.evil.example").get("/v2/customers");

    expect(reasonOf(reply)).toBe("NO_ROLE");
  });
});

describe("those who work with cases", () => {
  test.each([
    ["hanna, a support partner's, without any approval", "hanna@hjalp-partner.example", "1005"],
    ["lena, by a legacy privilege", "lena@alfa-partner.example", "1001"],
    ["sara, as super administrator", "sara@alfa-partner.example", "1001"],
    ["moa, a portal user of the customer", "moa@lindqvist.example", "1001"],
    ["aino, an agent", "aino@support.example", "1004"],
  ])("%s: opens, finds, comments on and closes one", async (_who, email, customer) => {
    const caller = as(email);
    const { body: opened } = await caller.post(`/v2/customers/${customer}/cases`, newCase);

    const listed = await caller.get("/v2/customers/-/cases?pageSize=1");
    const commented = await caller.post(`/v2/${opened.name}/comments`, { body: "It goes on." });
    const closed = await caller.post(`/v2/${opened.name}:close`);

    expect(opened.name).toMatch(new RegExp(`^customers/${customer}/cases/[0-9]+$`));
    expect(caseNames(listed)).toEqual([opened.name]);
    expect(commented.status).toBe(200);
    expect(closed).toMatchObject({ status: 200, body: { state: "CLOSED" } });
  });

  test("hanna sees the customer that asked for her domain, and no other", async () => {
    const customers = await as("hanna@hjalp-partner.example").get("/v2/customers");
    const cases = await as("hanna@hjalp-partner.example").get("/v2/customers/1005/cases");

    expect(customerNames(customers)).toEqual(["customers/1005"]);
    expect(caseNames(cases)).toContain("customers/1005/cases/310000005001");
  });

  test("moa sees and answers what alfa has opened for her company", async () => {
    const moa = as("moa@lindqvist.example");
    const { body: opened } = await as(anna).post("/v2/customers/1001/cases", newCase);

    const seen = await moa.get(`/v2/${opened.name}`);
    const listed = await moa.get("/v2/customers/1001/cases?pageSize=1");
    const answered = await moa.post(`/v2/${opened.name}/comments`, { body: "The till is old." });

    expect(seen).toMatchObject({ status: 200, body: opened });
    expect(caseNames(listed)).toEqual([opened.name]);
    expect(answered.status).toBe(200);
  });
});

function customersIn(text: string): string[] {
  const ids = [...text.matchAll(/customers\/(\w+)/g)].map(([, id]) => id ?? "");
  return [...new Set(ids)].toSorted();
}
