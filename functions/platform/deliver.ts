import type { DeliveryStore, Mail, Mailer } from "#domain/mail.ts";
import type { Tally } from "./event-function.ts";
import { log, traceOf } from "./log.ts";

type Services = { deliveries: DeliveryStore; mailer: Mailer };

const sendersMax = 3;

const now = () => new Date().toISOString();

type Outcome = "accepted" | "refused" | "settled" | "busy" | "failed";

/**
 * Sends each mail that has not been sent, and rejects where one is left to be tried again. A
 * recipient whose mail fails holds up nobody else's.
 */
export async function deliver(
  mails: readonly Mail[],
  eventId: string,
  services: Services,
): Promise<Tally> {
  const outcomes: Outcome[] = [];
  const waiting = [...mails];
  const sender = async () => {
    for (let mail = waiting.shift(); mail; mail = waiting.shift()) {
      outcomes.push(await deliverOne(mail, eventId, services).catch(() => "failed" as const));
    }
  };
  // No more at once than the mailer has connections: a claim must not lapse while it queues.
  await Promise.all(Array.from({ length: sendersMax }, sender));
  const count = (outcome: Outcome) => outcomes.filter((each) => each === outcome).length;
  const left = count("failed") + count("busy");
  if (left > 0) throw new Error(`${left} of ${mails.length} mails are still to be sent`);
  return { recipients: mails.length, accepted: count("accepted"), refused: count("refused") };
}

async function deliverOne(
  mail: Mail,
  eventId: string,
  { deliveries, mailer }: Services,
): Promise<Outcome> {
  const key = { eventId, email: mail.to };
  const claim = await deliveries.claim(key, now());
  if (claim !== "claimed") return claim;
  const outcome = await sent(mail, eventId, mailer);
  if (outcome === "failed") await deliveries.release(key);
  // Sent and not noted, a claim is not released: better once more after its lease than at once.
  else await deliveries.settle(key, outcome, now());
  return outcome;
}

async function sent(
  mail: Mail,
  eventId: string,
  mailer: Mailer,
): Promise<"accepted" | "refused" | "failed"> {
  try {
    const outcome = await mailer.send(mail);
    if (outcome === "refused") log("WARNING", "mail refused for good", { eventId });
    return outcome;
  } catch (error) {
    log("WARNING", "mail not sent", { eventId, ...traceOf(error) });
    return "failed";
  }
}
