import { describe, expect, test } from "vitest";
import { CaseResource } from "#platform/wire/case.ts";
import {
  aino,
  anna,
  call,
  failureOf,
  faultsIn,
  newCase,
  type Options,
  olle,
  open,
  useServer,
} from "../support/client.ts";

useServer();

const cases = "/v2/customers/1001/cases";
const create = (body: unknown, { query = "", ...given }: Options & { query?: string } = {}) =>
  call("POST", cases + query, { as: anna, body, ...given });

/** The names of all cases, as an agent sees them. */
async function all(): Promise<string[]> {
  const { body } = await call("GET", "/v2/customers/-/cases?pageSize=100", { as: aino });
  return (body as { cases: { name: string }[] }).cases.map(({ name }) => name);
}

describe("createCase", () => {
  test("answers with the case, and omits what is at its default", async () => {
    const reply = await create({
      ...newCase,
      testCase: false,
      contactEmail: null,
      subscriberEmailAddresses: [],
    });

    const created = CaseResource.parse(reply.body);
    expect(created).toEqual({
      name: expect.stringMatching(/^customers\/1001\/cases\/[0-9]+$/),
      displayName: "Mail is late",
      description: "Mail from outside arrives hours late.",
      classification: {
        id: "gws-gmail-does-not-load",
        displayName: "Google Workspace > Gmail > Gmail does not load or is slow",
      },
      priority: "P2",
      state: "NEW",
      languageCode: "en",
      creator: { displayName: "Anna Berg", email: anna, username: anna },
      createTime: expect.stringMatching(/Z$/),
      updateTime: created.createTime,
      etag: expect.any(String),
    });
  });

  test("takes every field, in snake_case as well", async () => {
    const reply = await create({
      display_name: "🥖".repeat(255),
      description: "x".repeat(32_000),
      classification: { id: "gws-gmail-does-not-load", display_name: "ignored" },
      priority: "P0",
      time_zone: "Europe/Stockholm",
      language_code: "sv-SE",
      subscriber_email_addresses: ["Kim@Lindqvist.example"],
      contact_email: "lo@lindqvist.example",
      test_case: true,
    });

    expect(reply.body).toMatchObject({
      displayName: "🥖".repeat(255),
      timeZone: "Europe/Stockholm",
      languageCode: "sv",
      subscriberEmailAddresses: ["kim@lindqvist.example"],
      contactEmail: "lo@lindqvist.example",
      testCase: true,
    });
  });

  test.each([
    ["an offset as time zone", { timeZone: "-07:00" }, { timeZone: "-07:00" }],
    ["an unsupported language as English", { languageCode: "tlh" }, { languageCode: "en" }],
    [
      "output fields without effect",
      { state: "CLOSED", escalated: true, name: "x" },
      { state: "NEW" },
    ],
    ["a creator without effect", { creator: { email: olle } }, { creator: { email: anna } }],
    ["a malformed creator without effect", { creator: 7 }, { creator: { email: anna } }],
  ])("takes %s", async (_, given, shown) => {
    const reply = await create({ ...newCase, ...given });

    expect(reply.body).toMatchObject(shown);
  });

  test("answers under the form of the parent, in both versions", async () => {
    const path = "/v2beta/organizations/1001/cases";

    const { body } = await call("POST", path, { as: olle, body: newCase });

    expect(body).toMatchObject({
      name: expect.stringMatching(/^organizations\/1001\/cases\/\d+$/),
    });
  });

  test("is read, listed and searched by its name as soon as it has answered", async () => {
    const created = await open({ displayName: "Surdegen jäser inte" });

    const got = await call("GET", `/v2/${created.name}`, { as: olle });
    const listed = await call("GET", "/v2/customers/-/cases?pageSize=1", { as: anna });
    const found = await call("GET", "/v2/cases:search?query=SURDEGEN", { as: anna });

    expect([got.body, listed.body, found.body]).toMatchObject([
      created,
      { cases: [created] },
      { cases: [created] },
    ]);
  });

  test("goes on from another case of the customer's", async () => {
    const { name } = await open();

    const reply = await create({ ...newCase, relatedCase: name });

    expect(reply.body).toMatchObject({ relatedCase: name });
  });

  test("tells a related case that is foreign from a missing one by nothing", async () => {
    const texts = [];
    for (const id of ["310000004001", "999999999999"]) {
      const reply = await create({ ...newCase, relatedCase: `customers/1004/cases/${id}` });
      expect(failureOf(reply)).toEqual(faultsIn("relatedCase"));
      texts.push(reply.text.replace(id, "ID"));
    }

    expect(texts[0]).toBe(texts[1]);
  });

  test("keeps answers to the topic's questions, and renders them below the description", async () => {
    const caseAnswers = [
      { questionId: "recipient", answer: "info@lindqvist.example" },
      { questionId: "sender", answer: "flour@mill.example" },
      { questionId: "scope", answer: "all" },
    ];
    const classification = { id: "gws-gmail-delivery-missing" };

    const reply = await create({ ...newCase, classification, caseAnswers });

    expect(reply.body).toMatchObject({
      caseAnswers,
      description: `${newCase.description}

Recipient's address: info@lindqvist.example
Sender's address: flour@mill.example
Who is affected: Everybody`,
    });
  });

  test("refuses a customer who has not consented, saying whom to ask", async () => {
    const path = "/v2/customers/1002/cases";

    const reply = await call("POST", path, { as: anna, body: newCase });

    expect(failureOf(reply)).toEqual({ status: 400, reason: "CONSENT_NOT_GRANTED" });
    expect(reply.body).toMatchObject({ error: { status: "FAILED_PRECONDITION" } });
    expect(reply.text).toContain("granit.example");
  });
});

describe("createCase refuses and stores nothing for", () => {
  const required = ["displayName", "description", "classification", "priority"];
  const nulls = { displayName: null, description: null, classification: null, priority: null };
  const many = Array.from({ length: 51 }, (_, i) => `kim${i}@lindqvist.example`);

  test.each([
    ["blank texts", { displayName: "", description: " " }, ["description", "displayName"]],
    ["a title of 256", { displayName: "x".repeat(256) }, ["displayName"]],
    ["a title with NUL", { displayName: "a\u0000" }, ["displayName"]],
    ["a description of 32 001", { description: "x".repeat(32_001) }, ["description"]],
    ["an unknown classification", { classification: { id: "nope" } }, ["classification.id"]],
    ["one of a prototype", { classification: { id: "constructor" } }, ["classification.id"]],
    ["one without id", { classification: {} }, ["classification.id"]],
    ["an unknown severity", { priority: "p2" }, ["priority"]],
    ["a time zone that is none", { timeZone: "Stockholm" }, ["timeZone"]],
    ["a contact that is no address", { contactEmail: "kim" }, ["contactEmail"]],
    ["51 followers", { subscriberEmailAddresses: many }, ["subscriberEmailAddresses"]],
    ["a bad follower", { subscriberEmailAddresses: ["lo"] }, ["subscriberEmailAddresses[0]"]],
    ["testCase that is no flag", { testCase: "true" }, ["testCase"]],
    ["a related case that is no name", { relatedCase: "123" }, ["relatedCase"]],
    ["a missing related case", { relatedCase: "customers/1001/cases/1" }, ["relatedCase"]],
    ["unknown fields", { severity: "P1", colour: "red" }, ["colour", "severity"]],
    ["one field in two spellings", { display_name: "x" }, ["display_name"]],
    ["null for all that is required", nulls, required],
    [
      "everything wrong at once",
      { ...nulls, priority: "P9", timeZone: 2, testCase: 3, x: 4 },
      ["testCase", "timeZone", "x", ...required],
    ],
  ])("%s, every fault in one answer", async (_, over, fields) => {
    const before = await all();

    const reply = await create({ ...newCase, ...over });

    expect(failureOf(reply)).toEqual(faultsIn(...fields));
    expect(await all()).toEqual(before);
  });

  test.each([
    ["no body", "", { body: undefined }, required],
    ["an empty object", "", { body: {} }, required],
    ["a list", "", { body: [newCase] }, ["body"]],
    ["half an object", "", { body: '{"displayName": ' }, ["body"]],
    ["another content type", "", { headers: { "content-type": "text/plain" } }, ["Content-Type"]],
    ["an unknown parameter", "?colour=red&validateOnly=1", {}, ["colour", "validateOnly"]],
    ["a key with blanks", "?requestId=a%20b", {}, ["requestId"]],
    ["a key of 129", `?requestId=${"k".repeat(129)}`, {}, ["requestId"]],
    ["two keys", "?requestId=a", { headers: { "idempotency-key": "b" } }, ["requestId"]],
    ["a malformed `fields`", "?fields=name(", {}, ["fields"]],
  ])("%s", async (...[, query, given, fields]) => {
    const before = await all();

    const reply = await create(newCase, { query, ...given });

    expect(failureOf(reply)).toEqual(faultsIn(...fields));
    expect(await all()).toEqual(before);
  });

  test("a body of more than a mebibyte, with 429", async () => {
    const before = await all();

    const reply = await create({ ...newCase, description: "x".repeat(1_048_576) });

    expect(failureOf(reply)).toEqual({ status: 429, reason: "BODY_TOO_LARGE" });
    expect(await all()).toEqual(before);
  });
});

describe("createCase under an idempotency key", () => {
  test.each([
    ["requestId", { query: "?requestId=one" }],
    ["Idempotency-Key", { headers: { "idempotency-key": "two" } }],
  ])("gives the same answer again to the same %s, and opens one case", async (_, keyed) => {
    const first = await create(newCase, keyed);
    const before = await all();

    const again = await create(newCase, keyed);

    expect(again).toMatchObject({ status: 200, text: first.text });
    expect(await all()).toEqual(before);
  });

  test("opens one case for concurrent twins", async () => {
    const query = "?requestId=twins";
    const body = { ...newCase, displayName: "Tvillingen" };

    const twins = await Promise.all([1, 2, 3].map(() => create(body, { query })));

    expect(new Set(twins.map(({ text }) => text)).size).toBe(1);
    const found = await call("GET", "/v2/cases:search?query=tvillingen", { as: aino });
    expect(found.body).toEqual({ cases: [expect.objectContaining({ displayName: "Tvillingen" })] });
  });

  test.each([
    ["another body", cases, { ...newCase, priority: "P3" }],
    ["another customer", "/v2/customers/1003/cases", newCase],
  ])("refuses the key with %s, and opens no second case", async (_, path, body) => {
    await create(newCase, { query: "?requestId=reused" });
    const before = await all();

    const reply = await call("POST", `${path}?requestId=reused`, { as: anna, body });

    expect(failureOf(reply)).toEqual({ status: 409, reason: "IDEMPOTENCY_KEY_REUSED" });
    expect(reply.body).toMatchObject({ error: { status: "ALREADY_EXISTS" } });
    expect(await all()).toEqual(before);
  });

  test("keeps the keys of different callers apart", async () => {
    const query = "?requestId=shared-key";
    const first = await create(newCase, { query });

    const other = await create({ ...newCase, priority: "P4" }, { query, as: olle });

    expect(other.status).toBe(200);
    expect(other.text).not.toBe(first.text);
  });
});

test("createCase rehearses with validateOnly: the case, the rules, the mails, and nothing stored", async () => {
  const before = await all();
  const body = { ...newCase, subscriberEmailAddresses: ["kim@lindqvist.example"] };

  const reply = await create(body, { query: "?validateOnly=true" });

  expect(reply.body).toMatchObject({
    displayName: "Mail is late",
    state: "NEW",
    rehearsal: {
      rules: expect.arrayContaining(["the customer's consent is granted"]),
      mails: [{ emailAddress: "kim@lindqvist.example", reasons: expect.any(Array) }],
    },
  });
  expect(await all()).toEqual(before);
});
