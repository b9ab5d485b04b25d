import { describe, expect, test } from "vitest";
import { z } from "zod";
import { routes } from "#functions/routes.ts";
import { MediaReply } from "#platform/media.ts";
import { refusalsOf } from "#platform/refusals.ts";
import { requireDeclared } from "../support/declared-refusals.ts";

const contracts = routes.map(({ contract }) => contract);

/** As much of JSON Schema as says what describes a field. */
type Schema = {
  $ref?: string;
  description?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  additionalProperties?: Schema | boolean;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  $defs?: Record<string, Schema>;
};

describe("the route table", () => {
  test("gives every function a method id of its own", () => {
    const ids = contracts.map(({ methodId }) => methodId);

    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  test("gives a function that Google's clients know the id that they know it by", () => {
    const ids = new Map(contracts.map(({ name, methodId }) => [name, methodId]));

    expect(Object.fromEntries([...ids].filter(([name]) => Object.hasOwn(published, name)))).toEqual(
      published,
    );
  });
});

describe.each(contracts)("the contract of $name", (contract) => {
  const { params, query, body, reply, description, summary, refusals } = contract;

  test("says more of the function than its summary", () => {
    const sentences = description.split(/(?<=[.]) (?=[A-Z*`])/);

    expect(sentences.filter((sentence) => !sentence.endsWith("."))).toEqual([]);
    expect(sentences.length).toBeGreaterThanOrEqual(2);
    expect(sentences.length).toBeLessThanOrEqual(7);
    expect(description).not.toContain(summary);
  });

  test("names no refusal twice, nor one that it shares with all functions", () => {
    expect(refusals.toSorted()).toEqual([...new Set(refusals)].toSorted());
    expect(refusalsOf({ ...contract, refusals: [] }).intersection(new Set(refusals)).size).toBe(0);
  });

  test("describes every parameter, and every field of body and reply", () => {
    const schemas = {
      params: written(z.object(params), "input"),
      query: written(z.object(query), "input"),
      ...(body && { body: written(body, "input") }),
      ...(reply !== MediaReply && { reply: written(reply, "output") }),
    };

    const undescribed = Object.entries(schemas).flatMap(([place, schema]) =>
      fieldsWithoutDescription(schema, place),
    );

    expect(undescribed).toEqual([]);
  });

  test("gives body and reply a name", () => {
    const named = [body, reply === MediaReply ? undefined : reply].filter((schema) => schema);

    expect(named.map((schema) => schema?.meta()?.id)).toEqual(
      named.map(() => expect.stringMatching(/^[A-Z][A-Za-z]+$/)),
    );
  });
});

describe("what holds every answer against the declarations", () => {
  const name = "/v2/customers/1001/cases/310000001001";

  test.each([
    ["of the function", { method: "POST", path: `${name}:close` }, "ATTACHMENT_LOST"],
    ["of a read, which takes no key", { path: name }, "IDEMPOTENCY_KEY_REUSED"],
    [
      "of HEAD, which is answered as GET",
      { method: "HEAD", path: `${name}?fields=name` },
      "CASE_CLOSED",
    ],
    [
      "of a GET that came as POST",
      { method: "POST", path: name, headers: { "X-HTTP-Method-Override": "GET" } },
      "CASE_CLOSED",
    ],
  ])("throws for a reason that is none %s", (_, asked, reason) => {
    expect(() => requireDeclared(asked, refused(reason))).toThrow(
      `answers ${reason}, and its contract does not declare that`,
    );
  });

  test.each([
    ["declared", { method: "POST", path: `${name}/comments` }, "CASE_CLOSED"],
    ["that any call may meet", { path: name }, "UNAUTHENTICATED"],
    ["that any write may meet", { method: "PATCH", path: name }, "ETAG_MISMATCH"],
    ["of a path that is no function's", { path: "/v2/nothing" }, "ROUTE_NOT_FOUND"],
    ["of a crash", { path: name }, "INTERNAL"],
  ])("lets a reason pass %s", (_, asked, reason) => {
    expect(() => requireDeclared(asked, refused(reason))).not.toThrow();
  });

  test("lets what is no refusal pass", () => {
    expect(() => requireDeclared({ path: name }, { name: "customers/1001/cases/1" })).not.toThrow();
  });
});

function refused(reason: string) {
  return { error: { details: [{ reason }] } };
}

const published = {
  searchClassifications: "caseClassifications.search",
  createCase: "cases.create",
  getCase: "cases.get",
  listCases: "cases.list",
  searchCases: "cases.search",
  patchCase: "cases.patch",
  closeCase: "cases.close",
  escalateCase: "cases.escalate",
  showFeed: "cases.showFeed",
  createComment: "cases.comments.create",
  listComments: "cases.comments.list",
  getComment: "cases.comments.get",
  listAttachments: "cases.attachments.list",
  getAttachment: "cases.attachments.get",
  uploadAttachment: "media.upload",
  downloadAttachment: "media.download",
};

function written(schema: z.ZodType, io: "input" | "output"): Schema {
  return z.toJSONSchema(schema, { io }) as Schema;
}

/** The fields, by their places, that nothing describes: named schemas count once, where they are defined. */
function fieldsWithoutDescription(root: Schema, place: string): string[] {
  const roots: [string, Schema][] = [[place, root], ...Object.entries(root.$defs ?? {})];
  return roots.flatMap(([name, schema]) => undescribedIn(schema, name));
}

function undescribedIn(schema: Schema, place: string): string[] {
  const fields = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const at = `${place}.${name}`;
    return [...(field.description === undefined ? [at] : []), ...undescribedIn(field, at)];
  });
  const { items, anyOf = [], oneOf = [], allOf = [], additionalProperties } = schema;
  const values = typeof additionalProperties === "object" ? [additionalProperties] : [];
  const parts = [...(items ? [items] : []), ...anyOf, ...oneOf, ...allOf, ...values];
  return [...fields, ...parts.flatMap((part) => undescribedIn(part, place))];
}
