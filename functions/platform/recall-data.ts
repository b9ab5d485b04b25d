import { admit, decideOnCase, type Found } from "#domain/decision.ts";
import type { EventPublisher } from "#domain/event.ts";
import type { FileRef, FileStore } from "#domain/file-store.ts";
import type { PersonalDataDetector } from "#domain/personal-data.ts";
import { type Recall, recall, requireMayRecall } from "#domain/recall.ts";
import type { RecallStore } from "#domain/recall-store.ts";
import { textsIn } from "#domain/recall-texts.ts";
import type { RecallWish } from "#domain/recall-wish.ts";
import { screen } from "#domain/screening.ts";
import { discardFile } from "./attach-file.ts";
import { type CaseCall, rehearsalOf } from "./change-case.ts";
import { noteSeen } from "./record-seen.ts";
import { certificateResource } from "./wire/recall.ts";

type Services = {
  recalls: RecallStore;
  events: EventPublisher;
  files: FileStore;
  detector: PersonalDataDetector;
};

/**
 * Takes texts out of a case and answers with the certificate. The detector is asked within the
 * transaction, so that nothing written meanwhile escapes it. The bytes of files go at once where that
 * can be; `discardAttachment` sees to it in any case.
 */
export async function recallData(
  call: CaseCall,
  services: Services,
  { detected, ...wish }: RecallWish & { detected: boolean },
): Promise<unknown> {
  const { params, form } = call;
  const of = { customer: params.customer, caseId: params.case };
  const ask = { ...call.ask, ...of };
  const reason = await maskedReason(services.detector, wish.reason);
  let grounds: Found | undefined;
  const { reply, event, ...stored } = await services.recalls.change(
    ask,
    async (found, dossierOf) => {
      grounds = found;
      const admitted = admit(found, ask);
      requireMayRecall(found, admitted.standing, of.customer);
      const dossier = await dossierOf(admitted.case);
      const findings = detected ? await services.detector.detect(textsIn(dossier)) : [];
      let outcome: Recall | undefined;
      const decision = decideOnCase(found, ask, (sight, stamp) => {
        outcome = recall(dossier, { ...wish, reason }, { stamp, found: findings });
        const names = sight.standing.agent ? sight.agents : undefined;
        const shown = certificateResource(outcome.certificate, { of, form, names });
        const rehearsed = rehearsalOf(ask, outcome.change, sight);
        return { change: outcome.change, reply: { ...shown, ...rehearsed } };
      });
      return decision.change && outcome ? { ...decision, recall: outcome } : decision;
    },
  );
  if (grounds) noteSeen(call, grounds, { customer: of.customer, cases: [of.caseId], list: false });
  if (event) await services.events.publish(event);
  await discardFiles(services.files, stored.recall?.certificate);
  return reply;
}

/** A recall must not bring in personal data of its own. */
async function maskedReason(detector: PersonalDataDetector, reason: string): Promise<string> {
  const { texts } = await screen(detector, { reason }, { redact: true });
  return texts.reason ?? "";
}

async function discardFiles(
  files: FileStore,
  certificate: { files: readonly FileRef[] } | undefined,
): Promise<void> {
  await Promise.all((certificate?.files ?? []).map((file) => discardFile(files, file)));
}
