import type { Contract } from "#platform/contract.ts";

/** The groups of operations in the reference, in the order of reading. */
export const tags = [
  { name: "Cases", description: "Open cases, find them, change them, close and reopen them." },
  { name: "Comments", description: "What is written in a case. Comments are never changed." },
  {
    name: "Attachments",
    description:
      "Files of a case: up to 25 MiB through the API, up to 1 GiB through a signed address.",
  },
  {
    name: "Classifications",
    description: "What a case is about, the questions to answer and the pages to read first.",
  },
  { name: "Customers", description: "The customers that you work for, and why you see them." },
  {
    name: "Partners",
    description: "A customer's partners, and the access that the customer grants and revokes.",
  },
  {
    name: "People",
    description: "Who may do what in a partner domain, at a customer, in support.",
  },
  {
    name: "Personal data",
    description: "Look for personal data before it is stored, and take it out afterwards.",
  },
  { name: "Audit", description: "Who saw which cases, and who changed whose rights." },
] as const;

type Tag = (typeof tags)[number]["name"];

/** By the beginning of the method's id; the first that fits counts. */
const tagByMethod: readonly [string, Tag][] = [
  ["cases.recall", "Personal data"],
  ["cases.screen", "Personal data"],
  ["cases.comments.", "Comments"],
  ["cases.attachments.", "Attachments"],
  ["media.", "Attachments"],
  ["cases.", "Cases"],
  ["caseClassifications.", "Classifications"],
  ["customers.partners.", "Partners"],
  ["customers.users.", "People"],
  ["customers.accessRecords.", "Audit"],
  ["customers.auditEntries.", "Audit"],
  ["customers.", "Customers"],
  ["partners.users.", "People"],
  ["partners.auditEntries.", "Audit"],
  ["agents.", "People"],
  ["supportDesk.", "Audit"],
];

/** The group in which a function stands. Throws for one that belongs to none. */
export function tagOf({ name, methodId }: Pick<Contract, "name" | "methodId">): Tag {
  const found = tagByMethod.find(([beginning]) => methodId.startsWith(beginning));
  if (!found) throw new Error(`${name} (${methodId}) belongs to no group: add one to tags.ts.`);
  return found[1];
}
