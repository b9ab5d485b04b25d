import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CloudSupport, failureOf, open, problem, versions } from "../support/googleapis.ts";
import { resetData, startServer, tokenFor } from "../support/server.ts";

const bakery = "organizations/1001";
const timestamp = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
const anna = {
  displayName: "Anna Berg",
  email: "anna@alfa-partner.example",
  username: "anna@alfa-partner.example",
};
const slow = {
  id: problem.classification.id,
  displayName: "Google Workspace > Gmail > Gmail does not load or is slow",
};

let server: Awaited<ReturnType<typeof startServer>>;

beforeAll(async () => {
  server = await startServer();
  await resetData();
});

afterAll(() => server?.stop());

describe.each(versions)("Google's client of $version", ({ version, connect, within }) => {
  const client = (): CloudSupport => connect({ rootUrl: server.url, token: tokenFor(anna.email) });

  test("finds the classification of a problem by words, typing errors and all, and by pattern", async () => {
    const { caseClassifications } = client();

    const byWords = await caseClassifications.search({ query: "gmail temporry error" });
    const byPattern = await caseClassifications.search({ query: 'display_name:"*not load*"' });

    expect(byWords.data.caseClassifications?.[0]).toEqual(slow);
    expect(byPattern.data).toEqual({ caseClassifications: [slow] });
  });

  test("turns the pages of the classifications until the last", async () => {
    const { caseClassifications } = client();
    const ids: string[] = [];
    let pageToken: string | undefined;

    do {
      const { data } = await caseClassifications.search({
        pageSize: 40,
        ...(pageToken && { pageToken }),
      });
      ids.push(...(data.caseClassifications ?? []).map(({ id }) => id));
      pageToken = data.nextPageToken;
    } while (pageToken);

    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThanOrEqual(90);
  });

  test("opens a case with a classification found, and reads no field that is at its default", async () => {
    const { caseClassifications, cases } = client();
    const found = await caseClassifications.search({ query: "gmail does not load", pageSize: 1 });
    const [classification] = found.data.caseClassifications ?? [];
    const requestBody = {
      ...problem,
      ...(classification && { classification }),
      timeZone: "Europe/Stockholm",
      subscriberEmailAddresses: ["olle@lindqvist.example"],
      contactEmail: null,
      testCase: false,
    };

    const { status, data } = await cases.create({ parent: bakery, requestBody });

    expect(status).toBe(200);
    expect(data).toEqual({
      name: expect.stringMatching(/^organizations\/1001\/cases\/[0-9]+$/),
      displayName: problem.displayName,
      description: problem.description,
      classification: slow,
      priority: "P2",
      state: "NEW",
      languageCode: "en",
      timeZone: "Europe/Stockholm",
      subscriberEmailAddresses: ["olle@lindqvist.example"],
      creator: anna,
      createTime: timestamp,
      updateTime: data.createTime,
      etag: expect.any(String),
    });
  });

  test("reads a case under the name of the form that the caller uses", async () => {
    const created = await open(client(), {}, "customers/1001");
    const { cases } = client();
    const asOrganization = created.name.replace("customers/", "organizations/");

    const same = await cases.get({ name: created.name });
    const other = await cases.get({ name: asOrganization });

    expect(created.name).toMatch(/^customers\/1001\/cases\/[0-9]+$/);
    expect(same.data).toEqual(created);
    expect(other.data).toEqual({ ...created, name: asOrganization });
  });

  test("takes the part of an answer that `fields` selects", async () => {
    const { name } = await open(client());
    const { cases } = client();

    const one = await cases.get({ name, fields: "name,creator/email" });
    const many = await cases.list({ parent: bakery, pageSize: 1, fields: "cases(name,state)" });

    expect(one.data).toEqual({ name, creator: { email: anna.email } });
    expect(many.data).toEqual({ cases: [{ name, state: "NEW" }] });
  });

  test("may send the standard parameters with any call", async () => {
    const created = await open(client());
    const standard = {
      "$.xgafv": "2",
      alt: "json",
      callback: "f",
      key: "k",
      prettyPrint: true,
      quotaUser: "anna",
      uploadType: "media",
      upload_protocol: "raw",
    };

    const { data } = await client().cases.get({ name: created.name, ...standard });

    expect(data).toEqual(created);
  });

  test("lists what a filter lets through, newest first and page by page", async () => {
    const { createTime } = await open(client(), { priority: "P4" });
    const names = [
      (await open(client(), { priority: "P3" })).name,
      (await open(client(), { priority: "P0" })).name,
      (await open(client(), { priority: "P4" })).name,
      (await open(client(), { priority: "P3" })).name,
    ];
    const { cases } = client();
    const filter = `state=OPEN AND (priority=P3 OR priority=P4) AND creator.email="${anna.email}" AND create_time>"${createTime}"`;

    const first = await cases.list({ parent: bakery, filter, pageSize: 2 });
    const pageToken = first.data.nextPageToken ?? "none";
    const second = await cases.list({ parent: bakery, filter, pageSize: 2, pageToken });

    expect(first.data.cases?.map(({ name }) => name)).toEqual([names[3], names[2]]);
    expect(second.data).toEqual({ cases: [expect.objectContaining({ name: names[0] })] });
  });

  test("answers an empty list without any field", async () => {
    const { cases } = client();

    const listed = await cases.list({
      parent: bakery,
      filter: 'creator.email="nobody@alfa-partner.example"',
    });
    const lined = await cases.list({ parent: bakery, productLine: "GOOGLE_CLOUD" });

    expect([listed.data, lined.data]).toEqual([{}, {}]);
  });

  test("finds a case by a word of its title as soon as it is open", async () => {
    const word = `surdeg${version}`;
    const created = await open(client(), { displayName: `Receptet på ${word} är borta` });
    const { cases } = client();
    const query = `"${word}" AND state=OPEN AND update_time>"2020-01-01T00:00:00-05:00"`;

    const { data } = await cases.search(within(bakery, query));
    const elsewhere = await cases.search(within("organizations/1003", `"${word}"`));

    expect(data.cases?.map(({ displayName }) => displayName)).toEqual([created.displayName]);
    expect(data.cases?.[0]?.name.split("/").slice(1)).toEqual(created.name.split("/").slice(1));
    expect(elsewhere.data).toEqual({});
  });

  test("surfaces every fault of a case without a title and with a bad severity", async () => {
    const { displayName: _title, ...untitled } = problem;
    const requestBody = { ...untitled, priority: "P9" };
    const { cases } = client();

    const failure = await failureOf(cases.create({ parent: bakery, requestBody }));

    expect(failure).toMatchObject({ status: 400, code: 400 });
    const { error } = failure.response.data;
    expect(error).toMatchObject({
      code: 400,
      status: "INVALID_ARGUMENT",
      message: failure.message,
    });
    expect(error.details).toContainEqual({
      "@type": "type.googleapis.com/google.rpc.BadRequest",
      fieldViolations: [
        { field: "displayName", description: expect.any(String) },
        { field: "priority", description: expect.any(String) },
      ],
    });
  });

  test("surfaces a case of another partner's time and a missing one as the same refusal", async () => {
    const { cases } = client();

    const foreign = await failureOf(cases.get({ name: "organizations/1003/cases/310000003001" }));
    const missing = await failureOf(cases.get({ name: "organizations/1003/cases/999999999999" }));

    expect(foreign).toMatchObject({ status: 403, code: 403 });
    expect(foreign.response.data.error.status).toBe("PERMISSION_DENIED");
    expect(missing.response.data).toEqual(foreign.response.data);
  });

  test("surfaces that a customer has not consented", async () => {
    const { cases } = client();
    const parent = "organizations/1002";

    const failure = await failureOf(cases.create({ parent, requestBody: problem }));

    expect(failure.response.data.error).toMatchObject({ code: 400, status: "FAILED_PRECONDITION" });
    expect(failure.response.data.error.details[0]).toMatchObject({
      "@type": "type.googleapis.com/google.rpc.ErrorInfo",
      reason: "CONSENT_NOT_GRANTED",
    });
  });

  test("surfaces that nobody is signed in", async () => {
    const { cases } = connect({ rootUrl: server.url });

    const failure = await failureOf(cases.list({ parent: bakery }));

    expect(failure).toMatchObject({ status: 401, message: failure.response.data.error.message });
    expect(failure.response.data.error.status).toBe("UNAUTHENTICATED");
  });
});
