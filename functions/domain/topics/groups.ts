import type { Topic } from "#domain/topic.ts";
import { helpSearch } from "./page.ts";
import { ask, errorText, messageId, required, sender } from "./question.ts";
import { section } from "./section.ts";

const topic = section("groups", {
  en: "Groups",
  sv: "Grupper",
  also: {
    en: "google groups, mailing list, distribution list",
    sv: "grupp, google groups, sändlista, e-postlista, distributionslista",
  },
});

const group = required(ask.email("group", "Address of the group", "Gruppens adress"));

/** Groups as mailing lists and as sets of people. */
export const groups: readonly Topic[] = [
  topic("delivery", {
    en: "Members do not receive the group's mail",
    sv: "Medlemmar får inte gruppens mejl",
    also: {
      en: "not delivered, not receiving, digest, bouncing member, missing group mail, email, message",
      sv: "levereras inte, sammandrag, studsar, saknade mejl, e-post, mail, meddelande",
    },
    questions: [
      group,
      required(ask.email("member", "Address of such a member", "Adress till en sådan medlem")),
      messageId,
    ],
    pages: [helpSearch("groups delivery", "Mail to groups", "Mejl till grupper")],
  }),
  topic("external-posting", {
    en: "Outside senders cannot write to the group",
    sv: "Externa avsändare kan inte skriva till gruppen",
    also: {
      en: "post, permission to post, rejected, anyone on the web, external members",
      sv: "publicera, avvisas, behörighet att skriva, externa medlemmar, utomstående",
    },
    questions: [group, required(sender), errorText],
    pages: [helpSearch("groups who can post", "Who can post", "Vem som får skriva")],
  }),
  topic("membership", {
    en: "Creating groups and managing members",
    sv: "Skapa grupper och hantera medlemmar",
    also: {
      en: "add member, create group, owner, manager, remove member, nested group",
      sv: "lägga till medlem, skapa grupp, ägare, ansvarig, ta bort medlem, undergrupp",
    },
  }),
  topic("moderation", {
    en: "Moderation and pending messages",
    sv: "Granskning och väntande meddelanden",
    also: {
      en: "moderate, pending, approve, spam in group, held",
      sv: "moderera, moderering, väntar, godkänna, spam, skräppost",
    },
  }),
  topic("collaborative-inbox", {
    en: "Collaborative inbox",
    sv: "Gemensam inkorg",
    also: {
      en: "shared inbox, assign conversation, support address, info address, shared mailbox",
      sv: "delad inkorg, tilldela, info-adress, supportadress, samarbetsinkorg, funktionsbrevlåda",
    },
  }),
  topic("dynamic", {
    en: "Dynamic and security groups",
    sv: "Dynamiska grupper och säkerhetsgrupper",
    also: {
      en: "membership query, automatic membership, security label, locked group",
      sv: "automatiskt medlemskap, medlemsfråga, säkerhetsetikett, låst grupp",
    },
  }),
  topic("deleted", {
    en: "Deleted group or address in use",
    sv: "Borttagen grupp eller upptagen adress",
    also: {
      en: "restore group, group address taken, already exists, rename group",
      sv: "återställa grupp, adressen är upptagen, finns redan, byta namn",
    },
  }),
];
