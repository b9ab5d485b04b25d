import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type CloudSupport,
  cloudSupportBeta,
  failureOf,
  open,
  versions,
} from "../support/googleapis.ts";
import { resetData, startServer, tokenFor } from "../support/server.ts";

const timestamp = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
const anna = {
  displayName: "Anna Berg",
  email: "anna@alfa-partner.example",
  username: "anna@alfa-partner.example",
};

let server: Awaited<ReturnType<typeof startServer>>;

beforeAll(async () => {
  server = await startServer();
  await resetData();
});

afterAll(() => server?.stop());

describe.each(versions)("Google's client of $version", ({ connect }) => {
  const client = (): CloudSupport => connect({ rootUrl: server.url, token: tokenFor(anna.email) });

  test("patches what the mask names and leaves the rest, though the whole case is sent back", async () => {
    const before = await open(client(), { subscriberEmailAddresses: ["olle@lindqvist.example"] });
    const changes = { displayName: "Annan titel", priority: "P1" };

    const { data } = await client().cases.patch({
      name: before.name,
      updateMask: "priority,display_name",
      requestBody: { ...before, ...changes, languageCode: "sv" },
    });

    expect(data).toEqual({
      ...before,
      ...changes,
      updateTime: timestamp,
      etag: expect.any(String),
    });
    expect(data.updateTime > before.updateTime).toBe(true);
  });

  test("clears the followers by a patch that names them and gives none", async () => {
    const { name } = await open(client(), { subscriberEmailAddresses: ["olle@lindqvist.example"] });
    const { cases } = client();

    const { data } = await cases.patch({
      name,
      updateMask: "subscriberEmailAddresses",
      requestBody: {},
    });

    expect(data).not.toHaveProperty("subscriberEmailAddresses");
  });

  test("refuses a case sent back that has changed since it was read", async () => {
    const { cases } = client();
    const stale = await open(client());
    await cases.comments.create({ parent: stale.name, requestBody: { body: "Meanwhile" } });

    const failure = await failureOf(
      cases.patch({ name: stale.name, updateMask: "priority", requestBody: stale }),
    );

    expect(failure).toMatchObject({ status: 409, code: 409 });
    expect(failure.response.data.error.status).toBe("ABORTED");
  });

  test("closes a case without a body, and once more without a change", async () => {
    const { name } = await open(client());
    const { cases } = client();

    const closed = await cases.close({ name });
    const again = await cases.close({ name, requestBody: {} });

    expect(closed.data).toMatchObject({ name, state: "CLOSED" });
    expect(again.data).toEqual(closed.data);
  });

  test("escalates a case of a Premium customer", async () => {
    const { name } = await open(client());
    const { cases } = client();
    const escalation = {
      reason: "BUSINESS_IMPACT",
      justification: "Beställningarna kommer inte fram.",
    };

    const { data } = await cases.escalate({ name, requestBody: { escalation } });

    expect(data).toMatchObject({ name, escalated: true, state: "NEW" });
  });

  test("writes comments and reads them, the newest first and page by page", async () => {
    const { name: parent } = await open(client());
    const { comments } = client().cases;

    const first = await comments.create({ parent, requestBody: { body: "Första\nraden" } });
    const second = await comments.create({ parent, requestBody: { body: "Andra" } });
    const read = await comments.get({ name: first.data.name });
    const newest = await comments.list({ parent, pageSize: 1 });
    const pageToken = newest.data.nextPageToken ?? "none";
    const oldest = await comments.list({ parent, pageSize: 1, pageToken });

    expect(first.data).toEqual({
      name: expect.stringMatching(/^organizations\/1001\/cases\/[0-9]+\/comments\/[\w-]+$/),
      body: "Första\nraden",
      plainTextBody: "Första\nraden",
      creator: anna,
      createTime: timestamp,
    });
    expect(read.data).toEqual(first.data);
    expect(newest.data.comments).toEqual([second.data]);
    expect(oldest.data).toEqual({ comments: [first.data] });
  });
});

describe.each(versions)(
  "Google's client of $version, where support has answered",
  ({ connect }) => {
    test("reads the answer without the agent's name and address, and no internal note", async () => {
      const { cases } = connect({ rootUrl: server.url, token: tokenFor(anna.email) });

      const { data } = await cases.comments.list({
        parent: "organizations/1001/cases/310000001001",
      });

      expect(data.comments?.map(({ body }) => body)).toEqual([
        "Authentication-Results: spf=fail, dkim=none.",
        "Please send us the full headers of one bounce.",
      ]);
      expect(data.comments?.map(({ creator }) => creator)).toEqual([
        anna,
        { displayName: "Support", email: "support@support.example", googleSupport: true },
      ]);
    });
  },
);

describe("Google's client of v2beta", () => {
  test("shows the feed, the oldest first unless asked otherwise", async () => {
    const client = cloudSupportBeta({ rootUrl: server.url, token: tokenFor(anna.email) });
    const { name: parent } = await open(client);
    const first = await client.cases.comments.create({ parent, requestBody: { body: "Först" } });
    const second = await client.cases.comments.create({ parent, requestBody: { body: "Sedan" } });

    const rising = await client.cases.showFeed({ parent });
    const falling = await client.cases.showFeed({
      parent,
      orderBy: "Creation_Time  DESC",
      pageSize: 1,
    });
    const pageToken = falling.data.nextPageToken ?? "none";
    const last = await client.cases.showFeed({
      parent,
      orderBy: "Creation_Time  DESC",
      pageSize: 1,
      pageToken,
    });

    const items = [first, second].map(({ data: comment }) => ({
      eventTime: comment.createTime,
      comment,
    }));
    expect(rising.data).toEqual({ feedItems: items });
    expect(falling.data.feedItems).toEqual([items[1]]);
    expect(last.data).toEqual({ feedItems: [items[0]] });
  });
});
