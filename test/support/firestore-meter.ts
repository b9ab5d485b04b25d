import { AsyncLocalStorage } from "node:async_hooks";
import { Firestore } from "@google-cloud/firestore";
import { z } from "zod";
import { completeOrder, type Filter, type Operator, type QueryShape } from "./index-coverage.ts";

/** What a piece of work cost, as Google bills it, and what it asked. */
export interface Measured<T> {
  result: T;
  /** Billed document reads, an offset's skipped documents included. */
  reads: number;
  /** Billed writes, deletes apart. */
  writes: number;
  deletes: number;
  /**
   * One for each RPC, parallel ones too. Beginning a transaction travels inside its first read and
   * is none of its own; retries below the hook (a connection that breaks before it answers) are unseen.
   */
  roundTrips: number;
  /** The methods called, in the order of their sending. */
  rpcs: string[];
  queries: QueryShape[];
}

export interface Meter {
  /**
   * Counts what `work` and whatever it starts asks of Firestore; parallel and nested measures each see
   * their own. Rejects as `work` does, and where the library uses an RPC whose price is not known here.
   */
  measure: <T>(work: () => Promise<T>) => Promise<Measured<T>>;
  /** Collects from now on the shape of each query of this process, measured or not; forgets earlier ones. */
  startRecording: () => void;
  /** The different shapes seen since `startRecording`, in the order of first sight. */
  recorded: () => QueryShape[];
}

const Rpc = z.enum([
  "batchGetDocuments",
  "runQuery",
  "runAggregationQuery",
  "listDocuments",
  "listCollectionIds",
  "commit",
  "batchWrite",
  "rollback",
]);

interface Call {
  rpc: z.infer<typeof Rpc>;
  query: QueryShape | undefined;
  offset: number;
  /** A call that was refused is not billed. */
  answered: boolean;
  /** Documents, or index entries where the RPC counts. */
  returned: number;
  writes: number;
  deletes: number;
}

type Funnel<Rest extends unknown[], Answer> = (
  this: unknown,
  ...args: [string, ...Rest]
) => Promise<Answer>;
interface Funnels {
  requestStream: Funnel<[boolean, unknown, ...unknown[]], NodeJS.ReadableStream>;
  request: Funnel<[unknown, ...unknown[]], unknown>;
}

const tapes = new AsyncLocalStorage<Call[][]>();
const shapes = new Map<string, QueryShape>();
let recording = false;
let hooked = false;

/**
 * Hooks the two methods through which `@google-cloud/firestore` sends each RPC, once per process, for
 * every client of it. Throws where the library no longer has them.
 */
export function meter(): Meter {
  if (!hooked) hook(Firestore.prototype as unknown as Funnels);
  hooked = true;
  return {
    async measure(work) {
      const tape: Call[] = [];
      const result = await tapes.run([...(tapes.getStore() ?? []), tape], work);
      return { result, ...totals(tape) };
    },
    startRecording() {
      shapes.clear();
      recording = true;
    },
    recorded: () => [...shapes.values()],
  };
}

function hook(library: Funnels): void {
  const { requestStream, request } = library;
  if (typeof requestStream !== "function" || typeof request !== "function") {
    throw new Error("@google-cloud/firestore has changed: the meter finds nothing to hook.");
  }
  library.requestStream = async function (...args) {
    const call = open(args[0], args[2]);
    const stream = await requestStream.apply(this, args);
    if (call === undefined) return stream;
    call.answered = true;
    // The stream comes explicitly paused, and a listener does not set such a stream flowing.
    return stream.on("data", (response: Answer) => {
      call.returned += returnedIn(call, response);
    });
  };
  library.request = async function (...args) {
    const call = open(args[0], args[1]);
    const response = await request.apply(this, args);
    if (call !== undefined) settle(call, args[1], response);
    return response;
  };
}

function open(method: string, request: unknown): Call | undefined {
  const listening = tapes.getStore() ?? [];
  if (listening.length === 0 && !recording) return undefined;
  const rpc = Rpc.safeParse(method).data;
  if (rpc === undefined) throw new Error(`The Firestore meter knows no price for ${method}.`);
  const { query, offset } = queryOf(rpc, request);
  if (recording && query !== undefined) shapes.set(JSON.stringify(query), query);
  const call = { rpc, query, offset, answered: false, returned: 0, writes: 0, deletes: 0 };
  for (const tape of listening) tape.push(call);
  return call;
}

function totals(tape: Call[]): Omit<Measured<unknown>, "result"> {
  const sum = (of: (call: Call) => number) => tape.reduce((total, call) => total + of(call), 0);
  return {
    reads: sum((call) => (call.answered ? readsOf(call) : 0)),
    writes: sum(({ writes }) => writes),
    deletes: sum(({ deletes }) => deletes),
    roundTrips: tape.length,
    rpcs: tape.map(({ rpc }) => rpc),
    queries: tape.flatMap(({ query }) => query ?? []),
  };
}

/** The prices of https://firebase.google.com/docs/firestore/pricing, "Operations". */
function readsOf({ rpc, offset, returned }: Call): number {
  switch (rpc) {
    case "batchGetDocuments":
      return returned;
    case "runQuery":
    case "listDocuments":
      // The emulator does not say how many it skipped, so an offset beyond the end counts whole.
      return Math.max(1, offset + returned);
    case "runAggregationQuery":
      return Math.max(1, Math.ceil((offset + returned) / 1_000));
    case "listCollectionIds":
      return 1;
    case "commit":
    case "batchWrite":
    case "rollback":
      return 0;
  }
}

// Read as it comes: a fault thrown inside a stream's listener would end the process, so it is left to
// the canary test to notice when answers change their form.
interface Answer {
  found?: object | null;
  missing?: string | null;
  document?: object | null;
  result?: { aggregateFields?: Record<string, { integerValue?: string | number }> } | null;
}

function returnedIn({ rpc }: Call, { found, missing, document, result }: Answer): number {
  if (rpc !== "runAggregationQuery") return [found, missing, document].filter(Boolean).length;
  return Number(Object.values(result?.aggregateFields ?? {})[0]?.integerValue ?? 0);
}

const Written = z.object({
  writes: z.array(z.object({ delete: z.unknown(), verify: z.unknown() }).partial()),
});
const BatchWritten = z.object({ status: z.array(z.object({ code: z.number() })) });

function settle(call: Call, request: unknown, response: unknown): void {
  call.answered = true;
  if (call.rpc === "listDocuments") call.returned = z.array(z.unknown()).parse(response).length;
  if (call.rpc !== "commit" && call.rpc !== "batchWrite") return;
  const status = call.rpc === "batchWrite" ? BatchWritten.parse(response).status : undefined;
  const done = Written.parse(request).writes.filter(
    (_, at) => status === undefined || status[at]?.code === 0,
  );
  call.deletes = done.filter((write) => write.delete !== undefined).length;
  call.writes = done.filter(
    (write) => write.delete === undefined && write.verify === undefined,
  ).length;
}

const operators = {
  EQUAL: "==",
  NOT_EQUAL: "!=",
  LESS_THAN: "<",
  LESS_THAN_OR_EQUAL: "<=",
  GREATER_THAN: ">",
  GREATER_THAN_OR_EQUAL: ">=",
  IN: "in",
  NOT_IN: "not-in",
  ARRAY_CONTAINS: "array-contains",
  ARRAY_CONTAINS_ANY: "array-contains-any",
  IS_NULL: "==",
  IS_NAN: "==",
  IS_NOT_NULL: "!=",
  IS_NOT_NAN: "!=",
} as const satisfies Record<string, Operator>;

const Field = z.object({ fieldPath: z.string() });
const Sent = z
  .object({ field: Field, op: z.enum(Object.keys(operators) as (keyof typeof operators)[]) })
  .transform(({ field, op }) => ({ field: field.fieldPath, op: operators[op] }));
const SentFilter: z.ZodType<Filter> = z.lazy(() =>
  z.union([
    z.object({ fieldFilter: Sent }).transform(({ fieldFilter }) => fieldFilter),
    z.object({ unaryFilter: Sent }).transform(({ unaryFilter }) => unaryFilter),
    z
      .object({
        compositeFilter: z.object({ op: z.enum(["AND", "OR"]), filters: z.array(SentFilter) }),
      })
      .transform(({ compositeFilter: { op, filters } }) =>
        op === "AND" ? { and: filters } : { or: filters },
      ),
  ]),
);
const Selector = z.object({
  collectionId: z.string().default(""),
  allDescendants: z.boolean().default(false),
});
const SentOrder = z
  .object({ field: Field, direction: z.enum(["ASCENDING", "DESCENDING"]) })
  .transform(({ field, direction }) => ({ field: field.fieldPath, direction }));
const SentQuery = z.object({
  from: z.tuple([Selector]),
  where: SentFilter.optional(),
  orderBy: z.array(SentOrder).default([]),
  offset: z.number().default(0),
  findNearest: z.undefined("vector queries are not known here").optional(),
});
const Query = z.object({ structuredQuery: SentQuery });
const Aggregation = z.object({
  structuredAggregationQuery: z.object({
    structuredQuery: SentQuery,
    // A sum's or an average's answer does not tell how many index entries are billed.
    aggregations: z.tuple([z.strictObject({ alias: z.string(), count: z.unknown() })]),
  }),
});

function queryOf(
  rpc: Call["rpc"],
  request: unknown,
): { query: QueryShape | undefined; offset: number } {
  if (rpc !== "runQuery" && rpc !== "runAggregationQuery") return { query: undefined, offset: 0 };
  const { structuredQuery } =
    rpc === "runQuery"
      ? Query.parse(request)
      : Aggregation.parse(request).structuredAggregationQuery;
  const { from, where, orderBy, offset } = structuredQuery;
  const query: QueryShape = {
    collection: from[0].collectionId,
    scope: from[0].allDescendants ? "COLLECTION_GROUP" : "COLLECTION",
    ...(where === undefined ? {} : { where }),
    orderBy: completeOrder(where, orderBy),
  };
  return { query, offset };
}
