import type { EmailAddress } from "#domain/identifiers.ts";
import type { Instant } from "#domain/instant.ts";
import type { DeliveryStore, Mail, Mailer } from "#domain/mail.ts";
import { Refusal } from "#domain/refusal.ts";
import type { Tally } from "./event-function.ts";
import { messageIdFor } from "./ids.ts";
import { log, traceOf } from "./log.ts";

type Addressed = { email: EmailAddress };
type Written = Omit<Mail, "messageId"> | undefined;

type Services<R extends Addressed> = {
  deliveries: DeliveryStore;
  mailer: Mailer;
  /**
   * Writes the mail from what holds now; undefined where this person is no longer to be told. It runs
   * once the mail is claimed: so a recall finds the claim, or the mail has what the recall left.
   */
  compose: (recipient: R, at: Instant) => Written | Promise<Written>;
};

const sendersMax = 3;

const now = () => new Date().toISOString();

type Ended = "accepted" | "refused" | "withdrawn" | "failed";
type Outcome = Ended | "settled" | "busy";

/**
 * Sends each recipient the mail of this event, unless it has been sent, and rejects where one is left
 * to be tried again. A recipient whose mail fails holds up nobody else's.
 */
export async function deliver<R extends Addressed>(
  recipients: readonly R[],
  eventId: string,
  services: Services<R>,
): Promise<Tally> {
  const outcomes: Outcome[] = [];
  const waiting = [...recipients];
  const sender = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      outcomes.push(await deliverOne(next, eventId, services).catch(() => "failed" as const));
    }
  };
  // No more at once than the mailer has connections: a claim must not lapse while it queues.
  await Promise.all(Array.from({ length: sendersMax }, sender));
  const count = (outcome: Outcome) => outcomes.filter((each) => each === outcome).length;
  const left = count("failed") + count("busy");
  if (left > 0) {
    throw new Refusal("UNAVAILABLE", `${left} of ${recipients.length} mails are still to be sent.`);
  }
  return {
    recipients: recipients.length,
    accepted: count("accepted"),
    refused: count("refused"),
    withdrawn: count("withdrawn"),
  };
}

async function deliverOne<R extends Addressed>(
  recipient: R,
  eventId: string,
  services: Services<R>,
): Promise<Outcome> {
  const { deliveries } = services;
  const key = { eventId, email: recipient.email };
  const claim = await deliveries.claim(key, now());
  if (claim !== "claimed") return claim;
  const outcome = await sent(recipient, eventId, services);
  if (outcome === "failed") await deliveries.release(key);
  // Sent and not noted, a claim is not released: better once more after its lease than at once.
  else await deliveries.settle(key, outcome, now());
  return outcome;
}

async function sent<R extends Addressed>(
  recipient: R,
  eventId: string,
  { mailer, compose }: Services<R>,
): Promise<Ended> {
  try {
    const mail = await compose(recipient, now());
    if (!mail) return "withdrawn";
    const messageId = messageIdFor(eventId, recipient.email);
    const outcome = await mailer.send({ messageId, ...mail });
    if (outcome === "refused") log("WARNING", "mail refused for good", { eventId });
    return outcome;
  } catch (error) {
    log("WARNING", "mail not sent", { eventId, ...traceOf(error) });
    return "failed";
  }
}
