/** One country's identity number, as a row of a table. */
export type NationalId = {
  shape: RegExp;
  /** What people call it, besides nothing. */
  words: readonly string[];
  valid: (value: string) => boolean;
  /** Whether this way of writing it is telling enough where no word names it. */
  alone: (value: string) => boolean;
};

/** What an identity number is called where its country is not said. */
export const personWords = [
  "person n(?:ummer|umret|r|o)|pers\\.? nr|pnr|samordnings n(?:ummer|r)|födelse n(?:ummer|r)|person id|person number",
  "personal (?:identity|identification|id)? ?(?:number|no|code)|(?:national|citizen) (?:identity|identification|id|insurance)",
  "(?:identity|id) (?:number|no|code|nummer|card|kort)|social security|civic (?:registration)? ?number|ssn",
  "co ordination number|f[øo]dsels n(?:ummer|r)|d nummer|cpr|henkilö tunnus|hetu|sotu|kennital[aau]|kt|legitimation",
];
