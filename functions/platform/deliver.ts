import type { Instant } from "#domain/instant.ts";
import type { DeliveryStore, Mail, Mailer } from "#domain/mail.ts";
import type { Tally } from "./event-function.ts";
import { log, traceOf } from "./log.ts";

type Services = { deliveries: DeliveryStore; mailer: Mailer };

type Outcome = "accepted" | "refused" | "settled" | "busy" | "failed";

/**
 * Sends each mail that has not been sent, and rejects where one is left to be tried again. A
 * recipient whose mail fails holds up nobody else's.
 */
export async function deliver(
  mails: readonly Mail[],
  { eventId, at }: { eventId: string; at: Instant },
  services: Services,
): Promise<Tally> {
  const outcomes = await Promise.all(
    mails.map((mail) => deliverOne(mail, { eventId, at }, services)),
  );
  const count = (outcome: Outcome) => outcomes.filter((each) => each === outcome).length;
  const left = count("failed") + count("busy");
  if (left > 0) throw new Error(`${left} of ${mails.length} mails are still to be sent`);
  return { recipients: mails.length, accepted: count("accepted"), refused: count("refused") };
}

async function deliverOne(
  mail: Mail,
  { eventId, at }: { eventId: string; at: Instant },
  { deliveries, mailer }: Services,
): Promise<Outcome> {
  const key = { eventId, email: mail.to };
  const claim = await deliveries.claim(key, at);
  if (claim !== "claimed") return claim;
  try {
    const outcome = await mailer.send(mail);
    if (outcome === "refused") log("WARNING", "mail refused for good", { eventId });
    // Past the server's answer a claim is no longer released: sent but not noted waits for the lease.
    await deliveries.settle(key, outcome, at);
    return outcome;
  } catch (error) {
    log("WARNING", "mail not sent", { eventId, ...traceOf(error) });
    await deliveries.release(key);
    return "failed";
  }
}
