import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { discoveryOf } from "#functions/discovery.ts";
import { examples } from "#functions/reference/examples/examples.ts";
import { methodPath } from "#functions/reference/method-path.ts";
import { routes } from "#functions/routes.ts";
import { startServer } from "../support/server.ts";

const Method = z.looseObject({
  id: z.string(),
  path: z.string(),
  httpMethod: z.string(),
  parameters: z.record(
    z.string(),
    z.looseObject({ pattern: z.string().optional(), location: z.string() }),
  ),
});
type Resource = {
  methods?: Record<string, z.infer<typeof Method>> | undefined;
  resources?: Record<string, Resource> | undefined;
};
const Resource: z.ZodType<Resource> = z.looseObject({
  methods: z.record(z.string(), Method).optional(),
  get resources() {
    return z.record(z.string(), Resource).optional();
  },
});

function methodsIn({ methods = {}, resources = {} }: Resource): z.infer<typeof Method>[] {
  return [...Object.values(methods), ...Object.values(resources).flatMap(methodsIn)];
}

describe.each(["v2", "v2beta"] as const)("the discovery document of %s", (version) => {
  const document = discoveryOf(routes, version);
  const methods = methodsIn(Resource.parse(document));

  test("has one method for every function, by the id of its contract", () => {
    const ids = routes.map(({ contract }) => `cloudsupport.${contract.methodId}`);

    expect(methods.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  });

  test.each(methods)("$id leads to its function by the name of a resource", (method) => {
    const route = routes.find(({ contract }) => method.id === `cloudsupport.${contract.methodId}`);
    if (!route) throw new Error(`No function has the method ${method.id}.`);
    const params = examples[route.contract.name]?.params ?? {};
    const { resource } = methodPath(route.contract, version);
    const name =
      resource?.forms.at(-1)?.replaceAll(/\{(\w+)\}/g, (_, id) => params[id] ?? "-") ?? "";

    const path = method.path.replace(/\{\+\w+\}/, name);

    expect(path).not.toContain("{");
    expect(name).toMatch(new RegExp(method.parameters[resource?.parameter ?? ""]?.pattern ?? "^$"));
    expect(route.match(`/${path}`)).toBeDefined();
    expect(route.contract.method).toBe(method.httpMethod);
  });

  test.each([
    ["cases.get", "{+name}", "^(customers|organizations)/[^/]+/cases/[^/]+$"],
    ["cases.close", "{+name}:close", "^(customers|organizations)/[^/]+/cases/[^/]+$"],
    ["cases.list", "{+parent}/cases", "^(customers|organizations)/[^/]+$"],
    ["cases.showFeed", "{+parent}:showFeed", "^(customers|organizations)/[^/]+/cases/[^/]+$"],
    ["media.upload", "{+parent}/attachments", "^(customers|organizations)/[^/]+/cases/[^/]+$"],
    ["agents.list", "agents", undefined],
    [
      "cases.search",
      version === "v2" ? "{+parent}/cases:search" : "cases:search",
      version === "v2" ? "^(customers|organizations)/[^/]+$" : undefined,
    ],
  ])("gives %s a path as Google does: %s", (id, path, pattern) => {
    const method = methods.find((each) => each.id === `cloudsupport.${id}`);
    const inPath = Object.values(method?.parameters ?? {}).filter(
      ({ location }) => location === "path",
    );

    expect(method?.path).toBe(`${version}/${path}`);
    expect(inPath.map((each) => each.pattern)).toEqual(pattern === undefined ? [] : [pattern]);
  });

  test("refers to schemas that it holds, and to no other", () => {
    const { schemas, ...rest } = z
      .looseObject({ schemas: z.record(z.string(), z.unknown()) })
      .parse(document);
    const references = JSON.stringify({ schemas, rest }).matchAll(/"\$ref":"(\w+)"/g);

    const missing = [...references]
      .map(([, name = ""]) => name)
      .filter((name) => !Object.hasOwn(schemas, name));

    expect(missing).toEqual([]);
  });

  test("tells Python's client what it looks for: a scope, the order of parameters, where files go", () => {
    const scope = "https://www.googleapis.com/auth/cloud-platform";

    expect(document).toMatchObject({
      kind: "discovery#restDescription",
      id: `cloudsupport:${version}`,
      servicePath: "",
      auth: { oauth2: { scopes: { [scope]: {} } } },
      resources: {
        cases: { methods: { get: { parameterOrder: ["name"], scopes: [scope] } } },
        media: {
          methods: {
            download: { supportsMediaDownload: true, useMediaDownloadService: true },
            upload: {
              supportsMediaUpload: true,
              mediaUpload: {
                accept: ["*/*"],
                protocols: {
                  simple: { multipart: true, path: `/upload/${version}/{+parent}/attachments` },
                },
              },
            },
          },
        },
      },
    });
  });

  test("tells what only a server can fill in as read-only, and a mask as such", () => {
    expect(document).toMatchObject({
      schemas: {
        Case: { id: "Case", type: "object", properties: { creator: { $ref: "Actor" } } },
        NewCase: { properties: { updateTime: { readOnly: true } } },
      },
      resources: {
        cases: {
          methods: { patch: { parameters: { updateMask: { format: "google-fieldmask" } } } },
        },
      },
    });
  });
});

let server: Awaited<ReturnType<typeof startServer>>;

async function ask(
  query: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${server.url}/$discovery/rest${query}`, { headers });
  return { status: response.status, body: await response.json() };
}

describe("a request for a discovery document", () => {
  beforeAll(async () => {
    server = await startServer();
  });

  afterAll(() => server?.stop());

  test("is told which versions there are when it names none of them", async () => {
    const { status, body } = await ask("?version=v3");

    expect(status).toBe(400);
    expect(body).toMatchObject({
      error: {
        details: [
          {},
          { fieldViolations: [{ field: "version", description: "Give v2 or v2beta." }] },
        ],
      },
    });
  });

  test("is answered with the address under which it was asked, also behind a proxy", async () => {
    const direct = await ask("?version=v2");
    const proxied = await ask("?version=v2", { "x-forwarded-host": "api.support.example, inner" });

    expect(direct.body).toMatchObject({ rootUrl: `${server.url}/`, baseUrl: `${server.url}/` });
    expect(proxied.body).toMatchObject({ rootUrl: "http://api.support.example/" });
  });

  test("is answered with nothing new to one who has the document of this address, and of no other", async () => {
    const address = `${server.url}/$discovery/rest?version=v2`;
    const { headers } = await fetch(address);
    const known = { "if-none-match": headers.get("etag") ?? "" };

    const again = await fetch(address, { headers: known });
    const elsewhere = await ask("?version=v2", { ...known, "x-forwarded-host": "api.example" });
    const other = await ask("?version=v2beta", known);

    expect(headers.get("cache-control")).toBe("private, no-cache");
    expect(again.status).toBe(304);
    expect(elsewhere.body).toMatchObject({ rootUrl: "http://api.example/" });
    expect(other.body).toMatchObject({ version: "v2beta" });
  });

  test("is refused where that address is none", async () => {
    const { status, body } = await ask("?version=v2", { "x-forwarded-host": "evil.example/path?" });

    expect(status).toBe(400);
    expect(JSON.stringify(body)).not.toContain("evil.example");
  });
});
