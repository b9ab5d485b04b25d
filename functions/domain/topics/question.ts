import type { Question, Words } from "#domain/topic.ts";

type Plain = Exclude<Question["type"], "choice">;
type Ask = (id: string, en: string, sv: string) => Question;

function plain(type: Plain): Ask {
  return (id, en, sv) => ({ id, type, text: { en, sv }, required: false });
}

/** One builder for each plain type of answer; what it makes is optional until `required` says otherwise. */
export const ask: Record<Plain, Ask> = {
  text: plain("text"),
  number: plain("number"),
  boolean: plain("boolean"),
  date: plain("date"),
  email: plain("email"),
  domain: plain("domain"),
};

/** A question with labelled answers, by their ids. */
export function choice(id: string, text: Words, labels: Record<string, Words>): Question {
  const choices = Object.entries(labels).map(([choiceId, label]) => ({ id: choiceId, label }));
  return { id, type: "choice", text, required: false, choices };
}

/** The same question, which then has to be answered. */
export function required(question: Question): Question {
  return { ...question, required: true };
}

export const beganOn = ask.date("began-on", "First day of the problem", "Problemets första dag");
export const errorText = ask.text(
  "error-text",
  "Error message, word for word",
  "Felmeddelandet, ordagrant",
);
export const affectedUser = ask.email(
  "affected-user",
  "Address of an affected user",
  "Adress till en drabbad användare",
);
export const userCount = ask.number(
  "user-count",
  "Number of affected users",
  "Antal drabbade användare",
);
export const domain = ask.domain("domain", "Domain concerned", "Berörd domän");
export const sender = ask.email("sender", "Sender's address", "Avsändarens adress");
export const recipient = ask.email("recipient", "Recipient's address", "Mottagarens adress");
export const messageId = ask.text(
  "message-id",
  "Message-ID from the mail's headers",
  "Message-ID ur mejlets sidhuvud",
);
export const fileUrl = ask.text("file-url", "Address of the file", "Filens adress");
export const privateWindow = ask.boolean(
  "private-window",
  "Happens in a private window as well",
  "Händer även i ett privat fönster",
);
export const scope = choice(
  "scope",
  { en: "Who is affected", sv: "Vilka som drabbas" },
  {
    one: { en: "One user", sv: "En användare" },
    some: { en: "Some users", sv: "Några användare" },
    all: { en: "Everybody", sv: "Alla" },
  },
);
export const platform = choice(
  "platform",
  { en: "Where it happens", sv: "Var det händer" },
  {
    web: { en: "Web browser", sv: "Webbläsare" },
    android: { en: "Android", sv: "Android" },
    ios: { en: "iPhone or iPad", sv: "iPhone eller iPad" },
    desktop: { en: "Program on a computer", sv: "Program på en dator" },
  },
);
