import type { Topic } from "#domain/topic.ts";
import { article, helpSearch } from "./page.ts";
import { affectedUser, ask, choice, errorText, required, userCount } from "./question.ts";
import { section } from "./section.ts";

const topic = section("devices", {
  en: "Devices and Chrome",
  sv: "Enheter och Chrome",
  also: { en: "device, mdm, endpoint", sv: "enhet, mdm, enhetshantering" },
});

const system = choice(
  "system",
  { en: "Operating system", sv: "Operativsystem" },
  {
    android: { en: "Android", sv: "Android" },
    ios: { en: "iOS or iPadOS", sv: "iOS eller iPadOS" },
    chromeos: { en: "ChromeOS", sv: "ChromeOS" },
    windows: { en: "Windows", sv: "Windows" },
    mac: { en: "macOS", sv: "macOS" },
  },
);

/** Phones, computers and the browser under management. */
export const devices: readonly Topic[] = [
  topic("enrol-mobile", {
    en: "Enrolling a phone or tablet",
    sv: "Registrera en telefon eller surfplatta",
    also: {
      en: "enroll, mobile management, work profile, device policy, approve device, iphone, android, byod",
      sv: "mobilhantering, arbetsprofil, enhetspolicy, godkänna enhet, iphone, android, mobil, läsplatta",
    },
    questions: [required(system), required(affectedUser), errorText],
    pages: [article(7400753, "Set up mobile device management", "Konfigurera mobilhantering")],
  }),
  topic("wipe", {
    en: "Lost device and remote wipe",
    sv: "Förlorad enhet och fjärradering",
    also: {
      en: "stolen phone, lost phone, lost laptop, erase, remote wipe, block device, theft",
      sv: "stulen telefon, tappad telefon, borttappad dator, fjärradera, spärra, stöld, rensa",
    },
    questions: [
      required(affectedUser),
      required(system),
      ask.date("lost-on", "Day of the loss", "Dagen för förlusten"),
      ask.boolean("company-owned", "Owned by the company", "Ägs av företaget"),
    ],
    pages: [
      article(173390, "Remove corporate data from a device", "Ta bort företagsdata från en enhet"),
    ],
  }),
  topic("apple", {
    en: "Apple push certificate and iOS devices",
    sv: "Apples push-certifikat och iOS-enheter",
    also: {
      en: "apns, push certificate expired, ipad, apple business manager, ios",
      sv: "apns, certifikatet har gått ut, ipad, ios, apple business manager",
    },
  }),
  topic("android-apps", {
    en: "Managed apps on phones",
    sv: "Hanterade appar i telefoner",
    also: {
      en: "managed google play, app catalog, install apps, allow app",
      sv: "hanterat google play, appkatalog, installera appar, tillåta app",
    },
  }),
  topic("chromeos", {
    en: "Enrolling Chromebooks",
    sv: "Registrera Chromebook-datorer",
    also: {
      en: "chromebook, chromeos, zero touch, enrolment error, kiosk, upgrade licence, deprovision",
      sv: "chromebook, chromeos, registreringsfel, kiosk, licens, avregistrera",
    },
    questions: [
      required(ask.text("model", "Model", "Modell")),
      ask.text("serial-number", "Serial number", "Serienummer"),
      errorText,
      userCount,
    ],
    pages: [
      helpSearch(
        "enroll chromeos devices",
        "Enrol ChromeOS devices",
        "Registrera ChromeOS-enheter",
      ),
    ],
  }),
  topic("chrome-policy", {
    en: "Chrome browser policies and extensions",
    sv: "Policyer och tillägg i webbläsaren Chrome",
    also: {
      en: "extension, force install, browser management, bookmark, homepage, blocked url",
      sv: "tillägg, tvångsinstallera, webbläsarhantering, bokmärken, startsida, spärrad webbplats",
    },
  }),
  topic("windows", {
    en: "Windows sign-in with Google accounts",
    sv: "Windows-inloggning med Google-konto",
    also: {
      en: "gcpw, credential provider, windows device management, bitlocker",
      sv: "gcpw, windows, hantera datorer, bitlocker",
    },
  }),
  topic("approval", {
    en: "Approving and blocking devices",
    sv: "Godkänna och spärra enheter",
    also: {
      en: "pending approval, block device, inactive device, inventory, company owned",
      sv: "väntar på godkännande, blockera enhet, inventarie, företagsägd",
    },
  }),
];
