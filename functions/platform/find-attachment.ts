import { setTimeout as pause } from "node:timers/promises";
import { type Attachment, requireAttachment, requireReadable } from "#domain/attachment.ts";
import type { CaseStore } from "#domain/case-store.ts";
import { admit } from "#domain/decision.ts";
import type { CaseId, CaseKey, ChildId, CustomerId } from "#domain/identifiers.ts";
import type { Principal } from "#domain/person.ts";
import { noteSeen, type Watched } from "./record-seen.ts";
import type { NameForm } from "./route-path.ts";
import type { AttachmentAudience } from "./wire/attachment.ts";

export type AttachmentCall = Watched & {
  principal: Principal;
  form: NameForm;
  params: { customer: CustomerId; case: CaseId; attachment: ChildId };
};

/** An attachment that the caller may know of, decided anew on every request; and that it was shown is noted. */
export async function findAttachment(
  call: AttachmentCall,
  cases: CaseStore,
): Promise<{ attachment: Attachment; of: CaseKey; audience: AttachmentAudience }> {
  const { principal, params, at, form } = call;
  const of = { customer: params.customer, caseId: params.case };
  const found = await cases.find({ principal, ...of, childId: params.attachment });
  const { standing, agents, child } = admit(found, { customer: of.customer, at });
  const attachment = requireAttachment(child);
  noteSeen(call, found, { customer: of.customer, cases: [of.caseId], list: false });
  return { attachment, of, audience: { of, form, names: standing.agent ? agents : undefined } };
}

/**
 * The same, if it may be downloaded now. One that is still being scanned is waited for, some seconds at
 * most, because Google's Node client gives up two seconds after its first 503.
 */
export async function findReadable(
  call: AttachmentCall,
  cases: CaseStore,
): Promise<Awaited<ReturnType<typeof findAttachment>>> {
  let found = await findAttachment(call, cases);
  for (const waitMs of scanWaitsMs) {
    if (found.attachment.state !== "SCANNING") break;
    await pause(waitMs);
    // The whole decision anew: meanwhile access may have been withdrawn, or the file removed.
    found = await findAttachment({ ...call, at: new Date().toISOString(), seen: [] }, cases);
  }
  requireReadable(found.attachment);
  return found;
}

const scanWaitsMs = [200, 400, 800, 1_600];
