import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getClassification } from "#http/get-classification.ts";
import { type Caller, callersOf, faultyFields, outcomeOf, reasonOf } from "../support/request.ts";
import { resetData, startServer } from "../support/server.ts";

const anna = "anna@alfa-partner.example";
const path = "/v2/caseClassifications/gws-gmail-messages-gone";

let server: Awaited<ReturnType<typeof startServer>>;
let as: (email?: string) => Caller;

beforeAll(async () => {
  server = await startServer();
  as = callersOf(server.url);
  await resetData();
});

afterAll(() => server?.stop());

describe("getClassification", () => {
  test("gives the questions to ask and the pages to read first", async () => {
    const reply = await as(anna).get(path);

    expect(reply.status).toBe(200);
    expect(getClassification.contract.reply.parse(reply.body)).toMatchObject({
      id: "gws-gmail-messages-gone",
      displayName: "Google Workspace > Gmail > Messages have disappeared or were deleted",
      pages: [
        {
          title: "Restore a user's Gmail data",
          uri: expect.stringMatching(/^https:\/\/.*112445/),
        },
      ],
    });
    expect(reply.body).toHaveProperty("questions", [
      expect.objectContaining({ required: true }),
      { id: "deleted-on", text: "Day of the loss", type: "date", required: true },
      { id: "message-count", text: "Number of messages, roughly", type: "number" },
      { id: "vault", text: "Google Vault is licensed", type: "boolean" },
    ]);
  });

  test("speaks Swedish where asked to", async () => {
    const { text } = await as(anna).get(`${path}?languageCode=sv`);

    expect(text).toContain("Meddelanden har försvunnit eller raderats");
    expect(text).toContain("Dagen då de försvann");
    expect(text).toContain("Återställ en användares Gmail");
  });

  test("gives the choices of a question", async () => {
    const { body } = await as(anna).get("/v2/caseClassifications/gws-gmail-does-not-load");

    expect(getClassification.contract.reply.parse(body)).toMatchObject({
      questions: expect.arrayContaining([
        expect.objectContaining({
          type: "choice",
          choices: expect.arrayContaining([
            { id: expect.any(String), displayName: expect.any(String) },
          ]),
        }),
      ]),
    });
  });

  test("knows every topic that search offers", async () => {
    const { body } = await as(anna).get("/v2/caseClassifications:search?pageSize=100");
    const ids = body.caseClassifications?.map(({ id }) => id) ?? [];

    const replies = await Promise.all(
      ids.map((id) => as(anna).get(`/v2beta/caseClassifications/${id}`)),
    );

    expect(ids.length).toBeGreaterThanOrEqual(90);
    expect(replies.filter(({ status }) => status !== 200)).toEqual([]);
  });

  test.each(["gws-gmail-nothing", "constructor", "toString"])(
    "has no classification %s",
    async (id) => {
      const reply = await as(anna).get(`/v2/caseClassifications/${id}`);

      expect(reply).toMatchObject({ status: 404, body: { error: { status: "NOT_FOUND" } } });
      expect(reasonOf(reply)).toBe("CHILD_NOT_FOUND");
    },
  );

  test.each([
    [anna, "customers/1001", 200],
    ["moa@lindqvist.example", "organizations/1001", 200],
    ["aino@support.example", "customers/1002", 200],
  ])("answers %s for %s", async (email, customer, status) => {
    const reply = await as(email).get(`${path}?customer=${customer}`);

    expect(reply.status).toBe(status);
  });

  test.each([
    ["nobody", undefined, ["", "401 UNAUTHENTICATED"]],
    ["a user without privileges", "nils@alfa-partner.example", ["", "403 PRIVILEGE_MISSING"]],
    ["one without consent", anna, ["?customer=customers/1002", "400 CONSENT_NOT_GRANTED"]],
    ["one of another domain", anna, ["?customer=customers/1004", "403 NOT_VISIBLE"]],
    ["one for no customer at all", anna, ["?customer=customers/999999", "403 NOT_VISIBLE"]],
  ])("refuses %s", async (_who, email, [query, outcome]) => {
    const reply = await as(email).get(path + query);

    expect(outcomeOf(reply)).toBe(outcome);
  });

  test("refuses before it tells whether there is such a classification", async () => {
    const nils = as("nils@alfa-partner.example");

    const [known, unknown] = await Promise.all([
      nils.get(path),
      nils.get("/v2/caseClassifications/none"),
    ]);

    expect(known.text).toBe(unknown.text);
  });

  test("finds every fault of a request at once", async () => {
    const reply = await as(anna).get("/v2/caseClassifications/a.b?customer=1001&depth=2");

    expect(reply.status).toBe(400);
    expect(faultyFields(reply).toSorted()).toEqual(["classification", "customer", "depth"]);
  });
});
