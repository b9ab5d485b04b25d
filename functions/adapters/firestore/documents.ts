import type {
  CollectionReference,
  DocumentReference,
  DocumentSnapshot,
} from "@google-cloud/firestore";
import type { z } from "zod";
import { AgentDirectory } from "#domain/actor.ts";
import { Case } from "#domain/case.ts";
import {
  type CaseId,
  type CaseKey,
  type ChildId,
  type CustomerId,
  type DomainName,
  domainOf,
} from "#domain/identifiers.ts";
import { config } from "#platform/config.ts";
import { firestore, fromDocument } from "./client.ts";

/*
 * Where everything lies. `cases`, `custody`, `withdrawals`, `receipts` and `deliveries` are the server's
 * alone: they hold what no client may read, such as other parties' names in an index. What clients may
 * read lies at the path that is the resource's name.
 */

export function personDoc(email: string): DocumentReference {
  return firestore().doc(`people/${email}`);
}

export function custodyDoc(customer: CustomerId): DocumentReference {
  return firestore().doc(`custody/${customer}`);
}

export function customerPartnerDoc(customer: CustomerId, domain: DomainName): DocumentReference {
  return firestore().doc(`customers/${customer}/partners/${domain}`);
}

export function customerDoc(customer: CustomerId): DocumentReference {
  return firestore().doc(`customers/${customer}`);
}

/** When a partner's sight of its customers ends: what lists leave out until the index has caught up. */
export function withdrawalsDoc(domain: DomainName): DocumentReference {
  return firestore().doc(`withdrawals/${domain}`);
}

export function caseDoc(id: CaseId): DocumentReference {
  return firestore().doc(`cases/${id}`);
}

/** The case as clients may read it. */
export function caseViewDoc({ customer, caseId }: CaseKey): DocumentReference {
  return firestore().doc(`customers/${customer}/cases/${caseId}`);
}

export function feedOf({ customer, caseId }: CaseKey): CollectionReference {
  return firestore().collection(`customers/${customer}/cases/${caseId}/feed`);
}

export function historyOf({ customer, caseId }: CaseKey): CollectionReference {
  return firestore().collection(`customers/${customer}/cases/${caseId}/history`);
}

/** A comment, an attachment, or what is left of one. */
export function feedDoc(of: CaseKey, id: ChildId): DocumentReference {
  return feedOf(of).doc(id);
}

export function historyDoc(of: CaseKey, id: ChildId): DocumentReference {
  return historyOf(of).doc(id);
}

export function receiptDoc(id: ChildId): DocumentReference {
  return firestore().doc(`receipts/${id}`);
}

export function agentsDoc(): DocumentReference {
  return firestore().doc("directory/agents");
}

/** The domain value in a snapshot; undefined where there is no document. Throws where a document is not what it should be. */
export function read<S extends z.ZodType>(
  schema: S,
  snapshot: DocumentSnapshot | undefined,
): z.output<S> | undefined {
  const data = snapshot?.data();
  return data === undefined ? undefined : schema.parse(fromDocument(data));
}

/** What is fetched of a case. The index stays behind: it can outweigh the case a hundredfold. */
export const caseFields = Object.keys(Case.shape);

/** The case in a snapshot, without what only the index needs. */
export function readCase(snapshot: DocumentSnapshot | undefined): Case | undefined {
  const data = snapshot?.data();
  if (data === undefined) return undefined;
  const { tokens: _tokens, creatorEmail: _creator, ...rest } = fromDocument(data);
  return Case.parse(rest);
}

/** The agents on record, and the names of former ones; an address outside the support domain is none's, as in `isAgent`. */
export function readAgents(snapshot: DocumentSnapshot | undefined): AgentDirectory {
  const entered = Object.entries(read(AgentDirectory, snapshot) ?? {});
  const { SUPPORT_DOMAIN } = config();
  return Object.fromEntries(
    entered.filter(([, { email }]) => email === undefined || domainOf(email) === SUPPORT_DOMAIN),
  );
}
