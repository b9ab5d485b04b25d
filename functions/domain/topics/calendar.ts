import type { Topic } from "#domain/topic.ts";
import { article, helpSearch } from "./page.ts";
import { affectedUser, ask, beganOn, platform, required } from "./question.ts";
import { section } from "./section.ts";

const topic = section("calendar", {
  en: "Calendar",
  sv: "Kalender",
  also: { en: "gcal, agenda, schedule", sv: "kalendern, schema, almanacka" },
});

/** Events, rooms and shared calendars. */
export const calendar: readonly Topic[] = [
  topic("events-missing", {
    en: "Events are missing or duplicated",
    sv: "Händelser saknas eller visas dubbelt",
    also: {
      en: "event disappeared, deleted event, restore event, duplicate, trash",
      sv: "bokning försvunnen, möte borta, raderad händelse, återställa, dubbletter",
    },
    questions: [
      required(affectedUser),
      required(ask.date("event-on", "Day of the event", "Dagen för händelsen")),
      ask.text("event-title", "Title of the event", "Händelsens titel"),
    ],
    pages: [helpSearch("calendar missing events", "Missing events", "Händelser som saknas")],
  }),
  topic("invitations", {
    en: "Invitations are not delivered or answered",
    sv: "Inbjudningar kommer inte fram eller besvaras inte",
    also: {
      en: "invite, guest, rsvp, meeting request, attendee, ics, does not show up",
      sv: "inbjudan, gäst, mötesförfrågan, deltagare, osa, kallelse, mötesinbjudan",
    },
    questions: [
      required(ask.email("organizer", "Organizer's address", "Arrangörens adress")),
      required(ask.email("guest", "Guest's address", "Gästens adress")),
      ask.date("event-on", "Day of the event", "Dagen för händelsen"),
    ],
    pages: [helpSearch("calendar invitations", "Calendar invitations", "Kalenderinbjudningar")],
  }),
  topic("sharing", {
    en: "Sharing and visibility of calendars",
    sv: "Delning och synlighet av kalendrar",
    also: {
      en: "share calendar, free busy, external sharing, permissions, cannot see colleague, private",
      sv: "dela kalender, ledig upptagen, extern delning, behörighet, ser inte kollega, privat",
    },
    questions: [
      required(ask.email("owner", "Owner of the calendar", "Kalenderns ägare")),
      ask.boolean("external", "Shared outside the organization", "Delas utanför organisationen"),
    ],
    pages: [article(60765, "Set Calendar sharing options", "Ställ in delning av kalendrar")],
  }),
  topic("rooms", {
    en: "Rooms and resources",
    sv: "Rum och resurser",
    also: {
      en: "meeting room, book a room, building, equipment, double booked, resource calendar, room declined",
      sv: "konferensrum, mötesrum, boka rum, byggnad, utrustning, dubbelbokad, resurskalender, lokal",
    },
    questions: [
      required(ask.text("room", "Name of the room or resource", "Rummets eller resursens namn")),
      ask.number("capacity", "Its capacity", "Antal platser"),
      beganOn,
    ],
    pages: [helpSearch("calendar resources", "Calendar resources", "Kalenderresurser")],
  }),
  topic("secondary", {
    en: "Team and secondary calendars",
    sv: "Gemensamma och sekundära kalendrar",
    also: {
      en: "group calendar, transfer ownership, owner left, deleted calendar, subscribe",
      sv: "gruppkalender, teamkalender, överföra ägarskap, ägaren slutat, raderad kalender, prenumerera",
    },
  }),
  topic("sync", {
    en: "Calendar does not sync with phone or Outlook",
    sv: "Kalendern synkar inte med telefon eller Outlook",
    also: {
      en: "synchronization, mobile, iphone, apple calendar, caldav, ical, outlook, not updating",
      sv: "synkronisering, mobil, iphone, apple kalender, caldav, ical, uppdateras inte",
    },
    questions: [required(platform), required(affectedUser), beganOn],
    pages: [helpSearch("sync calendar", "Sync Calendar", "Synkronisera Kalender")],
  }),
  topic("exchange-interop", {
    en: "Availability shared with Exchange",
    sv: "Tillgänglighet delad med Exchange",
    also: {
      en: "calendar interop, microsoft 365, office 365, exchange, free/busy lookup",
      sv: "calendar interop, microsoft 365, office 365, upptagen, samexistens",
    },
  }),
  topic("time-zone", {
    en: "Wrong time or time zone",
    sv: "Fel tid eller tidszon",
    also: {
      en: "timezone, daylight saving, dst, hour off, wrong hour",
      sv: "tidszon, sommartid, vintertid, en timme fel",
    },
  }),
  topic("appointments", {
    en: "Appointment schedules and booking pages",
    sv: "Bokningsscheman och bokningssidor",
    also: {
      en: "booking page, appointment slots, calendly, paid appointments",
      sv: "bokningssida, tidsbokning, boka tid, mötesbokning",
    },
  }),
  topic("working-location", {
    en: "Working hours, location and focus time",
    sv: "Arbetstid, arbetsplats och fokustid",
    also: {
      en: "working hours, out of office, focus time, office, remote",
      sv: "arbetstider, frånvarande, fokustid, kontor, hemarbete, distans",
    },
  }),
];
