import { firestoreConsentSubjects } from "#adapters/firestore/consent-subjects.ts";
import { firestoreDeliveries } from "#adapters/firestore/deliveries.ts";
import { smtpMailer } from "#adapters/smtp/mailer.ts";
import { composeConsentMail, consentRecipientsOf } from "#domain/consent-mail.ts";
import { CustodyTopicEvent } from "#domain/event.ts";
import { config } from "#platform/config.ts";
import { deliver } from "#platform/deliver.ts";
import { eventFunction } from "#platform/event-function.ts";
import { customerName } from "#platform/wire/names.ts";

/** Tells the administrators of both sides that a consent is about to end, or has ended. */
export const mailConsent = eventFunction(
  {
    name: "mailConsent",
    summary: "Mail both sides about the end of a consent",
    message: CustodyTopicEvent,
  },
  { subjects: firestoreConsentSubjects, deliveries: firestoreDeliveries, mailer: smtpMailer },
  async (event, { subjects, deliveries, mailer }, now) => {
    if (event.type === "custody.changed") return { recipients: 0 };
    const subject = await subjects.find(event);
    if (!subject) return { recipients: 0 };
    const link = `${config().PORTAL_URL}/${customerName(event.customer, "customers")}`;
    const recipients = consentRecipientsOf({ ...subject, event, now });
    return deliver(recipients, event.id, {
      deliveries,
      mailer,
      // Not read anew: nothing of a case stands in it, so nothing that could be recalled.
      compose: (recipient) => composeConsentMail({ ...subject, event, link }, recipient),
    });
  },
);
