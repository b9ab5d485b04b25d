import { assignCase } from "#http/assign-case.ts";
import { closeCase } from "#http/close-case.ts";
import { createCase } from "#http/create-case.ts";
import { createComment } from "#http/create-comment.ts";
import { escalateCase } from "#http/escalate-case.ts";
import { getCase } from "#http/get-case.ts";
import { getClassification } from "#http/get-classification.ts";
import { getComment } from "#http/get-comment.ts";
import { getCustomer } from "#http/get-customer.ts";
import { grantAccess } from "#http/grant-access.ts";
import { listCases } from "#http/list-cases.ts";
import { listComments } from "#http/list-comments.ts";
import { listCustomers } from "#http/list-customers.ts";
import { listHistory } from "#http/list-history.ts";
import { patchCase } from "#http/patch-case.ts";
import { reopenCase } from "#http/reopen-case.ts";
import { revokeAccess } from "#http/revoke-access.ts";
import { searchCases } from "#http/search-cases.ts";
import { searchClassifications } from "#http/search-classifications.ts";
import { shareCase } from "#http/share-case.ts";
import { showFeed } from "#http/show-feed.ts";
import { unshareCase } from "#http/unshare-case.ts";
import type { HttpFunction } from "#platform/http-function.ts";

/** Every HTTP function: what the front door answers, here and in the cloud. */
export const routes: readonly HttpFunction[] = [
  assignCase,
  closeCase,
  createCase,
  createComment,
  escalateCase,
  getCase,
  getClassification,
  getComment,
  getCustomer,
  grantAccess,
  listCases,
  listComments,
  listCustomers,
  listHistory,
  patchCase,
  reopenCase,
  revokeAccess,
  searchCases,
  searchClassifications,
  shareCase,
  showFeed,
  unshareCase,
];
