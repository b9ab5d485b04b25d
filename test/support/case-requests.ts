import type { Wish } from "./request.ts";

export type NamedRequest = Wish & { name: string };

/** One well-formed request to every function below a case, named as the function is. */
export function caseRequests(name: string): NamedRequest[] {
  const path = `/v2/${name}`;
  const emailAddresses = ["piccolo@lindqvist.example"];
  const escalation = { reason: "BUSINESS_IMPACT", justification: "No bread is sold." };
  const post = (suffix: string, body?: object) => ({
    method: "POST",
    path: `${path}${suffix}`,
    body,
  });
  return [
    { name: "getCase", path },
    { name: "listComments", path: `${path}/comments` },
    { name: "getComment", path: `${path}/comments/c0` },
    { name: "listHistory", path: `${path}/history` },
    { name: "showFeed", path: `${path}:showFeed` },
    {
      name: "patchCase",
      method: "PATCH",
      path: `${path}?updateMask=priority`,
      body: { priority: "P0" },
    },
    { name: "createComment", ...post("/comments", { body: "Is anybody there?" }) },
    { name: "shareCase", ...post(":share", { emailAddresses }) },
    { name: "unshareCase", ...post(":unshare", { emailAddresses }) },
    { name: "closeCase", ...post(":close") },
    { name: "reopenCase", ...post(":reopen") },
    { name: "escalateCase", ...post(":escalate", { escalation }) },
    { name: "assignCase", ...post(":assign", { assignee: "bo@support.example" }) },
  ];
}

/** What opens a case, and nothing more than it must have. */
export const newCase = {
  displayName: "The till prints no receipts",
  description: "Since this morning every receipt stays in the queue.",
  classification: { id: "gws-gmail-does-not-load" },
  priority: "P2",
};
