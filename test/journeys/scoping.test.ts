import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { routes } from "#functions/routes.ts";
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

let server: Awaited<ReturnType<typeof startServer>>;
let as: (email?: string) => Caller;

beforeAll(async () => {
  server = await startServer();
  as = callersOf(server.url);
  await resetData();
});

afterAll(() => server?.stop());

describe("customer 1002, which has not consented", () => {
  const requests = [
    { name: "creation", method: "POST", path: "/v2/customers/1002/cases", body: newCase },
    {
      name: "a rehearsal of creation",
      method: "POST",
      path: "/v2/customers/1002/cases?validateOnly=true",
      body: newCase,
    },
    {
      name: "product types and categories",
      path: "/v2/caseClassifications:search?customer=customers/1002",
    },
    {
      name: "a category's questions",
      path: "/v2/caseClassifications/gws-gmail-does-not-load?customer=customers/1002",
    },
    { name: "its list of cases", path: "/v2/customers/1002/cases" },
    { name: "a search below it", path: "/v2/customers/1002/cases:search" },
  ];

  test.each(requests)("refuses its reseller $name, and says whom to ask", async (request) => {
    const reply = await as(anna).send(request);

    expect(reply).toMatchObject({
      status: 400,
      body: { error: { status: "FAILED_PRECONDITION" } },
    });
    expect(reasonOf(reply)).toBe("CONSENT_NOT_GRANTED");
    expect(metadataOf(reply)).toEqual({
      subject: "customers/1002",
      remedy:
        "Ask an administrator of granit.example to grant access to alfa-partner.example. Where: GET /v2/customers/1002:explainAccess.",
    });
  });

  test("has no case after refused creations", async () => {
    await as(anna).post("/v2/customers/1002/cases", newCase);

    const reply = await as("rut@granit.example").get("/v2/customers/1002/cases");

    expect(reply).toMatchObject({ status: 200, body: {} });
    expect(reply.text).toBe("{}");
  });

  test("keeps what it opens itself from its reseller's lists", async () => {
    const opened = await as("rut@granit.example").post("/v2/customers/1002/cases", {
      ...newCase,
      displayName: "Quarry scales offline",
    });

    const mine = await as(anna).get("/v2/customers/-/cases?pageSize=100");
    const found = await as(anna).get("/v2/cases:search?query=quarry");

    expect(opened.status).toBe(200);
    expect(caseNames(mine)).not.toContain(opened.body.name);
    expect(found.text).toBe("{}");
  });
});

describe("customer 1003, which came from beta to alfa on 2025-07-01", () => {
  const since = ["customers/1003/cases/310000003004", "customers/1003/cases/310000003003"];
  const before = ["customers/1003/cases/310000003002", "customers/1003/cases/310000003001"];

  test.each([
    ["list", "/v2/customers/1003/cases"],
    ["search below it", "/v2/customers/1003/cases:search"],
    ["search", "/v2/cases:search?query=customer%3D%22customers/1003%22"],
  ])("shows alfa by %s what was opened since then, its own cases included", async (_by, path) => {
    const reply = await as(anna).get(path);

    expect(caseNames(reply)).toEqual(since);
  });

  test.each(["-", "1003"])("keeps older cases out of alfa's list of customers/%s", async (id) => {
    const reply = await as(anna).get(`/v2/customers/${id}/cases?pageSize=100`);

    expect(caseNames(reply)).toEqual(expect.arrayContaining(since));
    expect(caseNames(reply)).not.toEqual(expect.arrayContaining([before[0]]));
    expect(caseNames(reply)).not.toEqual(expect.arrayContaining([before[1]]));
  });

  test.each(before)("answers alfa about the older %s as about none at all", async (name) => {
    const [missing] = await everyAnswer(anna, "customers/1003/cases/999999999999");

    const answers = await everyAnswer(anna, name);

    expect(missing).toMatchObject({ status: 403 });
    expect(answers).toEqual(answers.map(() => missing));
  });

  test.each(["wind", "verification"])("finds alfa nothing by the old word %s", async (word) => {
    const reply = await as(anna).get(`/v2/cases:search?query=${word}`);

    expect(reply.text).toBe("{}");
  });

  test("shows beta nothing now, not even what beta opened", async () => {
    const missing = await as(annaOfBeta).get("/v2/customers/999999");
    const answers = await Promise.all(
      [...since, ...before].map((name) => everyAnswer(annaOfBeta, name)),
    );
    const paths = ["/v2/customers/1003", "/v2/customers/1003/cases"];
    const about = await Promise.all(paths.map((path) => as(annaOfBeta).get(path)));

    const refused = [...answers.flat(), ...about.map(({ status, text }) => ({ status, text }))];
    const expected = { status: 403, text: missing.text };
    expect(refused).toEqual(refused.map(() => expected));
  });

  test.each([
    "/v2/customers?pageSize=100",
    "/v2/customers/-/cases?pageSize=100",
    "/v2/cases:search?query=customer%3D%22customers/1003%22",
    "/v2/cases:search?query=drive",
  ])("is not in beta's answer to %s", async (path) => {
    const reply = await as(annaOfBeta).get(path);

    expect(reply.status).toBe(200);
    expect(reply.text).not.toContain("customers/1003");
  });

  test("sees all of its own cases, whoever opened them", async () => {
    const reply = await as("signe@solvik.example").get("/v2/customers/1003/cases");

    expect(caseNames(reply)).toEqual([...since, ...before]);
  });
});

describe("a foreign case", () => {
  test("is asked for here by every function below a case", () => {
    const below = routes.filter(({ contract }) => contract.paths[0].includes("{case}"));

    const asked = caseRequests("customers/1001/cases/1").map(({ name }) => name);

    expect(asked.toSorted()).toEqual(below.map(({ contract }) => contract.name).toSorted());
  });

  test.each([
    ["another reseller's customer's", "customers/1004/cases/310000004001"],
    ["one under the name of the caller's own customer", "customers/1001/cases/310000004001"],
    ["the caller's own under another customer's name", "customers/1004/cases/310000001001"],
    ["one of a customer that does not exist", "customers/999999/cases/310000004001"],
    ["one named from an object's prototype", "customers/constructor/cases/310000004001"],
  ])("and a missing one answer the same bytes: %s", async (_kind, name) => {
    const missing = await everyAnswer(anna, "customers/1001/cases/999999999999");

    const foreign = await everyAnswer(anna, name);

    expect(foreign).toEqual(missing);
    expect(new Set(foreign.map(({ text }) => text)).size).toBe(1);
    expect(foreign[0]?.status).toBe(403);
  });
});

describe("agents", () => {
  test("see the cases of all customers", async () => {
    const cases = await as("aino@support.example").get("/v2/customers/-/cases?pageSize=100");
    const customers = await as("bo@support.example").get("/v2/customers");

    const demo = ["1001/cases/310000001001", "1003/cases/310000003001", "1004/cases/310000004001"];
    expect(caseNames(cases)).toEqual(expect.arrayContaining(demo.map((id) => `customers/${id}`)));
    expect(customerNames(customers)).toEqual(
      ["1002", "1001", "1004", "1003", "1005"].map((id) => `customers/${id}`),
    );
  });
});

/** What every function below a case answers to one caller about it. */
async function everyAnswer(
  email: string,
  name: string,
): Promise<{ status: number; text: string }[]> {
  const replies = await Promise.all(caseRequests(name).map((each) => as(email).send(each)));
  return replies.map(({ status, text }) => ({ status, text }));
}
