import { letters, wordsOf } from "./context.ts";

/** A sort of document, what people call it, and what its numbers look like. */
export type DocumentKind = {
  kind: "PASSPORT" | "DRIVING_LICENCE";
  label: RegExp;
  number: RegExp;
  /** What no counter looks like, so that other words may stand between it and the label. */
  telling: RegExp;
};

export const documentKinds: readonly DocumentKind[] = [
  {
    kind: "PASSPORT",
    label: wordsOf(
      "pass(?:et|ets)?(?=,? ?\\(?(?:n(?:umbers?|ummer|umret|r|o)|:|=|is|är|har n|has n|[A-Z]{1,3}\\d{6,8}|\\(\\d{8,9}\\)))|passports?|passe ?ports?|pasaportes?|passaport[oe]",
      "paszport(?:u|em)?|paspoort(?:nummer)?|pas(?:nummer|nr)|travel document|reise pass(?:es|nummer|nr)?|passi(?:n numero)?(?![a-z])|passinumero|vegabréf",
      "pass(?:nummer|numret|nr|nummers)|passeport|documento de viaje|resedokument",
    ).anywhere,
    number: whole(
      "[A-Z]{1,3}\\d{6,8}[A-Z]?|[A-Z]{1,3} \\d{6,8}|\\d{8,9}|\\d{4} \\d{4}|\\d{3} \\d{3} \\d{3}|\\d{2}(?: \\d{2}){3}|\\d{2}[A-Z]{2}\\d{5}|\\d{2} ?[A-Z]{2} ?\\d{5}|[CFGHJK][0-9CFGHJKLMNPRTVWXYZ]{8}\\d?|[A-Z]{2}[A-Z0-9]{6}\\d",
    ),
    telling: /^[A-Z]{1,3} ?\d{6,8}$|^\d{2} ?[A-Z]{2} ?\d{5}$/,
  },
  {
    kind: "DRIVING_LICENCE",
    label: wordsOf(
      "driv(?:ing|er)(?:'?s|’s|s')? (?:licen[cs]es?|permits?)|körkort(?:et|s)?|förarbevis|førerkort(?:et)?|kørekort(?:et)?|ajokort(?:ti|in)|führerschein(?:s|es)?|fahrerlaubnis",
      "rijbewijs|permis de conduire|patente di guida|patente(?= ?(?:n|:))|praw[oa] jazdy|permiso de conducir|licencia de conducir|carnet? de conducir|ökuskírteini|dvla|dl(?= ?(?:n[or]\\.?|[:#])? ?[A-Z]\\d{6})",
      // A licence without more is mostly of software: a driver or a vehicle must be spoken of.
      "licen[cs]e (?:n(?:umber|o|r)|#)(?=[^\\n]{0,60}(?:category|points|driv|vehicle|car hire|rental))|licen[cs]e (?:n(?:umber|o|r)|#)(?<=(?:driver|chauffeur|fleet|truck|vehicle|rental)[^\\n]{0,60})",
    ).anywhere,
    number: whole(
      "[A-Z9]{5} ?\\d{6} ?[A-Z9]{2}\\d[A-Z]{2}|\\d{5}/\\d{2}/\\d{4}|\\d{6}-?\\d{4}|\\d{8}-\\d{4}|[A-Z0-9]{1,4}\\d{5,12}[A-Z0-9]{0,3}|[A-Z]\\d{2}[A-Z0-9]{3,8}\\d{1,2}|\\d{2} \\d{2} \\d{6}(?: \\d)?|\\d{2}(?: \\d{2}){3}|\\d{4} \\d{4}|\\d{3} \\d{3} \\d{2,3}|[A-Z]\\d{4}(?:[- ]\\d{5}){2}|[A-Z]\\d{3}(?:[- ]\\d{3,4}){2,3}",
    ),
    telling:
      /^[A-Z]{5}.{11,}$|^[A-Z]{1,2}\d{6,12}[A-Z]?$|^(?=(?:.*\d){5})[A-Z]\d{2}[A-Z0-9]{6,8}$|^\d{5}\/\d{2}\/\d{4}$|^\d{9}$/,
  },
];

/** The forms as whole words. */
function whole(forms: string): RegExp {
  return new RegExp(
    `(?<![A-Za-z0-9_${letters}])(?:${forms})(?![A-Za-z0-9_${letters}]|[-.:/]\\d)`,
    "g",
  );
}
