import {
  type Filter,
  IndexFile,
  type Operator,
  type QueryShape,
} from "../support/index-coverage.ts";

type Composite = IndexFile["indexes"][number];
type Override = IndexFile["fieldOverrides"][number];

export const where = (field: string, op: Operator): Filter => ({ field, op });
export const eq = (field: string) => where(field, "==");
export const has = (field: string) => where(field, "array-contains");
export const or = (...filters: Filter[]): Filter => ({ or: filters });

export const group = { scope: "COLLECTION_GROUP" } as const;
export const inGroup = { queryScope: "COLLECTION_GROUP" } as const;

/** `order` is like `"state, updatedAt-"`: a minus marks a descending field. */
export function query(filters: Filter[], order = "", over: Partial<QueryShape> = {}): QueryShape {
  return {
    collection: "cases",
    scope: "COLLECTION",
    ...(filters.length === 0 ? {} : { where: { and: filters } }),
    orderBy: listed(order).map((text) => ({ field: nameOf(text), direction: directionOf(text) })),
    ...over,
  };
}

/** `fields` is like `"viewers[], updatedAt-"`: brackets mark an array, a minus a descending field. */
export function index(fields: string, over: Partial<Composite> = {}): Composite {
  return {
    collectionGroup: "cases",
    queryScope: "COLLECTION",
    fields: listed(fields).map((text) =>
      text.endsWith("[]")
        ? { fieldPath: nameOf(text), arrayConfig: "CONTAINS" }
        : { fieldPath: nameOf(text), order: directionOf(text) },
    ),
    ...over,
  };
}

export const override = (fieldPath: string, ...indexes: Override["indexes"]): Override => ({
  collectionGroup: "cases",
  fieldPath,
  indexes,
});

export const fileOf = (
  indexes: (string | Composite)[],
  ...fieldOverrides: Override[]
): IndexFile => ({
  indexes: indexes.map((one) => (typeof one === "string" ? index(one) : one)),
  fieldOverrides,
});

/** The file after somebody has added what was said to be missing. */
export function pasted(file: IndexFile, missing: string | undefined): IndexFile {
  if (missing === undefined) return file;
  const { indexes, fieldOverrides } = IndexFile.parse(JSON.parse(missing));
  const replaced = new Set(fieldOverrides.map(({ fieldPath }) => fieldPath));
  const kept = file.fieldOverrides.filter(({ fieldPath }) => !replaced.has(fieldPath));
  return IndexFile.parse({
    indexes: [...file.indexes, ...indexes],
    fieldOverrides: [...kept, ...fieldOverrides],
  });
}

const listed = (text: string): string[] => text.split(", ").filter((part) => part !== "");
const nameOf = (text: string): string => text.replace(/-$|\[\]$/, "");
const directionOf = (text: string) => (text.endsWith("-") ? "DESCENDING" : "ASCENDING");
