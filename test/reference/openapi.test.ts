import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { RefusalCode } from "#domain/refusal.ts";
import { openApiOf } from "#functions/openapi.ts";
import { examples } from "#functions/reference/examples/examples.ts";
import { ownQuery } from "#functions/reference/parameters.ts";
import { refusedWith } from "#functions/reference/refusals.ts";
import { schemaBook } from "#functions/reference/schemas.ts";
import { routes } from "#functions/routes.ts";
import { refusalsOf } from "#platform/refusals.ts";

const Parameter = z.looseObject({ $ref: z.string().optional(), name: z.string().optional() });
const Operation = z.looseObject({
  operationId: z.string(),
  tags: z.array(z.string()),
  description: z.string(),
  parameters: z.array(Parameter),
  requestBody: z.looseObject({ content: z.record(z.string(), z.unknown()) }).optional(),
  responses: z.record(z.string(), z.looseObject({ $ref: z.string().optional() })),
});
type Operation = z.infer<typeof Operation>;
const Document = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.looseObject({
    responses: z.record(z.string(), z.unknown()),
    schemas: z.record(z.string(), z.unknown()),
  }),
});

const document = Document.parse(openApiOf(routes, {}));
const operations = Object.values(document.paths).flatMap((path) => Object.values(path));

function operation(id: string): Operation {
  const found = operations.find(({ operationId }) => operationId === id);
  if (!found) throw new Error(`There is no operation ${id}.`);
  return found;
}

const namesIn = ({ parameters }: Operation) =>
  parameters.map(({ $ref, name }) => name ?? $ref?.split("/").at(-1));

/** What is said of one status, wherever it is written. */
function answerText({ responses }: Operation, status: number): string {
  const answer = responses[status];
  const shared = answer?.$ref?.split("/").at(-1);
  return JSON.stringify(shared === undefined ? answer : document.components.responses[shared]);
}

describe("the OpenAPI document", () => {
  test("has nothing that the strictest rules of the linter find", async () => {
    const root = fileURLToPath(new URL("../../", import.meta.url));
    const linter = `${root}functions/client/node_modules/@redocly/cli/bin/cli.js`;
    const config = ["--config", ".redocly.yaml", "--format", "json"];
    const args = [linter, "lint", ...config, "functions/reference/openapi.json"];
    const env = {
      ...process.env,
      REDOCLY_TELEMETRY: "off",
      REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
    };

    const printed = await new Promise<string>((resolve) =>
      execFile(process.execPath, args, { cwd: root, env }, (_error, stdout) => resolve(stdout)),
    );

    expect(JSON.parse(printed)).toMatchObject({
      totals: { errors: 0, warnings: 0, ignored: 0 },
      problems: [],
    });
  });

  test("holds every path of every function under its method, and no other", () => {
    const told = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );

    const served = routes.flatMap(({ contract: { method, paths } }) =>
      paths.map((path) => `${method} ${path.replace("{version}", "v2")}`),
    );
    expect(told.toSorted()).toEqual(served.toSorted());
  });

  test("calls each operation by the name of its function, and its further paths apart", () => {
    const ids = operations.map(({ operationId }) => operationId);

    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.toSorted()).toEqual(
      [
        ...routes.map(({ contract }) => contract.name),
        "explainAccessOfCase",
        "searchCasesOfCustomer",
        "uploadAttachmentMetadata",
      ].toSorted(),
    );
  });

  test.each(routes.map(({ contract }) => contract))(
    "tells every refusal of $name under its status",
    (contract) => {
      const told = operation(contract.name);

      for (const code of refusalsOf(contract)) {
        expect(answerText(told, refusedWith(code).http)).toContain(`\`${code}\``);
      }
    },
  );

  test("tells no refusal that a function does not give", () => {
    const told = Object.keys(operation("closeCase").responses);

    expect(told).toEqual(["200", "400", "401", "403", "404", "409", "429", "500", "501", "503"]);
    expect(answerText(operation("closeCase"), 400)).not.toContain("ESCALATION_NOT_ENTITLED");
    expect(answerText(operation("getCase"), 400)).not.toContain("CASE_CLOSED");
  });

  test("shows each refusal with an example that is the very answer", () => {
    const { body } = refusedWith("ATTACHMENT_QUOTA");

    expect(openApiOf(routes, {})).toMatchObject({
      components: { examples: { ATTACHMENT_QUOTA: { value: body } } },
    });
    expect(body).toMatchObject({
      error: {
        code: 429,
        status: "RESOURCE_EXHAUSTED",
        details: [{ reason: "ATTACHMENT_QUOTA" satisfies RefusalCode }],
      },
    });
  });

  test("names every reason that an answer can have, so that a client's switch over them is complete", () => {
    const { ErrorInfo } = document.components.schemas;
    const { properties } = z
      .looseObject({ properties: z.looseObject({ reason: z.looseObject({}) }) })
      .parse(ErrorInfo);

    const given = routes.flatMap(({ contract }) => [...refusalsOf(contract)]);
    expect(properties.reason["enum"]).toEqual(expect.arrayContaining([...given, "INTERNAL"]));
    expect(properties.reason["enum"]).toContain("ROUTE_NOT_FOUND" satisfies RefusalCode);
  });

  test("says nothing of a demo in its texts, for it is served in the cloud too", () => {
    const texts: string[] = [];
    JSON.stringify(openApiOf(routes, examples), (key, value) => {
      if (["description", "summary"].includes(key)) texts.push(String(value));
      return value;
    });

    expect(texts.length).toBeGreaterThan(100);
    expect(texts.filter((text) => /\bdemo\b/i.test(text))).toEqual([]);
  });

  test("gives writes the parameters of a write, and reads none of them", () => {
    expect(namesIn(operation("closeCase"))).toEqual([
      "customer",
      "case",
      "requestId",
      "idempotencyKey",
      "validateOnly",
      "ifMatch",
      "fields",
    ]);
    expect(namesIn(operation("getCase"))).toEqual(["customer", "case", "fields"]);
  });

  test("tells numbers and booleans as such, though an address holds texts", () => {
    const { parameters } = operation("listCases");
    const { parameters: ofWrites } = operation("createComment");

    expect(parameters.find(({ name }) => name === "pageSize")).toMatchObject({
      schema: { type: "integer", minimum: 0 },
    });
    expect(ofWrites.find(({ name }) => name === "redactPii")).toMatchObject({
      schema: { type: "boolean" },
    });
  });

  test("tells of an upload that bytes and two parts are taken, and of its metadata that JSON is", () => {
    const upload = operation("uploadAttachment").requestBody;
    const metadata = operation("uploadAttachmentMetadata").requestBody;

    expect(Object.keys(upload?.content ?? {})).toEqual([
      "text/plain",
      "application/octet-stream",
      "multipart/related",
    ]);
    expect(Object.keys(metadata?.content ?? {})).toEqual(["application/json"]);
  });

  test("tells of a download that it gives bytes, a range of them, or asks to wait", () => {
    const { responses } = operation("downloadAttachment");

    expect(responses["200"]).toMatchObject({
      content: { "*/*": { schema: { type: "string", format: "binary" } } },
    });
    expect(responses["206"]).toMatchObject({ headers: { "Content-Range": {} } });
    expect(responses["416"]).toMatchObject({ headers: { "Content-Range": {} } });
    expect(responses["503"]).toMatchObject({ headers: { "Retry-After": {} } });
    expect(namesIn(operation("downloadAttachment"))).toEqual([
      "customer",
      "case",
      "attachment",
      "range",
      "ifRange",
    ]);
  });

  test("leaves room in answers for fields to come, and none in bodies for what is unknown", () => {
    const { Case, NewCase } = document.components.schemas;

    expect(Case).not.toHaveProperty("additionalProperties");
    expect(NewCase).toMatchObject({ additionalProperties: false });
  });

  test("tells a time by its format alone, without the library's pattern of a hundred letters", () => {
    const time = z.looseObject({ properties: z.looseObject({ createTime: z.looseObject({}) }) });

    const { properties } = time.parse(document.components.schemas["Case"]);

    expect(properties.createTime).toMatchObject({ type: "string", format: "date-time" });
    expect(properties.createTime).not.toHaveProperty("pattern");
  });

  test("marks what a body may hold without effect as read-only", () => {
    expect(document.components.schemas["NewCase"]).toMatchObject({
      properties: { updateTime: { readOnly: true } },
    });
  });

  test("fills in what works against the demo data, and names whose example it is besides the text", () => {
    const example = {
      by: "anna@alfa-partner.example",
      params: { customer: "1001" },
      query: { pageSize: "5", validateOnly: "true" },
      body: { displayName: "Mail is late" },
    };
    const { paths } = Document.parse(
      openApiOf(routes, { createCase: example, listCases: example }),
    );
    const { get: list, post: create } = paths["/v2/customers/{customer}/cases"] ?? {};

    expect(create).toMatchObject({ "x-demo-caller": "anna@alfa-partner.example" });
    expect(create?.description).not.toContain("anna");
    expect(create?.requestBody?.content).toMatchObject({
      "application/json": { example: { displayName: "Mail is late" } },
    });
    expect(create?.parameters).toContainEqual(
      expect.objectContaining({ name: "validateOnly", example: true }),
    );
    expect(list?.parameters).toContainEqual(
      expect.objectContaining({ name: "customer", example: "1001" }),
    );
    expect(list?.parameters).toContainEqual(
      expect.objectContaining({ name: "pageSize", example: 5 }),
    );
  });
});

describe("a query parameter", () => {
  test("is required where its schema takes no silence", () => {
    const query = { text: z.string(), page: z.string().default("") };

    const told = ownQuery({ query }, schemaBook());

    expect(told).toEqual([
      { name: "text", required: true, schema: { type: "string" } },
      { name: "page", required: false, schema: { type: "string" } },
    ]);
  });
});

describe("the book of schemas", () => {
  test("keeps a schema that is met twice once", () => {
    const book = schemaBook();
    const named = z.object({ name: z.string() }).meta({ id: "Thing" });

    const references = [book.use(named, "output"), book.use(z.array(named), "output")];

    expect(references[0]).toEqual({ $ref: "#/components/schemas/Thing" });
    expect(references[1]).toMatchObject({ items: { $ref: "#/components/schemas/Thing" } });
    expect(Object.keys(book.schemas)).toEqual(["Thing"]);
  });

  test("refuses two different schemas of one name, so that no operation shows another's", () => {
    const book = schemaBook();
    book.use(z.object({ name: z.string() }), "output", "Other");

    expect(() => book.use(z.object({ size: z.int() }), "output", "Other")).toThrow(
      "Two schemas are called Other",
    );
  });
});
