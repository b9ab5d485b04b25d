import type { Topic } from "#domain/topic.ts";
import { article, helpSearch } from "./page.ts";
import { affectedUser, ask, choice, errorText, platform, required, scope } from "./question.ts";
import { section } from "./section.ts";

const topic = section("meet", {
  en: "Meet",
  sv: "Meet",
  also: { en: "video call, meeting, conference", sv: "videomöte, möte, videosamtal, konferens" },
});

const meetingCode = ask.text("meeting-code", "Meeting code", "Möteskod");
const heldOn = ask.date("held-on", "Day of the meeting", "Dagen för mötet");

/** Meetings by picture and sound. */
export const meet: readonly Topic[] = [
  topic("cannot-join", {
    en: "Cannot join or start a meeting",
    sv: "Kan inte ansluta till eller starta ett möte",
    also: {
      en: "join, knock, admitted, you can't join this call, link does not work, waiting",
      sv: "komma in, gå med, delta, bli insläppt, länken fungerar inte, väntar",
    },
    questions: [required(meetingCode), required(affectedUser), platform, errorText],
    pages: [helpSearch("meet cannot join", "Join a meeting", "Gå med i ett möte")],
  }),
  topic("quality", {
    en: "Poor sound or picture",
    sv: "Dåligt ljud eller dålig bild",
    also: {
      en: "audio, video, choppy, lag, echo, freezing, network, bandwidth, firewall, latency",
      sv: "ljudet, bilden, hackar, hackigt, eko, fryser, nätverk, bandbredd, brandvägg, lagg",
    },
    questions: [
      required(meetingCode),
      required(heldOn),
      required(
        choice(
          "fault",
          { en: "What is poor", sv: "Vad som är dåligt" },
          {
            sound: { en: "Sound", sv: "Ljudet" },
            picture: { en: "Picture", sv: "Bilden" },
            both: { en: "Both", sv: "Båda" },
          },
        ),
      ),
      scope,
    ],
    pages: [article(1279090, "Prepare your network for Meet", "Förbered nätverket för Meet")],
  }),
  topic("camera-microphone", {
    en: "Camera or microphone is not found",
    sv: "Kameran eller mikrofonen hittas inte",
    also: {
      en: "mic, webcam, headset, permission, muted, device not found",
      sv: "mick, webbkamera, hörlurar, headset, tillstånd, ljud av",
    },
  }),
  topic("recording", {
    en: "Recording is missing or cannot be started",
    sv: "Inspelningen saknas eller kan inte startas",
    also: {
      en: "record, recordings folder, transcript, notes, processing",
      sv: "spela in, inspelningar, transkribering, utskrift, anteckningar, bearbetas",
    },
    questions: [
      required(meetingCode),
      required(heldOn),
      ask.email("organizer", "Organizer's address", "Arrangörens adress"),
    ],
    pages: [helpSearch("meet recording", "Record a meeting", "Spela in ett möte")],
  }),
  topic("screen-sharing", {
    en: "Presenting the screen",
    sv: "Visa skärmen",
    also: {
      en: "screen share, share screen, present now, tab audio, black screen",
      sv: "skärmdelning, dela skärm, presentera, svart skärm, fliken",
    },
  }),
  topic("guests", {
    en: "Guests from outside and host controls",
    sv: "Externa gäster och värdkontroller",
    also: {
      en: "external guest, anonymous, host management, breakout rooms, waiting room, co-host",
      sv: "externa deltagare, anonyma, mötesvärd, grupprum, väntrum, medvärd",
    },
  }),
  topic("phone", {
    en: "Joining by telephone",
    sv: "Delta per telefon",
    also: { en: "dial in, dial-in, dial-out, pin", sv: "ringa in, telefonnummer, pinkod, pin" },
  }),
  topic("streaming", {
    en: "Live streaming and large meetings",
    sv: "Direktsändning och stora möten",
    also: {
      en: "live stream, broadcast, webinar, viewers, 500 participants",
      sv: "livestream, sända, webbinarium, tittare, sändning, deltagargräns",
    },
  }),
  topic("hardware", {
    en: "Meet hardware in rooms",
    sv: "Meet-utrustning i mötesrum",
    also: {
      en: "chromebox, series one, room kit, enrolment, touch controller, offline device",
      sv: "rumsutrustning, chromebox, konferensutrustning, registrera, pekskärm, skärm i mötesrum",
    },
  }),
];
