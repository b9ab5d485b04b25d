import { z } from "zod";
import { en } from "./en.ts";
import { sv } from "./sv.ts";
import { primaryOf } from "./tag.ts";

/** By primary BCP 47 tag, such as `sv` for `sv-SE`. A language is one file beside this one and its name here. */
export const languages = { en, sv };

/** Typed as the keys that they are, which `Object.keys` forgets. */
const tags = Object.keys(languages) as (keyof typeof languages)[];

export const Language = z.enum(tags);
export type Language = z.infer<typeof Language>;

/** The language to write in for a BCP 47 tag; English where we have none. */
export function languageOf(tag: string): Language {
  return Language.safeParse(primaryOf(tag)).data ?? "en";
}
