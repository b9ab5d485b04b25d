import { createServer, type Server } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type Discovered, discover } from "../support/discovered.ts";
import { cloudSupport, cloudSupportBeta, problem } from "../support/googleapis.ts";
import { resetData, startEvents, startServer, tokenFor } from "../support/server.ts";

const anna = tokenFor("anna@alfa-partner.example");
const bakery = "organizations/1001";
const theCase = `${bakery}/cases/310000001001`;

let server: Awaited<ReturnType<typeof startServer>>;
let events: Awaited<ReturnType<typeof startEvents>>;

beforeAll(async () => {
  server = await startServer();
  await resetData();
  // Where there is a malware scanner, a file is looked at by an event function.
  events = await startEvents();
});

afterAll(() => Promise.all([server, events].map((part) => part?.stop())));

describe.each(["v2", "v2beta"] as const)("a client that discovers %s", (version) => {
  const client = () => discover(`${server.url}/$discovery/rest?version=${version}`, anna);

  async function opened(): Promise<{ api: Discovered; name: string }> {
    const api = await client();
    const { data } = await api.cases.create({ parent: bakery, requestBody: problem });
    return { api, name: data.name };
  }

  test("opens a case, finds it in the list, and changes its severity", async () => {
    const { api, name } = await opened();

    const { data: list } = await api.cases.list({ parent: bakery, pageSize: 100 });
    const requestBody = { priority: "P1" };
    const { data: patched } = await api.cases.patch({ name, updateMask: "priority", requestBody });

    expect(name).toMatch(/^organizations\/1001\/cases\/\d+$/);
    expect(list.cases?.map((each) => each.name)).toContain(name);
    expect(patched).toMatchObject({ name, priority: "P1", displayName: problem.displayName });
  });

  test("comments, reads the comment in the feed, and closes the case", async () => {
    const { api, name } = await opened();

    await api.cases.comments.create({ parent: name, requestBody: { body: "Since Monday." } });
    const { data: feed } = await api.cases.showFeed({ parent: name });
    const { data: closed } = await api.cases.close({ name });

    expect(feed.feedItems?.map(({ comment }) => comment?.body)).toEqual(["Since Monday."]);
    expect(closed.state).toBe("CLOSED");
  });

  test("uploads a file and downloads the very same bytes", async () => {
    const { api, name: parent } = await opened();
    const requestBody = { attachment: { filename: "log.txt" } };
    const media = { mimeType: "text/plain", body: "550 5.7.26\n" };

    const { data: sent } = await api.media.upload({ parent, requestBody, media });
    const { attachments } = api.cases;
    const state = async () => (await attachments.get({ name: sent.name })).data.state;
    await expect.poll(state, { timeout: 20_000 }).toBe("AVAILABLE");
    const { data: bytes } = await api.media.download({ name: sent.name, alt: "media" });

    expect(sent.filename).toBe("log.txt");
    expect(bytes).toBe("550 5.7.26\n");
  });
});

type Seen = { method: string | undefined; url: string | undefined; body: string };
type Call = (params: object, options?: object) => Promise<unknown>;

/** Records what it is asked, and hands out the documents of the front door as a proxy before it does. */
async function startRecorder(): Promise<{ url: string; seen: Seen[]; server: Server }> {
  const seen: Seen[] = [];
  const recorder = createServer((request, response) => {
    const { method, url = "", headers } = request;
    response.setHeader("content-type", "application/json");
    if (url.startsWith("/$discovery/")) {
      void handedOn(url, headers.host ?? "").then((document) => response.end(document));
      return;
    }
    const type = headers["content-type"]?.split(";")[0];
    void text(request).then((body) => {
      const boundless = body.replaceAll(/[\da-f]{8}-[\da-f-]{27}/g, "BOUNDARY");
      seen.push({ method, url, body: `${type} ${boundless}` });
      response.end("{}");
    });
  });
  await new Promise<void>((resolve) => recorder.listen(0, "127.0.0.1", resolve));
  const { port } = z.object({ port: z.int() }).parse(recorder.address());
  return { url: `http://127.0.0.1:${port}`, seen, server: recorder };
}

async function handedOn(path: string, host: string): Promise<string> {
  const document = await fetch(server.url + path, { headers: { "x-forwarded-host": host } });
  return document.text();
}

/** A method of a client by its id in the discovery document. */
function callOf(client: object, id: string): Call {
  const path = id.split(".");
  const resource = path
    .slice(0, -1)
    .reduce<object>((inner, name) => Reflect.get(inner, name), client);
  return (...given) => Reflect.apply(Reflect.get(resource, path.at(-1) ?? ""), resource, given);
}

/** The ids of the methods of a published client. */
function methodsOf(resource: object, path: readonly string[] = []): string[] {
  const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(resource));
  const children = Object.entries(resource).filter(
    ([name, child]) => name !== "context" && typeof child === "object" && path.length < 2,
  );
  return [
    ...(path.length > 0 ? methods.filter((name) => name !== "constructor") : []).map((name) =>
      [...path, name].join("."),
    ),
    ...children.flatMap(([name, child]) => methodsOf(child, [...path, name])),
  ];
}

const page = { pageSize: 7, pageToken: "next" };
const file = { mimeType: "text/csv", body: "a;b" };

/** How each method is called; `rootUrl` again, for the published client forgets it when it uploads. */
const calls: Record<string, object> = {
  "caseClassifications.search": { ...page, query: 'display_name:"*Gmail*"' },
  "cases.attachments.get": { name: `${theCase}/attachments/a1` },
  "cases.attachments.list": { ...page, parent: theCase },
  "cases.close": { name: theCase, requestBody: {} },
  "cases.comments.create": { parent: theCase, requestBody: { body: "Åäö 🥐" } },
  "cases.comments.get": { name: `${theCase}/comments/c1` },
  "cases.comments.list": { ...page, parent: theCase },
  "cases.create": { parent: bakery, requestBody: problem },
  "cases.escalate": { name: theCase, requestBody: { escalation: { reason: "RESOLUTION_TIME" } } },
  "cases.get": { name: theCase, fields: "name,state" },
  "cases.list": { ...page, parent: bakery, filter: "state=OPEN AND (priority=P0 OR priority=P1)" },
  "cases.patch": { name: theCase, updateMask: "priority", requestBody: { priority: "P1" } },
  "cases.search": { ...page, parent: bakery, query: "state=OPEN" },
  "cases.showFeed": { ...page, parent: theCase, orderBy: "creation_time desc" },
  "media.download": { name: `${theCase}/attachments/a1`, alt: "media" },
  "media.upload": {
    parent: theCase,
    requestBody: { attachment: { filename: "a.csv" } },
    media: file,
  },
};

describe.each([
  { version: "v2", published: cloudSupport },
  { version: "v2beta", published: cloudSupportBeta },
])("a client that discovers $version behind a proxy", ({ version, published }) => {
  let recorder: Awaited<ReturnType<typeof startRecorder>>;

  beforeAll(async () => {
    recorder = await startRecorder();
  });

  afterAll(() => recorder?.server.close());

  const served = methodsOf(published({ rootUrl: "http://127.0.0.1:1" })).filter(
    (id) => !id.includes("supportEventSubscriptions"),
  );

  test("is compared in every method that Google's published client has and that is served", () => {
    const ofV2 = Object.keys(calls).filter((id) => version === "v2beta" || id !== "cases.showFeed");

    expect(served.toSorted()).toEqual(ofV2.toSorted());
  });

  test.each(served)("asks for %s as the published client does", async (id) => {
    const rootUrl = recorder.url;
    const discovered = await discover(`${rootUrl}/$discovery/rest?version=${version}`, anna);
    const params = calls[id] ?? {};
    const from = recorder.seen.length;

    await callOf(published({ rootUrl, token: anna }), id)(params, { rootUrl });
    await callOf(discovered, id)(params);

    const [theirs, ours, ...more] = recorder.seen.slice(from);
    expect(more).toEqual([]);
    expect(theirs?.url).toContain(`/${version}/`);
    expect(ours).toEqual(theirs);
  });
});
