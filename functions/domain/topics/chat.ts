import type { Topic } from "#domain/topic.ts";
import { helpSearch } from "./page.ts";
import { affectedUser, ask, beganOn, errorText, platform, required } from "./question.ts";
import { section } from "./section.ts";

const topic = section("chat", {
  en: "Chat",
  sv: "Chat",
  also: { en: "messaging, instant messages, hangouts", sv: "chatt, chatta, snabbmeddelanden" },
});

/** Direct messages and spaces. */
export const chat: readonly Topic[] = [
  topic("messages", {
    en: "Messages are not sent or shown",
    sv: "Meddelanden skickas eller visas inte",
    also: {
      en: "message failed, not delivered, chat not loading, stuck",
      sv: "meddelandet misslyckades, kommer inte fram, laddar inte, fastnar",
    },
    questions: [required(affectedUser), required(platform), errorText, beganOn],
    pages: [helpSearch("chat messages", "Messages in Chat", "Meddelanden i Chat")],
  }),
  topic("spaces", {
    en: "Spaces and their members",
    sv: "Gruppytor och deras medlemmar",
    also: {
      en: "space, room, space manager, delete space, join space, members",
      sv: "yta, grupprum, rum, kanal, ansvarig, ta bort, gå med, medlem",
    },
  }),
  topic("external", {
    en: "Chatting with people outside",
    sv: "Chatta med personer utanför organisationen",
    also: {
      en: "external chat, allow list, trusted domains, guest in space",
      sv: "extern chatt, externa, tillåtna domäner, gäst",
    },
    questions: [
      required(ask.domain("other-domain", "The other domain", "Den andra domänen")),
      affectedUser,
      errorText,
    ],
    pages: [helpSearch("external chat", "Chat outside the organization", "Chatta externt")],
  }),
  topic("history", {
    en: "Chat history and retention",
    sv: "Chatthistorik och lagringstid",
    also: {
      en: "history off, deleted messages, auto delete, lost conversation",
      sv: "historik av, raderade meddelanden, gallring, försvunnen konversation",
    },
  }),
  topic("notifications", {
    en: "Chat notifications",
    sv: "Aviseringar i Chat",
    also: {
      en: "no sound, push, do not disturb, badge",
      sv: "notiser, notis, ljud, stör ej, avisering",
    },
  }),
  topic("apps", {
    en: "Chat apps and webhooks",
    sv: "Chattappar och webhookar",
    also: {
      en: "bot, webhook, integration, slash command",
      sv: "bot, robot, webhook, integration",
    },
  }),
];
