import { CaseState, isOpen, Priority } from "#domain/case.ts";
import type { Field, Grammar } from "./grammar.ts";

/** What the texts over cases speak of. */
export type CaseTerm =
  | "state"
  | "priority"
  | "creatorEmail"
  | "createdAt"
  | "updatedAt"
  | "customer";

const fields: readonly Field<CaseTerm>[] = [
  {
    name: "state",
    type: "enum",
    key: "state",
    values: CaseState.options,
    derived: { OPEN: CaseState.options.filter(isOpen) },
  },
  { name: "priority", type: "enum", key: "priority", values: Priority.options },
  { name: "creator.email", type: "text", key: "creatorEmail", lowerCase: true },
  { name: "create_time", type: "instant", key: "createdAt" },
  { name: "update_time", type: "instant", key: "updatedAt" },
];

/** The `filter` of a list of cases. */
export const caseFilter: Grammar<CaseTerm> = { fields, freeText: false };

/** The `query` of a search for cases. */
export const caseQuery: Grammar<CaseTerm> = {
  fields: [
    ...fields,
    {
      name: "organization",
      type: "name",
      key: "customer",
      collections: ["organizations", "customers"],
    },
    {
      name: "customer",
      type: "name",
      key: "customer",
      collections: ["customers", "organizations"],
    },
    // Google's clients send it; no case here belongs to a project.
    { name: "project", type: "nothing" },
  ],
  freeText: true,
};
