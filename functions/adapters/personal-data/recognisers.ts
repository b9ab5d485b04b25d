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
import type { Recogniser } from "./recogniser.ts";
import { streetAddresses } from "./street-addresses.ts";

/** Of two that claim the same place with the same right, the earlier in this list has it. */
export const recognisers: readonly Recogniser[] = [
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
