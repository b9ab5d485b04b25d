import { assignCase } from "#http/assign-case.ts";
import { closeCase } from "#http/close-case.ts";
import { createCase } from "#http/create-case.ts";
import { createComment } from "#http/create-comment.ts";
import { createPartner } from "#http/create-partner.ts";
import { downloadAttachment } from "#http/download-attachment.ts";
import { endPartner } from "#http/end-partner.ts";
import { escalateCase } from "#http/escalate-case.ts";
import { explainAccess } from "#http/explain-access.ts";
import { finishUpload } from "#http/finish-upload.ts";
import { getAttachment } from "#http/get-attachment.ts";
import { getCase } from "#http/get-case.ts";
import { getClassification } from "#http/get-classification.ts";
import { getComment } from "#http/get-comment.ts";
import { getCustomer } from "#http/get-customer.ts";
import { getCustomerUser } from "#http/get-customer-user.ts";
import { getPartner } from "#http/get-partner.ts";
import { getPartnerUser } from "#http/get-partner-user.ts";
import { getRecallCertificate } from "#http/get-recall-certificate.ts";
import { grantAccess } from "#http/grant-access.ts";
import { listAccessRecords } from "#http/list-access-records.ts";
import { listAgents } from "#http/list-agents.ts";
import { listAttachments } from "#http/list-attachments.ts";
import { listCases } from "#http/list-cases.ts";
import { listComments } from "#http/list-comments.ts";
import { listCustomerAuditEntries } from "#http/list-customer-audit-entries.ts";
import { listCustomerUsers } from "#http/list-customer-users.ts";
import { listCustomers } from "#http/list-customers.ts";
import { listDeskAuditEntries } from "#http/list-desk-audit-entries.ts";
import { listHistory } from "#http/list-history.ts";
import { listPartnerAuditEntries } from "#http/list-partner-audit-entries.ts";
import { listPartnerUsers } from "#http/list-partner-users.ts";
import { listPartners } from "#http/list-partners.ts";
import { patchAgent } from "#http/patch-agent.ts";
import { patchCase } from "#http/patch-case.ts";
import { patchCustomerUser } from "#http/patch-customer-user.ts";
import { patchPartnerUser } from "#http/patch-partner-user.ts";
import { recallPersonalData } from "#http/recall-personal-data.ts";
import { removeAgent } from "#http/remove-agent.ts";
import { removeAttachment } from "#http/remove-attachment.ts";
import { removeCustomerUser } from "#http/remove-customer-user.ts";
import { reopenCase } from "#http/reopen-case.ts";
import { revokeAccess } from "#http/revoke-access.ts";
import { screenText } from "#http/screen-text.ts";
import { searchCases } from "#http/search-cases.ts";
import { searchClassifications } from "#http/search-classifications.ts";
import { shareCase } from "#http/share-case.ts";
import { showFeed } from "#http/show-feed.ts";
import { signDownload } from "#http/sign-download.ts";
import { startUpload } from "#http/start-upload.ts";
import { unshareCase } from "#http/unshare-case.ts";
import { uploadAttachment } from "#http/upload-attachment.ts";
import type { HttpFunction } from "#platform/http-function.ts";

/** Every HTTP function: what the front door answers, here and in the cloud. */
export const routes: readonly HttpFunction[] = [
  assignCase,
  closeCase,
  createCase,
  createComment,
  createPartner,
  downloadAttachment,
  endPartner,
  escalateCase,
  explainAccess,
  finishUpload,
  getAttachment,
  getCase,
  getClassification,
  getComment,
  getCustomer,
  getCustomerUser,
  getPartner,
  getPartnerUser,
  getRecallCertificate,
  grantAccess,
  listAccessRecords,
  listAgents,
  listAttachments,
  listCases,
  listComments,
  listCustomerAuditEntries,
  listCustomerUsers,
  listCustomers,
  listDeskAuditEntries,
  listHistory,
  listPartnerAuditEntries,
  listPartnerUsers,
  listPartners,
  patchAgent,
  patchCase,
  patchCustomerUser,
  patchPartnerUser,
  recallPersonalData,
  removeAgent,
  removeAttachment,
  removeCustomerUser,
  reopenCase,
  revokeAccess,
  screenText,
  searchCases,
  searchClassifications,
  shareCase,
  showFeed,
  signDownload,
  startUpload,
  unshareCase,
  uploadAttachment,
];
