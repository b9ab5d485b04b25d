import type { Finding } from "#domain/personal-data.ts";
import { letters } from "./context.ts";
import { commandLines, connection } from "./password-commands.ts";
import {
  applicationSecret,
  assignedSecret,
  connectionSecret,
  eitherSecret,
  looseSecret,
  notedSecret,
  phraseSecret,
  quotedSecret,
  randomLetters,
  spokenSecret,
  strongSecret,
} from "./password-values.ts";
import { type Recogniser, type Span, spanAt, spans } from "./recogniser.ts";
import { referenceBefore } from "./references.ts";

/** Passwords behind a word for password, in columns so named, in connection strings, and on command lines. */
export const passwords: Recogniser = ({ text, cells }) => [
  ...afterWord(text),
  ...cells
    .filter(({ heading }) => heading.search(words) >= 0)
    .flatMap(({ start, end }) =>
      found([{ value: text.slice(start, end), start, end }], (value) =>
        /\s/.test(value) ? "" : assignedSecret(value),
      ),
    ),
  ...found([...spans(text, connection)], connectionSecret),
  ...commandLines.flatMap((pattern) => found([...spans(text, pattern)], assignedSecret)),
  ...found([...spans(text, noted)], notedSecret),
  ...found([...spans(text, application)], applicationSecret),
  ...found([...spans(text, fourGroups)].filter(nearPassword(text)), randomLetters),
  ...found([...spans(text, spokenOf)], spokenSecret),
  ...found([...spans(text, phrase)], phraseSecret),
];

/** The long words with anything before them, as in `DefaultPassword`; the short ones alone. */
const words = new RegExp(
  `(?:${[
    "pass(?:word|wd|wort|wörter|phrase|ord)(?:s|et|en)?|lösenord(?:et|en|s)?|losenord(?:et)?|lösenfras(?:en)?|adgangskoden?|kodeord(?:et)?|salasana(?:n|t)?",
    `lykilorð(?:ið)?|kennwort|wachtwoord(?:en)?|contrase[nñ]a|(?<![${letters}])(?:passcode|passw|pwd|pswd|pw|psw|p/w|mdp|psk|nätverksnyckel|wpa[23]?[ -]?(?:key|nyckel|psk)`,
    "(?:wi-?fi|wlan|network|nätverks|netzwerk)[ -]?(?:key|nyckeln?|code|kod|schlüssel)|lösen|lösenkod(?:en)?|mot de passe|has[lł](?:o|a|em)|parola|palavra-passe|senha|engångskod(?:en)?|requirepass|bindpw|rootpw|(?:key|nyckeln?)(?<=(?:psk|wpa\\d?|wi-?fi|wlan|ssid)[^\\n]{1,40})",
  ].join("|")}))(?![${letters}0-9_-])`,
  "gi",
);

const secret = "(?<value>[^\\s\"'`<>|“”„»«]{4,128})";
const open = "[\"'`*“”„»«(]{0,2}";
const aside = "(?:\\s?\\([^()\\n]{1,40}\\))?";
const verb =
  "(?:(?:is|was) shown as|is|was|are|är|var|blev|blir|er|ist|lautet|lyder|es|est|è|to|till|til|on|jest|oli|as|som|wäre|seems to be|should be|ska vara|remains)";
const still =
  "(?:now|nu|still|fortfarande|currently|set to|changed to|reset to|temporarily|just|jetzt|simply|always|alltid)";
const change =
  "(?:has been|was|is|har|blev|blivit)?\\s?(?:set|changed|reset|ändrat|ändrats|bytt|satt|satts|sattes|ändrades|byttes|återställdes|återställts)";
const whose =
  "for|för|to|till|of|on|på|in|i|at|hos|van|voor|von|für|des|der|del|de|til|af|du|pour|para|per|na|do|av|mot|från|from";

/** How a password may follow its word; the first that fits is asked whether it is one. */
const followers = [
  {
    follows: new RegExp(
      `["'\`*\\]]{0,2}${aside}\\s{0,3}(?::=|=>|->|→|[:=]|value=|>(?=[^<\\s]{4,80}</))\\*{0,2}\\s{0,3}${open}${secret}`,
      "y",
    ),
    secretOf: assignedSecret,
  },
  {
    follows: new RegExp(
      `(?:\\s(?:${whose})\\s[^\\s:]{1,40}(?:\\s[^\\s:]{1,30}){0,2})?(?:\\s(?:I|we|he|she|that|which|used?|set|works?|worked|jag|vi|som|använde|fick|fått|där|there)){0,3}${aside}(?:\\s(?:${change}\\s)?${verb}|['’]s)(?:\\s${still})?:?\\s{1,2}${open}${secret}`,
      "iy",
    ),
    secretOf: spokenSecret,
  },
  {
    // More words between; they say whose it is, and a sign or a verb ends them.
    follows: new RegExp(
      `["']?,?\\s(?:${whose})\\s(?:[^\\s:.!?]{1,40}\\s){0,7}?(?:[^\\s:.!?]{1,40}\\s?[:=→]|${verb})\\s{1,2}${open}${secret}`,
      "iy",
    ),
    secretOf: spokenSecret,
  },
  {
    follows: /\s{1,2}(?<mark>["'`])(?<value>[^\n"'`]{4,64})(?=\k<mark>)/y,
    secretOf: quotedSecret,
  },
  { follows: new RegExp(`[ \\t]${open}${secret}`, "y"), secretOf: strongSecret },
  {
    follows: new RegExp(
      `(?:[ ,:][^\\s.!?]{1,30}){0,8}?(?:[:=→]|\\s${verb})[ \\t]{1,2}${open}${secret}`,
      "iy",
    ),
    secretOf: looseSecret,
  },
  {
    follows: new RegExp(
      `\\s(?:${whose})(?: [^\\s:.!?,]{1,40}){1,6}(?:,| [-–]) ["'\`“”„](?<value>[^\\s"'\`“”„]{4,64})(?=["'\`“”])`,
      "iy",
    ),
    secretOf: quotedSecret,
  },
  {
    // Of a new password people tell nothing but whose it is, and then the password.
    follows: new RegExp(
      `(?<=(?:nytt|nya|new|neues) [^\\s]{2,24})\\s(?:${whose})(?: [^\\s:.!?,]{1,40}){1,4}? (?=[a-zåäö]+\\d)${secret}`,
      "iy",
    ),
    secretOf: looseSecret,
  },
];

/** What has to do with passwords and is none. */
const aspect =
  /^[ -](?:manager|reset|policy|field|prompt|column|sync|hash|page|dialog|expiry|change|setting|form|rule)/i;

/** The password before its word, as in `Sommar-2024 is the password`. */
const precedes = new RegExp(
  `(?<![^\\s"'\`“”„(:=])(?<value>[^\\s"'\`<>|“”„]{6,64})["'\`”]?\\s(?:\\(|(?:is|was|are|är|var|blev|as|som|als|ist)\\s)(?<article>(?:the|a|its|his|her|my|our|their|your|sitt|deras|ert|hennes|hans|mitt|vårt|ditt|ett|det|das|sein|ihr)\\s)?(?:(?:new|old|temp\\w{0,10}|temporary|initial|admin|local|wifi|nya|gamla|tillfälliga|tillfälligt|nytt|rätta)\\s)?$`,
  "i",
);

const account =
  "(?:admin|user(?!.?agent)|log(?:ga)? ?in|sign(?:ed)?[ -]?in|inlogg|användare|konto|account|credential|creds|vpn|ssid|wi-?fi)";
const says =
  "(?:(?:secret|pass(?:word)?|pwd?|key|nyckel|hemlighet|lösen(?:ord)?)[: ]{1,2})?[\"'`]?";
const named = "[: ] ?[\"'`]?[A-Za-z0-9._\\\\-]{2,40}[\"'`]?(?: ?[/|] ?|:)";
const addressed =
  "[: ] ?[A-Za-z0-9._-]{1,40}@[A-Za-z0-9-]{1,40}\\.[A-Za-z0-9.-]{2,60}(?: ?[/|:] ?|, ?| (?:and|och|with|med|und|mit) | (?=(?:pass(?:word)?|pwd?|lösen(?:ord)?)[: ]))";

/** An account and its password, as people note them down: `admin: root@granit.example / …`. */
const noted = new RegExp(
  `${account}[^\\n@:]{0,30}?(?:${named}|${addressed})${says}(?<value>[^\\s"'<>/\`]{8,64})`,
  "gi",
);

/** Google's application passwords: sixteen letters in four groups. */
const application =
  /(?<![A-Za-z])app(?:lication|likations)?[ -]?(?:specific |specifikt )?(?:password|lösenord|passwort|passord|adgangskode)(?:et|en)?[^\n]{0,40}?(?<![a-z])(?<value>[a-z]{4}(?: [a-z]{4}){3})(?![a-z])/gi;

/** The same further behind a word for password, in the next letter of a thread too. */
const fourGroups = /(?<![a-zåäö])[a-z]{4}(?: [a-z]{4}){3}(?![a-zåäö])/g;
const groupsReach = 300;

function nearPassword(text: string) {
  return ({ start }: Span) =>
    text.slice(Math.max(0, start - groupsReach), start).search(words) >= 0;
}

/** Somebody's pass is a password; a ticket's has no verb behind it. */
const spokenOf =
  /(?<![A-Za-z])(?:the|my|his|her|our|your|their) pass (?:is|was) ["'`]?(?<value>[^\s"'`<>]{6,64})/gi;

const phrase =
  /(?<![A-Za-z])(?:pass ?phrase|lösenfras(?:en)?|lösenmening(?:en)?)[:=]?\s(?:(?:is|was|är|var)\s)?["“”„](?<value>[a-zåäö]{2,16}(?:[ -][a-zåäö]{2,16}){2,9})(?=["“”])/gi;

function afterWord(text: string): Finding[] {
  return [...text.matchAll(words)].flatMap(({ index, 0: word }) => {
    const from = index + word.length;
    for (const { follows, secretOf } of followers) {
      const span = spanAt(text, from, follows);
      const all = span === undefined ? [] : found([span], secretOf);
      if (all[0] !== undefined && !referenceBefore(text.slice(from, all[0].start))) return all;
    }
    return aspect.test(text.slice(from, from + 16)) ? [] : spanBefore(text, index);
  });
}

function spanBefore(text: string, at: number): Finding[] {
  const from = Math.max(0, at - 100);
  const match = precedes.exec(text.slice(from, at));
  const value = match?.groups?.["value"];
  if (match === null || value === undefined) return [];
  const start = from + match.index;
  const span = { value, start, end: start + value.length };
  const secretOf = match.groups?.["article"] === undefined ? strongSecret : eitherSecret;
  return found([span], secretOf);
}

function found(all: Span[], secretOf: (value: string) => string): Finding[] {
  return all.flatMap(({ value, start }) => {
    const { length } = secretOf(value);
    return length === 0
      ? []
      : [{ kind: "PASSWORD", confidence: "HIGH", start, end: start + length } satisfies Finding];
  });
}
