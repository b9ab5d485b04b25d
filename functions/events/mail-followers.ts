import { firestoreDeliveries } from "#adapters/firestore/deliveries.ts";
import { firestoreMailSubjects } from "#adapters/firestore/mail-subjects.ts";
import { smtpMailer } from "#adapters/smtp/mailer.ts";
import { CaseEvent } from "#domain/event.ts";
import { composeMail } from "#domain/mail.ts";
import { recipientsOf } from "#domain/recipients.ts";
import { config } from "#platform/config.ts";
import { deliver } from "#platform/deliver.ts";
import { eventFunction } from "#platform/event-function.ts";
import { caseName } from "#platform/wire/names.ts";

/** Tells everybody who follows a case what happened to it, but for the one who did it. */
export const mailFollowers = eventFunction(
  {
    name: "mailFollowers",
    summary: "Mail a change of a case to its followers",
    message: CaseEvent,
  },
  { subjects: firestoreMailSubjects, deliveries: firestoreDeliveries, mailer: smtpMailer },
  async (event, { subjects, deliveries, mailer }, at) => {
    const subject = await subjects.find(event);
    if (!subject) return { recipients: 0 };
    const link = `${config().PORTAL_URL}/${caseName(event, "customers")}`;
    return deliver(recipientsOf({ ...subject, now: at }), event.id, {
      deliveries,
      mailer,
      compose: async ({ email }, now) => {
        const current = await subjects.find(event);
        if (!current) return undefined;
        const still = recipientsOf({ ...current, now }).find((each) => each.email === email);
        return still && composeMail({ ...current, link }, still);
      },
    });
  },
);
