import { createHash } from "node:crypto";
import { type DocumentReference, FieldValue } from "@google-cloud/firestore";
import { z } from "zod";
import { dayMs, Instant, minuteMs, plus } from "#domain/instant.ts";
import type { DeliveryKey, DeliveryStore } from "#domain/mail.ts";
import { firestore, toDocument } from "./client.ts";
import { read } from "./documents.ts";

const claimMs = 2 * minuteMs;
const keptMs = 90 * dayMs;

const Delivery = z.object({
  state: z.enum(["claimed", "accepted", "refused", "withdrawn"]),
  leaseEndsAt: Instant.optional(),
});

/** The record of every mail to every person; `expiresAt` is the field of the time-to-live policy. */
export function firestoreDeliveries(): DeliveryStore {
  return {
    claim: (key, at) =>
      firestore().runTransaction(async (transaction) => {
        const found = read(Delivery, await transaction.get(deliveryDoc(key)));
        if (found && found.state !== "claimed") return "settled";
        if (found?.leaseEndsAt !== undefined && at < found.leaseEndsAt) return "busy";
        const claimed = { ...key, state: "claimed", leaseEndsAt: plus(at, claimMs) };
        transaction.set(deliveryDoc(key), toDocument({ ...claimed, expiresAt: plus(at, keptMs) }));
        return "claimed";
      }),
    settle: async (key, outcome, at) => {
      await deliveryDoc(key).update(toDocument({ state: outcome, settledAt: at }));
    },
    release: async (key) => {
      await deliveryDoc(key).update({ leaseEndsAt: FieldValue.delete() });
    },
  };
}

function deliveryDoc({ eventId, email }: DeliveryKey): DocumentReference {
  const person = createHash("sha256").update(email).digest("hex").slice(0, 32);
  return firestore().doc(`deliveries/${eventId}-${person}`);
}
