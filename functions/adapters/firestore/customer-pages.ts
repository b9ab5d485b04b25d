import { FieldPath, type Query } from "@google-cloud/firestore";
import { z } from "zod";
import { Custody, Relationship } from "#domain/custody.ts";
import type { Customer, CustomerCursor, CustomerScope } from "#domain/customer.ts";
import type { DomainName } from "#domain/identifiers.ts";
import { firestore } from "./client.ts";
import { custodyDoc, customerPartnerDoc, read } from "./documents.ts";

const View = z.object({
  ...Custody.pick({ customer: true, displayName: true, domain: true, supportTier: true }).shape,
  relationship: Relationship.optional(),
});

/** Customers in the order of their names; a partner's own view of each, so that one read shows one customer. */
export async function pageOfCustomers(
  scope: CustomerScope,
  after: CustomerCursor | undefined,
  limit: number,
): Promise<Customer[]> {
  if (scope.kind === "all") {
    const from = after && [after.displayName, custodyDoc(after.customer)];
    return found(firestore().collection("custody"), from, limit);
  }
  const { domain, customers } = scope;
  const [own, assigned] = await Promise.all([
    named(customers, after, limit),
    domain === undefined ? [] : assignedTo(domain, after, limit),
  ]);
  const others = assigned.filter(({ customer }) => !customers.includes(customer));
  return [...own, ...others].toSorted(byName).slice(0, limit);
}

function assignedTo(
  domain: DomainName,
  after: CustomerCursor | undefined,
  limit: number,
): Promise<Customer[]> {
  const views = firestore()
    .collectionGroup("partners")
    .where("partner", "==", domain)
    .where("current", "==", true);
  const from = after && [after.displayName, customerPartnerDoc(after.customer, domain)];
  return found(views, from, limit);
}

async function found(
  query: Query,
  from: unknown[] | undefined,
  limit: number,
): Promise<Customer[]> {
  const ordered = query.orderBy("displayName").orderBy(FieldPath.documentId()).limit(limit);
  const { docs } = await (from ? ordered.startAfter(...from) : ordered).get();
  return docs.map((doc) => read(View, doc)).filter((customer) => customer !== undefined);
}

/** A person belongs to few customers: they are read by name and put in order here. */
async function named(
  customers: readonly string[],
  after: CustomerCursor | undefined,
  limit: number,
): Promise<Customer[]> {
  if (customers.length === 0) return [];
  const snapshots = await firestore().getAll(...customers.map(custodyDoc));
  const ordered = snapshots
    .map((snapshot) => read(View, snapshot))
    .filter((customer) => customer !== undefined)
    .toSorted(byName);
  return ordered.filter((customer) => !after || byName(after, customer) < 0).slice(0, limit);
}

function byName(one: CustomerCursor, other: CustomerCursor): number {
  const [a, b] = [one, other].map(({ displayName, customer }) => [displayName, customer]);
  return String(a) < String(b) ? -1 : 1;
}
