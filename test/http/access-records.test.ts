import { beforeAll, describe, expect, test } from "vitest";
import { AccessBatch, type AccessEntry } from "#domain/access-record.ts";
import { routes } from "#functions/routes.ts";
import { accessLog } from "#platform/record-seen.ts";
import { aino, anna, call, newCase, olle, open, useServer } from "../support/client.ts";
import { subscribeTo } from "../support/events.ts";

// Without a scanner a file can be had at once.
delete process.env["CLAMD_ADDRESS"];
useServer();

let take: Awaited<ReturnType<typeof subscribeTo>>;

beforeAll(async () => {
  take = await subscribeTo("access-records");
});

/** The entries that a request leaves. */
async function leftBy(
  request: () => Promise<{ status: number }>,
  status = 200,
): Promise<AccessEntry[]> {
  await accessLog().flush();
  await take();
  const reply = await request();
  expect(reply.status).toBe(status);
  await accessLog().flush();
  return (await take()).flatMap((message) => AccessBatch.parse(message).entries);
}

const emailAddresses = ["kim@lindqvist.example"];

const recall = { texts: ["Late."], reason: "A name." };

/** Bodies of the functions that need one; a new function that does is refused with 400 until it stands here. */
const bodies: Record<string, object> = {
  assignCase: { assignee: aino },
  createCase: newCase,
  createComment: { body: "Still late." },
  escalateCase: { escalation: { reason: "BUSINESS_IMPACT", justification: "No bread." } },
  removeAttachment: { reason: "On request." },
  recallPersonalData: recall,
  uploadAttachment: { attachment: { filename: "a.txt" } },
  patchCase: { displayName: "Mail is late", priority: "P1" },
  shareCase: { emailAddresses },
  unshareCase: { emailAddresses },
};

/** What only agents do. */
const agentsAlone = new Set([
  "assignCase",
  "getRecallCertificate",
  "recallPersonalData",
  "removeAttachment",
]);

/**
 * What shows nothing of any case: a text of the caller's own, and where a file may be written. Downloads and
 * signed uploads take bytes; that they leave records is told in their own tests.
 */
const notHere = new Set([
  "downloadAttachment",
  "explainAccess",
  "finishUpload",
  "screenText",
  "startUpload",
]);

/** Every function that shows or changes cases; what explains why one may not see a case shows none. */
const ofCases = routes
  .filter(({ contract }) => !notHere.has(contract.name))
  .flatMap(({ contract: { name, method, paths } }) => paths.map((path) => ({ name, method, path })))
  .filter(({ path }) => /\/cases\b/.test(path));

/** A case with a comment, and a request for each function below it. */
async function ask({ name, method, path }: (typeof ofCases)[number]) {
  const as = agentsAlone.has(name) ? aino : anna;
  const { name: caseName } = await open();
  if (name === "reopenCase") await call("POST", `/v2/${caseName}:close`, { as });
  const written = await call("POST", `/v2/${caseName}/comments`, { as, body: { body: "Late." } });
  const id = lastOf(caseName);
  const file = { attachment: { filename: "a.txt" } };
  const attached = await call("POST", `/v2/${caseName}/attachments`, { as, body: file });
  const filled = path
    .replace("{version}", "v2")
    .replace("{customer}", "1001")
    .replace("{case}", id)
    .replace("{comment}", lastOf(Object(written.body).name))
    .replace("{attachment}", lastOf(Object(attached.body).name))
    .replace("{certificate}", name === "getRecallCertificate" ? await recalledIn(caseName) : "")
    .replace(/^\/upload.*/, "$&?attachment.filename=a.txt");
  const body = method === "GET" ? undefined : (bodies[name] ?? {});
  // The case that is opened by the request is one of its own.
  const seen = ({ body }: { body: unknown }) =>
    name === "createCase" ? lastOf(Object(body).name) : id;
  return { as, id: seen, send: () => call(method, filled, { as, ...(body && { body }) }) };
}

async function recalledIn(caseName: string): Promise<string> {
  const { body } = await call("POST", `/v2/${caseName}:recallPersonalData`, {
    as: aino,
    body: recall,
  });
  return lastOf(Object(body).name);
}

function lastOf(name: unknown): string {
  return String(name).split("/").at(-1) ?? "";
}

describe.each(ofCases)("$name ($path)", (route) => {
  test("leaves a record of who saw or changed what, and names the function", async () => {
    const { as, id, send } = await ask(route);
    let reply: { body: unknown } = { body: undefined };

    const left = await leftBy(async () => {
      const answered = await send();
      reply = answered;
      return answered;
    });

    const actor =
      as === aino ? { kind: "agent", agentId: "a7k2" } : { kind: "person", email: anna };
    expect(left.length).toBeGreaterThan(0);
    expect(left.map((entry) => entry.function)).toEqual(left.map(() => route.name));
    expect(left.map((entry) => entry.actor)).toMatchObject(left.map(() => actor));
    expect(left.flatMap(({ cases }) => cases)).toContain(id(reply));
  });
});

const createOnce = () =>
  call("POST", "/v2/customers/1001/cases?requestId=seen-twice", { as: anna, body: newCase });

describe("the access records", () => {
  test("name the relationship and the consent that the access relied on", async () => {
    const { name, createTime } = await open();

    const [left, ...more] = await leftBy(() => call("GET", `/v2/${name}`, { as: anna }));

    expect(more).toEqual([]);
    expect(left).toEqual({
      id: expect.stringMatching(/^e[0-9a-f]{32}$/),
      customer: "1001",
      createdAt: expect.any(String),
      function: "getCase",
      actor: {
        kind: "person",
        email: anna,
        displayName: "Anna Berg",
        viewer: "partner:alfa-partner.example",
      },
      cases: [name.split("/").at(-1)],
      list: false,
      reliance: {
        kind: "RESELLER",
        periodStartAt: "2024-01-01T00:00:00.000Z",
        access: "GRANTED",
        revision: 1,
        readAt: left?.createdAt,
      },
    });
    expect(left && left.createdAt > createTime).toBe(true);
  });

  test("are one for each customer on a page over several", async () => {
    const left = await leftBy(() =>
      call("GET", "/v2/customers/-/cases?pageSize=100", { as: anna }),
    );

    expect(left.map(({ customer }) => customer).toSorted()).toEqual(["1001", "1003"]);
    expect(left.map(({ list }) => list)).toEqual([true, true]);
    expect(left.find(({ customer }) => customer === "1003")?.cases).toContain("310000003003");
  });

  test("tell of a list that was empty", async () => {
    const path = `/v2/customers/1001/cases?filter=${encodeURIComponent('creator.email="no@one.example"')}`;

    const left = await leftBy(() => call("GET", path, { as: anna }));

    expect(left).toMatchObject([
      { customer: "1001", cases: [], list: true, function: "listCases" },
    ]);
  });

  test("name, for a repeated creation, the case that was opened first", async () => {
    const [first] = await leftBy(createOnce);

    const [again] = await leftBy(createOnce);

    expect(first?.cases).toHaveLength(1);
    expect(again?.cases).toEqual(first?.cases);
  });

  test("are not of the customer's own people", async () => {
    const { name } = await open();

    expect(await leftBy(() => call("GET", `/v2/${name}`, { as: olle }))).toEqual([]);
    expect(await leftBy(() => call("GET", "/v2/customers/-/cases", { as: olle }))).toEqual([]);
  });

  test("are not left by what is denied", async () => {
    const path = "/v2/customers/1001/cases/310000001001";

    expect(await leftBy(() => call("GET", path, { as: "anna@beta-partner.example" }), 403)).toEqual(
      [],
    );
    expect(await leftBy(() => call("GET", "/v2/customers/1002/cases", { as: anna }), 400)).toEqual(
      [],
    );
  });

  test("are not left by rehearsing to open a case, for that shows none", async () => {
    const path = "/v2/customers/1001/cases?validateOnly=true";

    expect(await leftBy(() => call("POST", path, { as: anna, body: newCase }))).toEqual([]);
  });

  test("are left by rehearsing a change, for its answer shows the case", async () => {
    const path = "/v2/customers/1001/cases/310000001001:close?validateOnly=true";

    const [left] = await leftBy(() => call("POST", path, { as: anna }));

    expect(left).toMatchObject({ function: "closeCase", cases: ["310000001001"] });
  });

  test("tell of consent that runs out when it does", async () => {
    const grant = "/v2/customers/1003/partners/alfa-partner.example:grantAccess";
    const body = { accessExpireTime: "2999-01-01T00:00:00Z" };
    await call("POST", grant, { as: "signe@solvik.example", body });

    const [left] = await leftBy(() => call("GET", "/v2/customers/1003/cases", { as: anna }));

    expect(left?.reliance).toMatchObject({
      accessExpiresAt: "2999-01-01T00:00:00.000Z",
      revision: 2,
    });
  });
});
