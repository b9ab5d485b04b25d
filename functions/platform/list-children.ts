import { z } from "zod";
import type { AgentDirectory } from "#domain/actor.ts";
import type { CaseStore, ChildPage } from "#domain/case-store.ts";
import { admit } from "#domain/decision.ts";
import { type CaseId, type CaseKey, ChildId, type CustomerId } from "#domain/identifiers.ts";
import { Instant } from "#domain/instant.ts";
import type { Principal } from "#domain/person.ts";
import { pageToken, readPageToken } from "./pages.ts";
import { noteSeen, type Watched } from "./record-seen.ts";
import type { NameForm } from "./route-path.ts";

const Cursor = z.strictObject({ at: Instant, id: ChildId });

export type ChildCall = Watched & {
  principal: Principal;
  form: NameForm;
  pageDigest: string;
  params: { customer: CustomerId; case: CaseId };
  query: { pageSize: number; pageToken: string };
};

type Child = { id: ChildId; createdAt: Instant };

/** What renders a page: the agents' names where the caller may have them, and how names are written. */
export type ChildAudience = { of: CaseKey; form: NameForm; names: AgentDirectory | undefined };

type Listing<T extends Child> = {
  order: ChildPage["order"];
  page: (of: CaseKey, page: ChildPage) => Promise<T[]>;
};

/** A page of what lies below a case that the caller may see; internal items for agents alone. */
export async function listChildren<T extends Child>(
  call: ChildCall,
  cases: CaseStore,
  { order, page }: Listing<T>,
): Promise<{ items: T[]; nextPageToken?: string; audience: ChildAudience }> {
  const { principal, at, form, params, pageDigest, query } = call;
  const of = { customer: params.customer, caseId: params.case };
  const after = readPageToken(query.pageToken, Cursor, pageDigest);
  const found = await cases.find({ principal, ...of });
  const { standing, agents } = admit(found, { ...of, at });
  noteSeen(call, found, { customer: of.customer, cases: [of.caseId], list: false });
  const children = await page(of, {
    order,
    after,
    limit: query.pageSize + 1,
    internal: standing.agent,
  });
  const items = children.slice(0, query.pageSize);
  const last = items.at(-1);
  return {
    items,
    ...(children.length > items.length &&
      last && { nextPageToken: pageToken({ at: last.createdAt, id: last.id }, pageDigest) }),
    audience: { of, form, names: standing.agent ? agents : undefined },
  };
}
