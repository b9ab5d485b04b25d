import type { EmailAddress } from "./identifiers.ts";
import { type Language, languageOf } from "./languages/languages.ts";
import type { Subject } from "./mail.ts";

/** How a mail is written for one person. `timeZone` is an IANA name or an offset such as `-07:00`. */
export type Reader = { language: Language; timeZone: string };

/** For those whose own wish is not on record and whom no case speaks for. */
export const defaultReader: Reader = { language: "en", timeZone: "UTC" };

/** Agents read what is theirs alone; everybody else reads as the case was opened. */
export function readerOf(
  { case: { languageCode, timeZone = "UTC" }, agents }: Pick<Subject, "case" | "agents">,
  email: EmailAddress,
): Reader {
  const agent = Object.values(agents).some((each) => each.email === email);
  return agent ? defaultReader : { language: languageOf(languageCode), timeZone };
}
