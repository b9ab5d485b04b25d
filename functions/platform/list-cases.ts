import { z } from "zod";
import {
  type CaseScope,
  queryFor,
  scopeOfAll,
  scopeOfCustomer,
  subjectOf,
} from "#domain/case-scope.ts";
import type { CaseHit, CaseStore } from "#domain/case-store.ts";
import type { Found } from "#domain/decision.ts";
import { fillPage, type Page } from "#domain/fill-page.ts";
import { CaseId, type CustomerId } from "#domain/identifiers.ts";
import { Instant } from "#domain/instant.ts";
import type { Principal } from "#domain/person.ts";
import type { CaseTerm } from "#domain/query/case-grammar.ts";
import { evaluate } from "#domain/query/evaluate.ts";
import { narrow } from "#domain/query/narrow.ts";
import type { Node } from "#domain/query/node.ts";
import { pageToken, readPageToken } from "./pages.ts";
import { NextPageToken } from "./parameters.ts";
import { noteSeen, noteSeenOfAll, type Watched } from "./record-seen.ts";
import type { NameForm } from "./route-path.ts";
import { CaseResource, caseResource } from "./wire/case.ts";

export const CaseList = z
  .strictObject({
    cases: z.array(CaseResource).optional().meta({
      description: "The last updated first; absent where there are none.",
    }),
    nextPageToken: NextPageToken,
  })
  .meta({ id: "ListCasesResponse", description: "A page of cases." });

/** Google's product lines. Cases here belong to none of them, so that asking for one finds none. */
export const ProductLine = z
  .enum(["PRODUCT_LINE_UNSPECIFIED", "GOOGLE_CLOUD", "GOOGLE_MAPS"])
  .optional()
  .meta({
    description:
      "Leave it out: what is offered here belongs to none of Google's product lines, and naming one finds nothing.",
  });

const Cursor = z.strictObject({ updatedAt: Instant, id: CaseId });

export type ListCall = Watched & {
  principal: Principal;
  form: NameForm;
  pageDigest: string;
  query: { pageSize: number; pageToken: string; productLine?: z.output<typeof ProductLine> };
};

type Question = { customer: CustomerId | undefined; node: Node<CaseTerm> | undefined };

/** A page of cases, of one customer or of all that the caller sees: by update time descending, then name. */
export async function listCases(
  call: ListCall,
  cases: CaseStore,
  { customer, node }: Question,
): Promise<z.input<typeof CaseList>> {
  const { form, pageDigest, query } = call;
  const after = readPageToken(query.pageToken, Cursor, pageDigest);
  const { found, scope } = await scopeFor(call, cases, customer);
  if (query.productLine && query.productLine !== "PRODUCT_LINE_UNSPECIFIED") return {};
  const { items, next } = await pageOf(cases, scope, { node, after, size: query.pageSize });
  const audience = { standing: { agent: scope.agent }, agents: scope.agents, form };
  const hits = items.map((hit) => hit.case);
  if (customer === undefined) noteSeenOfAll(call, found, hits);
  else noteSeen(call, found, { customer, cases: hits.map(({ id }) => id), list: true });
  const shown = hits.map((hit) => caseResource(hit, audience));
  return {
    ...(shown.length > 0 && { cases: shown as z.infer<typeof CaseResource>[] }),
    ...(next && { nextPageToken: pageToken(next, pageDigest) }),
  };
}

async function scopeFor(
  { principal, at }: ListCall,
  cases: CaseStore,
  customer: CustomerId | undefined,
): Promise<{ found: Found; scope: CaseScope }> {
  if (customer === undefined) {
    const found = await cases.findScope(principal);
    return { found, scope: scopeOfAll(found, at) };
  }
  const found = await cases.find({ principal, customer });
  return { found, scope: scopeOfCustomer(found, customer, at) };
}

type Wanted = {
  node: Node<CaseTerm> | undefined;
  after: z.infer<typeof Cursor> | undefined;
  size: number;
};

async function pageOf(
  cases: CaseStore,
  scope: CaseScope,
  { node, after, size }: Wanted,
): Promise<Page<CaseHit, z.infer<typeof Cursor>>> {
  const planned = queryFor(scope, node ? narrow(node) : { exact: true });
  if (!planned) return { items: [] };
  const { query, exact } = planned;
  return fillPage({
    size,
    after,
    exact,
    fetch: (from, limit) => cases.page(query, from, limit),
    keep: (hit) =>
      scope.shows(hit.case) && (exact || !node || evaluate(node, subjectOf(hit, scope.viewers))),
    cursorOf: ({ case: { updatedAt, id } }) => ({ updatedAt, id }),
  });
}
