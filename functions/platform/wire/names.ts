import type { CaseId, CaseKey, CustomerId } from "#domain/identifiers.ts";
import type { NameForm } from "../route-path.ts";

/** Names answer in the form in which the caller asked: `customers/…` or `organizations/…`. */
export function customerName(customer: CustomerId, form: NameForm): string {
  return `${form}/${customer}`;
}

export function caseName({ customer, caseId }: CaseKey, form: NameForm): string {
  return `${customerName(customer, form)}/cases/${caseId}`;
}

/** The id at the end of a case's name. */
export function caseIdIn(name: string): CaseId {
  return name.slice(name.lastIndexOf("/") + 1);
}
