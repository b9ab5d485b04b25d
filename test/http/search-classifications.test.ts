import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { searchClassifications } from "#http/search-classifications.ts";
import {
  type Caller,
  callersOf,
  faultyFields,
  metadataOf,
  outcomeOf,
  type Reply,
  reasonOf,
} from "../support/request.ts";
import { resetData, startServer } from "../support/server.ts";

const anna = "anna@alfa-partner.example";
const path = "/v2/caseClassifications:search";

let server: Awaited<ReturnType<typeof startServer>>;
let as: (email?: string) => Caller;

beforeAll(async () => {
  server = await startServer();
  as = callersOf(server.url);
  await resetData();
});

afterAll(() => server?.stop());

describe("searchClassifications", () => {
  test("offers the whole catalogue, at least ninety topics in three levels, page by page", async () => {
    const pages: Reply[] = [];
    let token = "";
    do {
      const page = await as(anna).get(`${path}?pageSize=40&pageToken=${token}`);
      pages.push(page);
      token = page.body.nextPageToken ?? "";
    } while (token !== "");

    const offered = pages.flatMap(({ body }) => searchOf(body).caseClassifications ?? []);
    expect(offered.length).toBeGreaterThanOrEqual(90);
    expect(new Set(offered.map(({ id }) => id)).size).toBe(offered.length);
    expect(offered.filter(({ displayName }) => displayName.split(" > ").length !== 3)).toEqual([]);
  });

  test.each([
    ["the words of its name", "Gmail does not load", ["en", "gws-gmail-does-not-load"]],
    ["a beginning", "boun", ["en", "gws-gmail-delivery-bounce"]],
    ["a typing error", "calender time zone", ["en", "gws-calendar-time-zone"]],
    ["a synonym", "outage", ["en", "gws-gmail-does-not-load"]],
    ["Swedish words", "driftstörning mejl", ["sv", "gws-gmail-does-not-load"]],
    ["its pattern", 'display_name:"*Gmail*load*"', ["en", "gws-gmail-does-not-load"]],
  ])("finds a topic by %s", async (_by, query, [languageCode, id]) => {
    const reply = await as(anna).get(
      `${path}?query=${encodeURIComponent(query)}&languageCode=${languageCode}`,
    );

    expect(reply.status).toBe(200);
    expect(idsIn(reply)).toContain(id);
  });

  test.each([
    ["en", "Google Workspace > Gmail > Gmail does not load or is slow"],
    ["sv-SE", "Google Workspace > Gmail > Gmail öppnas inte eller är långsamt"],
    ["fi", "Google Workspace > Gmail > Gmail does not load or is slow"],
  ])("names topics in the language %s", async (languageCode, displayName) => {
    const reply = await as(anna).get(
      `${path}?query=gmail&pageSize=100&languageCode=${languageCode}`,
    );

    expect(reply.body.caseClassifications).toContainEqual({
      id: "gws-gmail-does-not-load",
      displayName,
    });
  });

  test.each(["zzzzqqqq", 'display_name:"*Zorbing*"'])(
    "answers {} where %j fits nothing",
    async (query) => {
      const reply = await as(anna).get(`${path}?query=${encodeURIComponent(query)}`);

      expect(reply.text).toBe("{}");
    },
  );

  test("has no topic in another product line of Google's", async () => {
    const [cloud, own] = await Promise.all(
      ["GOOGLE_CLOUD", "PRODUCT_LINE_UNSPECIFIED"].map((line) =>
        as(anna).get(`/v2beta/caseClassifications:search?product.productLine=${line}`),
      ),
    );

    expect(cloud?.text).toBe("{}");
    expect(own?.body.caseClassifications).toHaveLength(10);
  });

  test.each([
    ["customers/1001", anna],
    ["organizations/1001", "moa@lindqvist.example"],
    ["customers/1005", "hanna@hjalp-partner.example"],
    ["customers/1002", "rut@granit.example"],
    ["customers/1002", "aino@support.example"],
  ])("offers the topics for %s to %s", async (customer, email) => {
    const reply = await as(email).get(`${path}?query=gmail&customer=${customer}`);

    expect(idsIn(reply)).toHaveLength(10);
  });

  test("offers none for a customer that has not consented, and says whom to ask", async () => {
    const reply = await as(anna).get(`${path}?customer=customers/1002`);

    expect(reply).toMatchObject({
      status: 400,
      body: { error: { status: "FAILED_PRECONDITION" } },
    });
    expect(reasonOf(reply)).toBe("CONSENT_NOT_GRANTED");
    expect(metadataOf(reply)).toMatchObject({ subject: "customers/1002" });
  });

  test("tells a foreign customer and a missing one by nothing", async () => {
    const [foreign, missing] = await Promise.all(
      ["1004", "999999"].map((id) => as(anna).get(`${path}?customer=customers/${id}`)),
    );

    expect(foreign?.status).toBe(403);
    expect(foreign?.text).toBe(missing?.text);
  });

  test.each([
    ["customer=1001", "customer"],
    ["customer=customers/-", "customer"],
    ["product.productLine=GWS", "product.productLine"],
    ["query=display_name:", "query"],
    ["query=display_name:%22Gmail", "query"],
    [`query=${"x".repeat(501)}`, "query"],
    ["pageSize=many", "pageSize"],
    ["pageToken=forged", "pageToken"],
    ["languageCode=en&languageCode=sv", "languageCode"],
    ["qeury=gmail", "qeury"],
  ])("finds fault with %s", async (parameters, field) => {
    const reply = await as(anna).get(`${path}?${parameters}`);

    expect(reply.status).toBe(400);
    expect(faultyFields(reply)).toEqual([field]);
  });

  test.each([
    ["nobody", undefined, "401 UNAUTHENTICATED"],
    ["somebody without a role", "eve@alfa-partner.example", "403 NO_ROLE"],
    ["viktor, who may not work with cases", "viktor@alfa-partner.example", "403 PRIVILEGE_MISSING"],
  ])("refuses %s", async (_who, email, outcome) => {
    const reply = await as(email).get(path);

    expect(outcomeOf(reply)).toBe(outcome);
  });
});

function searchOf(body: unknown): { caseClassifications?: { id: string; displayName: string }[] } {
  return searchClassifications.contract.reply.parse(body) as ReturnType<typeof searchOf>;
}

function idsIn({ body }: Reply): string[] {
  return body.caseClassifications?.map(({ id }) => id) ?? [];
}
