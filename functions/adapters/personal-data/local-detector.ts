import { type Finding, type PersonalDataDetector, withoutOverlap } from "#domain/personal-data.ts";
import { bearerTokens } from "./bearer-tokens.ts";
import { datesOfBirth } from "./dates-of-birth.ts";
import { documents } from "./documents.ts";
import { emailAddresses } from "./email-addresses.ts";
import { ibans } from "./ibans.ts";
import { columnOfIds, nationalIds } from "./national-ids.ts";
import { passwords } from "./passwords.ts";
import { paymentCards } from "./payment-cards.ts";
import { phoneNumbers } from "./phone-numbers.ts";
import { privateKeys } from "./private-keys.ts";
import { plain, type Recogniser } from "./recogniser.ts";
import { streetAddresses } from "./street-addresses.ts";

/** Finds personal data in this process: nothing leaves it, and the work grows with the length of the text. */
export function localDetector(): PersonalDataDetector {
  return { detect: (texts) => Promise.resolve(texts.map(findingsIn)) };
}

/** Of two that claim the same place with the same right, the earlier in this list has it. */
const recognisers: readonly Recogniser[] = [
  privateKeys,
  bearerTokens,
  ibans,
  nationalIds,
  columnOfIds,
  paymentCards,
  documents,
  passwords,
  emailAddresses,
  phoneNumbers,
  datesOfBirth,
  streetAddresses,
];

function findingsIn(text: string): Finding[] {
  const readable = plain(text);
  return withoutOverlap(
    recognisers.flatMap((recognise) => recognise(readable)),
    text.length,
  );
}
