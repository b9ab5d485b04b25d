/** One country's identity number, as a row of a table. */
export type NationalId = {
  shape: RegExp;
  /** What people call it, besides nothing. */
  words: readonly string[];
  valid: (value: string) => boolean;
  /** Whether this way of writing it is telling enough where no word names it. */
  alone: (value: string) => boolean;
  /** Whether it is where one of the words stands elsewhere in the text. */
  mentioned: (value: string) => boolean;
};

/** What an identity number is called where its country is not said. */
export const personWords = [
  "person n(?:ummer|umret|umren|r|o)|pers\\.? n[ro]|p-nr|p\\.?nr|pnr|samordnings n(?:ummer|r)|födelse n(?:ummer|r)|person id|person number|person beteckning",
  "personal (?:identity|identification|id)? ?(?:number|no|code)|(?:national|citizen) (?:identity|identification|id|insurance)",
  "(?:identity|id) (?:number|no|code|nummer|card|kort)|social security|civic (?:registration)? ?number|civil registration|ssn",
  "co ordination number|f[øo]dsels n(?:ummer|r)|f\\.?nr(?![a-z])|d nummer|cpr|henkilö tunnus|henkilötunnu|hetu|sotu|kennit[aö]l|kt(?![a-z])|legitimation",
  "identifikations n(?:ummer|r)|n[uú]mero de identi|num[eé]ro d'identi|national n(?:umber|o)|sosiaaliturva",
];
