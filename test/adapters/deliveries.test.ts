import { beforeEach, describe, expect, test } from "vitest";
import { firestoreDeliveries } from "#adapters/firestore/deliveries.ts";
import type { DeliveryKey } from "#domain/mail.ts";
import { newChildId } from "#platform/ids.ts";
import { now } from "../support/builders.ts";
import "../support/server.ts";

const inTheLease = "2026-03-10T12:01:59.999Z";
const afterTheLease = "2026-03-10T12:02:00.000Z";

const deliveries = firestoreDeliveries();

let key: DeliveryKey;

beforeEach(() => {
  key = { eventId: newChildId(), email: "baker@lindqvist.example" };
});

describe("the right to send a mail", () => {
  test("is had by one at a time", async () => {
    expect(await deliveries.claim(key, now)).toBe("claimed");
    expect(await deliveries.claim(key, inTheLease)).toBe("busy");
  });

  test("is given to one of two who ask at once", async () => {
    const answers = await Promise.all([deliveries.claim(key, now), deliveries.claim(key, now)]);

    expect(answers.toSorted()).toEqual(["busy", "claimed"]);
  });

  test("is each person's and each event's own", async () => {
    await deliveries.claim(key, now);

    const others = [
      { ...key, email: "moa@lindqvist.example" },
      { ...key, eventId: newChildId() },
    ].map((other) => deliveries.claim(other, now));

    expect(await Promise.all(others)).toEqual(["claimed", "claimed"]);
  });

  test("lapses after two minutes, when its holder has died, and is held anew from then", async () => {
    await deliveries.claim(key, now);

    expect(await deliveries.claim(key, afterTheLease)).toBe("claimed");
    expect(await deliveries.claim(key, "2026-03-10T12:03:59.999Z")).toBe("busy");
  });

  test("is back at once when it was released", async () => {
    await deliveries.claim(key, now);

    await deliveries.release(key);

    expect(await deliveries.claim(key, now)).toBe("claimed");
  });

  test.each(["accepted", "refused", "withdrawn"] as const)(
    "is never given again for a mail that was %s",
    async (outcome) => {
      await deliveries.claim(key, now);

      await deliveries.settle(key, outcome, now);

      expect(await deliveries.claim(key, now)).toBe("settled");
      expect(await deliveries.claim(key, "2026-06-01T00:00:00.000Z")).toBe("settled");
    },
  );
});
