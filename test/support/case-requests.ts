import type { Wish } from "./request.ts";

export type NamedRequest = Wish & { name: string };

/** One well-formed request to every function below a case, named as the function is. */
export function caseRequests(name: string): NamedRequest[] {
  const path = `/v2/${name}`;
  const emailAddresses = ["piccolo@lindqvist.example"];
  const escalation = { reason: "BUSINESS_IMPACT", justification: "No bread is sold." };
  const attachment = { filename: "till.log", mimeType: "text/plain", sizeBytes: "15" };
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
    { name: "listAttachments", path: `${path}/attachments` },
    { name: "getAttachment", path: `${path}/attachments/a0` },
    { name: "downloadAttachment", path: `${path}/attachments/a0:download` },
    { name: "signDownload", path: `${path}/attachments/a0:signedUrl` },
    { name: "getRecallCertificate", path: `${path}/recallCertificates/c0` },
    {
      name: "uploadAttachment",
      method: "POST",
      path: `/upload${path}/attachments?attachment.filename=till.log`,
      body: "07:40 no paper\n",
    },
    { name: "startUpload", ...post("/attachments:startUpload", { attachment }) },
    {
      name: "finishUpload",
      ...post("/attachments:finishUpload", { uploadToken: "none", crc32c: "AAAAAA==" }),
    },
    { name: "removeAttachment", ...post("/attachments/a0:remove", { reason: "On request." }) },
    {
      name: "recallPersonalData",
      ...post(":recallPersonalData", { texts: ["Kim Lahti"], reason: "A name." }),
    },
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
