import { readFileSync } from "node:fs";
import { z } from "zod";

const DOCUMENT_NAME = "__name__";

const Direction = z.enum(["ASCENDING", "DESCENDING"]);
export type Direction = z.infer<typeof Direction>;

const Scope = z.enum(["COLLECTION", "COLLECTION_GROUP"]);
export type Scope = z.infer<typeof Scope>;

export type Operator = keyof typeof kindOf;
export type Condition = { field: string; op: Operator };
export type Filter = Condition | { and: Filter[] } | { or: Filter[] };
export type Order = { field: string; direction: Direction };

/** What of a query decides which index serves it. `orderBy` may leave out what the server adds. */
export interface QueryShape {
  collection: string;
  scope: Scope;
  where?: Filter;
  orderBy: Order[];
}

const kindOf = {
  "==": "equality",
  in: "equality",
  "array-contains": "contains",
  "array-contains-any": "contains",
  "!=": "inequality",
  "not-in": "inequality",
  "<": "inequality",
  "<=": "inequality",
  ">": "inequality",
  ">=": "inequality",
} as const;

const name = z.string().min(1);
const Contains = z.literal("CONTAINS");
const IndexField = z.union([
  z.strictObject({ fieldPath: name, order: Direction }),
  z.strictObject({ fieldPath: name, arrayConfig: Contains }),
]);
type IndexField = z.infer<typeof IndexField>;

const CompositeIndex = z
  .strictObject({
    collectionGroup: name,
    queryScope: Scope,
    density: z.literal("SPARSE_ALL").optional(),
    fields: z.array(IndexField).max(100),
  })
  .superRefine(({ fields }, context) => {
    const fault = faultOf(fields);
    if (fault !== undefined) context.addIssue({ code: "custom", message: fault, path: ["fields"] });
  });

const queryScope = Scope.default("COLLECTION");
const FieldOverride = z.strictObject({
  collectionGroup: name,
  fieldPath: name,
  ttl: z.boolean().optional(),
  indexes: z.array(
    z.union([
      z.strictObject({ order: Direction, queryScope }),
      z.strictObject({ arrayConfig: Contains, queryScope }),
    ]),
  ),
});

/** A file in the form of the Firebase CLI, refused where production would refuse to deploy it. */
export const IndexFile = z.strictObject({
  indexes: z.array(CompositeIndex).refine(isSet, "the same index stands there twice"),
  fieldOverrides: z
    .array(FieldOverride)
    .refine(
      (all) => isSet(all.map(({ collectionGroup, fieldPath }) => [collectionGroup, fieldPath])),
      "a field has two overrides",
    )
    .default([]),
});
export type IndexFile = z.infer<typeof IndexFile>;

/** Throws the `ZodError` with every fault of the file, or `SyntaxError` where it is no JSON. */
export function readIndexes(path: string): IndexFile {
  return IndexFile.parse(JSON.parse(readFileSync(path, "utf8")));
}

/**
 * Says `undefined` where Firestore (Standard edition, native mode) has an index, or indexes that it
 * may merge, for the query; else the JSON of what `firestore.indexes.json` lacks, ready to be added.
 * Where Google's pages leave a doubt it demands an index.
 *
 * Throws where no index could help: two array filters in one disjunction, names in descending order
 * alone, an order after the name, or one field in two roles.
 *
 * Rules: https://firebase.google.com/docs/firestore/query-data/index-overview (types, scopes, merging)
 * and https://cloud.google.com/datastore/docs/concepts/optimize-indexes (how merging works).
 */
export function uncovered(shape: QueryShape, file: IndexFile): string | undefined {
  const order = completeOrder(shape.where, shape.orderBy);
  const missing = disjunctions(shape.where)
    .map((conditions) => planOf(conditions, order))
    .filter((plan) => !isServed(plan, indexesFor(plan, shape, file)))
    .map((plan) => remedy(plan, shape, file));
  if (missing.length === 0) return undefined;
  const indexes = unique(missing.flatMap((part) => part.indexes));
  const fieldOverrides = unique(missing.flatMap((part) => part.fieldOverrides));
  return JSON.stringify({ indexes, fieldOverrides }, undefined, 2);
}

/**
 * The order that the server really sorts by: inequality fields that are not named follow by field
 * name, then the document name, all in the direction of the last order that is named
 * (https://firebase.google.com/docs/firestore/reference/rpc/google.firestore.v1#structuredquery).
 */
export function completeOrder(where: Filter | undefined, named: Order[]): Order[] {
  const direction = named.at(-1)?.direction ?? "ASCENDING";
  const inequalities = disjunctions(where)
    .flat()
    .filter(({ op }) => kindOf[op] === "inequality")
    .map(({ field }) => field)
    .filter((field) => field !== DOCUMENT_NAME)
    .toSorted();
  const seen = new Set(named.map(({ field }) => field));
  const added = [...new Set([...inequalities, DOCUMENT_NAME])].filter((field) => !seen.has(field));
  return [...named, ...added.map((field) => ({ field, direction }))];
}

/** One field of an index, the document name included, which each index ends with. */
type Entry = { field: string; mode: Direction | "CONTAINS" };

interface Plan {
  /** In an index these come before the order, in any sequence and either direction. */
  prefix: Entry[];
  order: Order[];
  mayMerge: boolean;
}

/** The terms of the filter's disjunctive normal form: the server looks up each of them by itself. */
function disjunctions(where: Filter | undefined): Condition[][] {
  if (where === undefined) return [[]];
  if ("or" in where) return where.or.flatMap(disjunctions);
  if ("field" in where) return [[where]];
  return where.and
    .map(disjunctions)
    .reduce((all, next) => all.flatMap((left) => next.map((right) => [...left, ...right])), [[]]);
}

function planOf(conditions: Condition[], order: Order[]): Plan {
  const contains = conditions.filter(({ op }) => kindOf[op] === "contains");
  if (contains.length > 1) {
    throw new Error("Firestore takes one array filter in a disjunction; this query has more.");
  }
  if (order.at(-1)?.field !== DOCUMENT_NAME) {
    throw new Error("Nothing can be ordered after the document name, which is unique.");
  }
  const isOrdered = ({ field }: Condition) => order.some((one) => one.field === field);
  const equal = conditions.filter(({ op }) => kindOf[op] === "equality");
  const before = equal.filter((condition) => !isOrdered(condition));
  return {
    prefix: unique([
      ...contains.map(({ field }): Entry => ({ field, mode: "CONTAINS" })),
      ...before.map(({ field }): Entry => ({ field, mode: "ASCENDING" })),
    ]),
    order,
    // Production is reported to refuse merges for some numbers of values when a query is ordered by
    // the field that its `in` or `==` is about, and no page says when: so one index must hold all.
    mayMerge: before.length === equal.length,
  };
}

/**
 * Merging walks several indexes in step, so that each must end in exactly the query's order; together
 * their beginnings must name every equality. No index is read backwards: a descending order needs a
 * descending index, as `limitToLast` shows (https://github.com/firebase/flutterfire/issues/4398).
 */
function isServed({ prefix, order, mayMerge }: Plan, indexes: Entry[][]): boolean {
  const wanted = new Set(prefix.map(keyOf));
  const found = indexes
    .filter((index) => endsIn(index, order))
    .map((index) => index.slice(0, -order.length).map(keyOf))
    .filter((keys) => keys.every((key) => wanted.has(key)));
  const merged = new Set(found.flat());
  return (
    found.some((keys) => keys.length === wanted.size) ||
    (mayMerge && wanted.size > 0 && merged.size === wanted.size)
  );
}

function endsIn(index: Entry[], order: Order[]): boolean {
  const end = index.slice(-order.length);
  return (
    index.length >= order.length &&
    order.every(
      ({ field, direction }, at) => end[at]?.field === field && end[at].mode === direction,
    )
  );
}

const keyOf = ({ field, mode }: Entry): string =>
  `${mode === "CONTAINS" ? "contains" : "equals"} ${field}`;

function indexesFor(plan: Plan, { collection, scope }: QueryShape, file: IndexFile): Entry[][] {
  const fields = new Set([...plan.prefix, ...plan.order].map(({ field }) => field));
  const composites = file.indexes
    .filter((index) => index.collectionGroup === collection && index.queryScope === scope)
    .map(({ fields }) => withName(fields.map(entryOf)));
  const singles = [...fields]
    .filter((field) => field !== DOCUMENT_NAME)
    .flatMap((field) =>
      singleFieldIndexes(collection, field, file)
        .filter((index) => index.queryScope === scope)
        .map((index) => withName([entryOf({ ...index, fieldPath: field })])),
    );
  // Documents are kept by name, in collections and in groups alike.
  return [[{ field: DOCUMENT_NAME, mode: "ASCENDING" }], ...composites, ...singles];
}

/** A field takes the override of itself, of the nearest map around it, or of all fields (`*`). */
function singleFieldIndexes(collection: string, field: string, file: IndexFile) {
  const segments = field.match(/`(?:[^`\\]|\\.)*`|[^.`]+/g) ?? [field];
  const paths = segments.map((_, at) => segments.slice(0, segments.length - at).join("."));
  const own = file.fieldOverrides.filter((one) => one.collectionGroup === collection);
  const override = [...paths, "*"].map((path) => own.find((one) => one.fieldPath === path));
  return override.find((one) => one !== undefined)?.indexes ?? automaticIndexes;
}

const automaticIndexes: IndexFile["fieldOverrides"][number]["indexes"] = [
  { order: "ASCENDING", queryScope: "COLLECTION" },
  { order: "DESCENDING", queryScope: "COLLECTION" },
  { arrayConfig: "CONTAINS", queryScope: "COLLECTION" },
];

function remedy(plan: Plan, { collection, scope }: QueryShape, file: IndexFile) {
  const whole = [
    ...plan.prefix,
    ...plan.order.map(({ field, direction }): Entry => ({ field, mode: direction })),
  ];
  const implied = withName(whole.slice(0, -1)).at(-1)?.mode === whole.at(-1)?.mode;
  const fields = (implied ? whole.slice(0, -1) : whole).map(fieldOf);
  const [first] = fields;
  if (first !== undefined && fields.length === 1 && first.fieldPath !== DOCUMENT_NAME) {
    const { fieldPath, ...mode } = first;
    const indexes = [
      ...singleFieldIndexes(collection, fieldPath, file),
      { ...mode, queryScope: scope },
    ];
    return { indexes: [], fieldOverrides: [{ collectionGroup: collection, fieldPath, indexes }] };
  }
  const fault = faultOf(fields);
  if (fault !== undefined) throw new Error(`No index can serve this query: ${fault}.`);
  return {
    indexes: [{ collectionGroup: collection, queryScope: scope, fields }],
    fieldOverrides: [],
  };
}

function faultOf(fields: IndexField[]): string | undefined {
  const entries = fields.map(entryOf);
  const proper = entries.filter(({ field }) => field !== DOCUMENT_NAME);
  const [named] = entries.filter(({ field }) => field === DOCUMENT_NAME);
  if (!isSet(entries.map(({ field }) => field))) return "a field is named twice";
  if (proper.filter(({ mode }) => mode === "CONTAINS").length > 1) return "two array fields";
  if (named !== undefined && named !== entries.at(-1)) return "the document name comes last";
  if (named?.mode === "CONTAINS") return "the document name is no array";
  const isComposite = named !== undefined && named.mode !== withName(proper).at(-1)?.mode;
  if (proper.length < (isComposite ? 1 : 2)) return "single fields belong in fieldOverrides";
  return undefined;
}

/** Every index ends in the document name, in the direction of the field before it. */
function withName(entries: Entry[]): Entry[] {
  const last = entries.at(-1);
  if (last?.field === DOCUMENT_NAME) return entries;
  const mode = last?.mode === "DESCENDING" ? "DESCENDING" : "ASCENDING";
  return [...entries, { field: DOCUMENT_NAME, mode }];
}

const entryOf = (field: IndexField): Entry => ({
  field: field.fieldPath,
  mode: "order" in field ? field.order : "CONTAINS",
});

const fieldOf = ({ field, mode }: Entry): IndexField =>
  mode === "CONTAINS" ? { fieldPath: field, arrayConfig: mode } : { fieldPath: field, order: mode };

function unique<T>(values: T[]): T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

function isSet(values: unknown[]): boolean {
  return unique(values).length === values.length;
}
