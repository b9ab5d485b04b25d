import type { Finding } from "#domain/personal-data.ts";
import { letters } from "./context.ts";
import {
  applicationSecret,
  assignedSecret,
  connectionSecret,
  notedSecret,
  quotedSecret,
  spokenSecret,
  strongSecret,
} from "./password-values.ts";
import { type Recogniser, type Span, spans } from "./recogniser.ts";

/** Passwords behind a word for password, in connection strings, and on command lines. */
export const passwords: Recogniser = (text) => [
  ...named(text),
  ...found([...spans(text, connection)], connectionSecret),
  ...commandLines.flatMap((pattern) => found([...spans(text, pattern)], assignedSecret)),
  ...found([...spans(text, noted)], notedSecret),
  ...found([...spans(text, application)], applicationSecret),
];

/** The long words with anything before them, as in `DefaultPassword`; the short ones alone. */
const words = new RegExp(
  `(?:${[
    "pass(?:word|wd|wort|phrase|ord)(?:s|et|en)?|lösenord(?:et|en)?|losenord(?:et)?|adgangskoden?|kodeord(?:et)?|salasana",
    `lykilorð|kennwort|wachtwoord|contrase[nñ]a|(?<![${letters}])(?:passcode|pwd|pw|psw|p/w|mdp|psk|nätverksnyckel|wpa[23]?[ -]?(?:key|nyckel|psk)|lösen|mot de passe|has[lł]o|parola|engångskod)`,
  ].join("|")})(?![${letters}0-9_-])`,
  "gi",
);

const secret = "(?<value>[^\\s\"'`<>|]{4,128})";
const aside = "(?:\\s?\\([^()\\n]{1,40}\\))?";
const verb =
  "(?:(?:is|was) shown as|is|was|are|är|var|blev|blir|er|ist|lautet|lyder|es|est|è|to|till|til|on|jest)";
const still =
  "(?:now|nu|still|fortfarande|currently|set to|changed to|reset to|temporarily|just|jetzt)";
const change =
  "(?:has been|was|is|har|blev|blivit)?\\s?(?:set|changed|reset|ändrat|ändrats|bytt|satt|satts|sattes|ändrades|byttes|återställdes)";

/** How a password may follow its word; the first that fits is asked whether it is one. */
const followers = [
  {
    follows: new RegExp(
      `["'\`*]{0,2}${aside}\\s{0,3}(?::=|=>|->|→|[:=]|value=)\\s{0,3}["'\`*]{0,2}${secret}`,
      "y",
    ),
    secretOf: assignedSecret,
  },
  {
    follows: new RegExp(
      `(?:\\s(?:for|för|to|till|of|on|på|van|voor|von|für|des|der|del|de|til|af|du)\\s[^\\s:]{1,40}(?:\\s[^\\s:]{1,30}){0,2})?(?:\\s(?:I|we|he|she|that|which|used?|set|works?|worked|jag|vi|som|använde|fick|fått|där|there)){0,3}${aside}\\s(?:${change}\\s)?${verb}(?:\\s${still})?:?\\s{1,2}["'\`*]{0,2}${secret}`,
      "iy",
    ),
    secretOf: spokenSecret,
  },
  { follows: /\s{1,2}(?<mark>["'`])(?<value>[^\n"'`]{4,64})(?=\k<mark>)/y, secretOf: quotedSecret },
  { follows: new RegExp(`\\s${secret}`, "y"), secretOf: strongSecret },
];

const connection =
  /(?<![A-Za-z0-9])[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/"'<>]{0,64}:(?<value>[^\s/@"'<>]{1,128})(?=@[A-Za-z0-9[])/gi;

const commandLines = [
  /(?<![A-Za-z0-9-])(?:-u|--user)[ =]["']?[A-Za-z0-9._@-]{1,40}:(?<value>[^\s"'<>:]{4,64})/g,
  /(?<![A-Za-z0-9-])--?pass(?:word|wd|phrase)?[ =]["']?(?<value>[^\s"'<>-][^\s"'<>]{3,63})/g,
  /(?<![A-Za-z])[Pp]ass ?[:=] ?["']?(?<value>[^\s"'<>]{4,64})/g,
  /\bidentified by ["'](?<value>[^\s"']{4,64})/gi,
  /\bldap[a-z]{3,10} [^\n]{0,200}? -w ["']?(?<value>[^\s"'<>]{4,64})/g,
  /\/user:[^\s"']{1,64} (?<value>[^\s"'<>/]{4,64})/gi,
  /\bsshpass -p ?["']?(?<value>[^\s"'<>]{4,64})/g,
  /\bmysql[a-z]{0,5} [^\n]{0,200}? -p["']?(?<value>[^\s"'<>-][^\s"'<>]{3,63})/g,
];

/** An account and its password, as people note them down: `admin: root@granit.example / …`. */
const noted =
  /(?:admin|log ?in|inlogg|konto|account|credential)[^\n@:]{0,30}(?:: ?[A-Za-z0-9._-]{2,40}|[: ] ?[A-Za-z0-9._-]{1,40}@[A-Za-z0-9-]{1,40}\.[A-Za-z0-9.-]{2,60}) [/|] (?<value>[^\s"'<>/]{8,64})/gi;

/** Google's application passwords: sixteen letters in four groups. */
const application =
  /(?<![A-Za-z])app(?:lication|likations)?[ -]?(?:password|lösenord|passwort|passord|adgangskode)(?:et|en)?[^\n]{0,40}?(?<![a-z])(?<value>[a-z]{4}(?: [a-z]{4}){3})(?![a-z])/gi;

function named(text: string): Finding[] {
  return [...text.matchAll(words)].flatMap(({ index, 0: word }) => {
    for (const { follows, secretOf } of followers) {
      const all = found(spanAt(text, index + word.length, follows), secretOf);
      if (all.length > 0) return all;
    }
    return [];
  });
}

function spanAt(text: string, at: number, follows: RegExp): Span[] {
  follows.lastIndex = at;
  const value = follows.exec(text)?.groups?.["value"];
  if (value === undefined) return [];
  const end = follows.lastIndex;
  return [{ value, start: end - value.length, end }];
}

function found(all: Span[], secretOf: (value: string) => string): Finding[] {
  return all.flatMap(({ value, start }) => {
    const { length } = secretOf(value);
    return length === 0
      ? []
      : [{ kind: "PASSWORD", confidence: "HIGH", start, end: start + length } satisfies Finding];
  });
}
