import { writeChange } from "#adapters/firestore/case-writes.ts";
import { firestore } from "#adapters/firestore/client.ts";
import { comment, note } from "#domain/comment-rules.ts";
import type { Custody } from "#domain/custody.ts";
import type { Instant } from "#domain/instant.ts";
import { type NewCase, openCase } from "#domain/open-case.ts";
import { aFound, anAgentStamp, aPersonActor, aStamp, aStanding } from "./builders.ts";

export type Opening = { custody: Custody; id: string; at: Instant };

const atOnce = 20;

/**
 * Stores cases as the product would have written them under that custody at those times: each opened by
 * a user of the customer, with the comment `c1`, the note `n1` and their entries of history.
 */
export async function storeCases(openings: readonly Opening[]): Promise<void> {
  for (let start = 0; start < openings.length; start += atOnce) {
    await firestore().runTransaction(async (transaction) => {
      for (const opening of openings.slice(start, start + atOnce)) {
        for (const written of writesOf(opening)) writeChange(transaction, written);
      }
    });
  }
}

/** The parts of a case that `storeCases` writes, by their paths below it. */
export const openParts = ["", "/feed/c1", "/history/o1", "/history/c1"];
export const internalParts = ["/feed/n1", "/history/n1"];

function writesOf({ custody, id, at }: Opening): Parameters<typeof writeChange>[1][] {
  const { customer } = custody;
  const viewer = `customer:${customer}`;
  const actor = aPersonActor({ email: `owner@${customer}.example`, viewer });
  const stamp = (eventId: string) => aStamp({ at, eventId, actor, viewer });
  const given = {
    found: aFound({ custody }),
    standing: aStanding({ viewer }),
    custody,
    stamp: stamp("o1"),
  };
  const opened = openCase(id, input, given);
  const told = comment(opened.case, { id: "c1", body: "Still late." }, stamp("c1"));
  const noted = note(
    told.case,
    { id: "n1", body: "A known fault." },
    anAgentStamp({ at, eventId: "n1" }),
  );
  return [
    { before: undefined, change: opened, custody },
    { before: opened.case, change: told },
    { before: told.case, change: noted },
  ];
}

const input: NewCase = {
  displayName: "Mail is late",
  description: "Mail from outside arrives hours late.",
  topicId: "gws-gmail-does-not-load",
  answers: [],
  priority: "P2",
  languageCode: "en",
  testCase: false,
  subscriberEmailAddresses: ["follower@elsewhere.example"],
};
