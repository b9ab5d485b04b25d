/**
 * What a function needs of the cloud besides running. Each is granted by `access.ts`; which function has which is
 * held against the function's own code by test/infra/needs.test.ts, so that none is missing and none too many.
 */
export type Need =
  /** Documents, read alone. */
  | "records:read"
  /** Documents, read and written. */
  | "records:write"
  | "publish:case-events"
  | "publish:custody-events"
  /** Also: work after the answer, for the access log publishes behind its back. */
  | "publish:access-records"
  /** The bytes of attachments and what is known of them, and whether they are there at all. */
  | "files:read"
  /** The bytes of attachments that are there. */
  | "files:show"
  | "files:create"
  | "files:remove"
  /** Signed addresses, whose bearer may do what the function itself may. */
  | "files:sign"
  /** Search for personal data, by the detector that the deployment has chosen. */
  | "detect"
  /** Whether there is a scanner: what is stored with a file hangs on it. */
  | "scanner:known"
  /** The scanner itself, inside its network. */
  | "scanner:reached"
  /** The kinds of files that may be attached. */
  | "types"
  /** The mail server and its password. */
  | "mail"
  /** The key that seals page tokens and hashes callers for the log. */
  | "seal";

const person = ["seal", "records:read"] as const satisfies readonly Need[];
const viewer = [...person, "publish:access-records"] as const satisfies readonly Need[];
const administrator = ["seal", "records:write"] as const satisfies readonly Need[];
const custodian = [...administrator, "publish:custody-events"] as const satisfies readonly Need[];
const worker = [
  ...administrator,
  "publish:access-records",
  "publish:case-events",
] as const satisfies readonly Need[];
const writer = [...worker, "detect"] as const satisfies readonly Need[];

/** By the names of HTTP functions; `api` needs all that they need together. */
export const httpNeeds: Readonly<Record<string, readonly Need[]>> = {
  assignCase: worker,
  closeCase: worker,
  createCase: writer,
  createComment: writer,
  createPartner: custodian,
  downloadAttachment: [...administrator, "publish:access-records", "files:read"],
  endPartner: custodian,
  escalateCase: writer,
  explainAccess: person,
  finishUpload: [...writer, "files:read", "files:create", "files:remove", "scanner:known", "types"],
  getAttachment: viewer,
  getCase: viewer,
  getClassification: person,
  getComment: viewer,
  getCustomer: person,
  getCustomerUser: person,
  getPartner: person,
  getPartnerUser: person,
  getRecallCertificate: viewer,
  grantAccess: custodian,
  listAccessRecords: person,
  listAgents: person,
  listAttachments: viewer,
  listCases: viewer,
  listComments: viewer,
  listCustomerAuditEntries: person,
  listCustomerUsers: person,
  listCustomers: person,
  listDeskAuditEntries: person,
  listHistory: viewer,
  listPartnerAuditEntries: person,
  listPartnerUsers: person,
  listPartners: person,
  patchAgent: administrator,
  patchCase: writer,
  patchCustomerUser: administrator,
  patchPartnerUser: administrator,
  recallPersonalData: [...writer, "files:remove"],
  removeAgent: administrator,
  removeAttachment: [...writer, "files:remove"],
  removeCustomerUser: administrator,
  reopenCase: worker,
  revokeAccess: custodian,
  screenText: [...person, "detect"],
  searchCases: viewer,
  searchClassifications: person,
  shareCase: worker,
  showFeed: viewer,
  signDownload: [...viewer, "files:show", "files:sign"],
  startUpload: [...viewer, "detect", "files:create", "files:sign", "types"],
  unshareCase: worker,
  uploadAttachment: [
    ...writer,
    "files:read",
    "files:create",
    "files:remove",
    "scanner:known",
    "types",
  ],
};

/** By the names of event functions. */
export const eventNeeds: Readonly<Record<string, readonly Need[]>> = {
  confirmEvent: ["records:write"],
  discardAttachment: ["records:read", "files:remove"],
  expireConsents: ["records:write", "publish:custody-events"],
  expireReopenWindows: ["records:write", "publish:case-events"],
  indexWords: ["records:write"],
  inspectAttachment: [
    "records:write",
    "publish:case-events",
    "files:read",
    "detect",
    "scanner:reached",
  ],
  mailConsent: ["records:write", "mail"],
  mailFollowers: ["records:write", "mail"],
  recordAccess: ["records:write"],
  reindexCustomer: ["records:write"],
  remindReopenWindows: ["records:write", "publish:case-events"],
  republishEvents: ["records:write", "publish:case-events", "publish:custody-events"],
  reviveDeadLetter: ["records:write"],
  sweepAttachments: ["records:write", "files:read", "files:remove"],
};
