import type { Topic } from "#domain/topic.ts";
import { article, helpSearch } from "./page.ts";
import { affectedUser, ask, beganOn, choice, errorText, required, scope } from "./question.ts";
import { section } from "./section.ts";

const topic = section("security", {
  en: "Security and sign-in",
  sv: "Säkerhet och inloggning",
  also: { en: "protection, access", sv: "skydd, åtkomst" },
});

/** Who gets in, what may be taken out, and what happened. */
export const security: readonly Topic[] = [
  topic("two-step-lost", {
    en: "Lost second factor in 2-Step Verification",
    sv: "Förlorad andra faktor i tvåstegsverifiering",
    also: {
      en: "2fa, 2sv, mfa, two-factor, two factor authentication, otp, backup codes, new phone, lost phone, authenticator",
      sv: "2fa, mfa, tvåfaktor, tvåfaktorsautentisering, tvåstegs, reservkoder, ny telefon, tappad telefon, engångskod",
    },
    questions: [
      required(affectedUser),
      ask.boolean("administrator", "The user is an administrator", "Användaren är administratör"),
      ask.date("lost-on", "Day of the loss", "Dagen då den förlorades"),
    ],
    pages: [
      article(
        9176734,
        "Recover a protected account",
        "Återställ ett konto med tvåstegsverifiering",
      ),
    ],
  }),
  topic("two-step-policy", {
    en: "Enforcing 2-Step Verification",
    sv: "Kräva tvåstegsverifiering",
    also: {
      en: "2fa, 2sv, mfa, two-factor, enforcement, enrolment, grace period, exempt",
      sv: "2fa, mfa, tvåfaktor, tvåfaktorsautentisering, obligatorisk, undantag, registrering",
    },
    pages: [
      article(175197, "2-Step Verification", "Tvåstegsverifiering"),
      article(9176657, "Deploy 2-Step Verification", "Inför tvåstegsverifiering"),
    ],
  }),
  topic("passkeys", {
    en: "Passkeys and security keys",
    sv: "Nycklar och säkerhetsnycklar",
    also: {
      en: "passkey, yubikey, titan, fido, webauthn, passwordless, advanced protection",
      sv: "passkey, yubikey, fido, lösenordsfri, säkerhetsnyckel, avancerat skydd",
    },
  }),
  topic("sso", {
    en: "Single sign-on with SAML or OIDC",
    sv: "Enkel inloggning med SAML eller OIDC",
    also: {
      en: "sso, saml, oidc, login, log in, entra, azure ad, okta, adfs, certificate expired, identity provider, idp, single sign on",
      sv: "sso, saml, oidc, logga in, entra, okta, adfs, certifikatet har gått ut, identitetsleverantör, federering",
    },
    questions: [
      required(ask.text("provider", "Identity provider", "Identitetsleverantör")),
      required(scope),
      errorText,
      ask.date("certificate-until", "Day the certificate expires", "Dagen då certifikatet går ut"),
    ],
    pages: [article(60224, "Set up single sign-on", "Konfigurera enkel inloggning")],
  }),
  topic("compromised", {
    en: "Account has been hijacked",
    sv: "Kontot är kapat",
    also: {
      en: "hacked, compromised, stolen account, suspicious sign-in, unauthorized access, breach, phished",
      sv: "hackat, hackad, kapad, intrång, misstänkt inloggning, obehörig, stulet konto",
    },
    questions: [
      required(affectedUser),
      required(beganOn),
      ask.boolean("secured", "The password was changed", "Lösenordet är bytt"),
      ask.text("signs", "What was noticed", "Vad som märktes"),
    ],
    pages: [
      article(33319, "Reset a user's password", "Återställ en användares lösenord"),
      helpSearch("compromised account", "Compromised accounts", "Kapade konton"),
    ],
  }),
  topic("suspicious-login", {
    en: "Sign-in is blocked as suspicious",
    sv: "Inloggningen stoppas som misstänkt",
    also: {
      en: "login challenge, cannot log in, verify it's you, captcha, couldn't sign you in, unusual activity",
      sv: "bekräfta din identitet, captcha, ovanlig aktivitet, inloggningskontroll, nekad inloggning, kan inte logga in",
    },
  }),
  topic("password-policy", {
    en: "Password rules and session length",
    sv: "Lösenordsregler och sessionslängd",
    also: {
      en: "password policy, strong password, expiry, signed out, session control, log out",
      sv: "lösenordspolicy, starkt lösenord, loggas ut, sessionstid, utloggad",
    },
  }),
  topic("app-access", {
    en: "Third-party apps and API access",
    sv: "Appar från tredje part och API-åtkomst",
    also: {
      en: "oauth, app blocked, admin_policy_enforced, trusted app, domain-wide delegation, scopes, service account",
      sv: "oauth, appen blockeras, betrodd app, tredjepartsapp, domänomfattande delegering, tjänstekonto",
    },
    questions: [
      required(
        ask.text("client", "App name or OAuth client ID", "Appens namn eller OAuth-klient-ID"),
      ),
      errorText,
      affectedUser,
    ],
    pages: [article(7281227, "Control which apps access data", "Styr vilka appar som får åtkomst")],
  }),
  topic("context-aware", {
    en: "Context-aware access",
    sv: "Kontextbaserad åtkomst",
    also: {
      en: "access level, ip range, device policy, blocked by policy, zero trust, location",
      sv: "åtkomstnivå, ip-intervall, enhetspolicy, blockeras av policy, plats",
    },
  }),
  topic("dlp", {
    en: "Data loss prevention",
    sv: "Skydd mot dataförlust",
    also: {
      en: "dlp, sensitive content, rule, leak, blocked sharing, confidential",
      sv: "dlp, känsligt innehåll, regel, läckage, dataläcka, stoppad delning",
    },
  }),
  topic("audit", {
    en: "Audit logs and the investigation tool",
    sv: "Granskningsloggar och utredningsverktyget",
    also: {
      en: "audit log, reports, who did, log events, export to bigquery, siem",
      sv: "granskningslogg, logg, loggar, rapporter, vem gjorde, spårbarhet, utredning",
    },
    questions: [
      required(
        choice(
          "log",
          { en: "Which log", sv: "Vilken logg" },
          {
            admin: { en: "Admin", sv: "Administratör" },
            login: { en: "Sign-in", sv: "Inloggning" },
            drive: { en: "Drive", sv: "Drive" },
            gmail: { en: "Gmail", sv: "Gmail" },
            other: { en: "Another one", sv: "En annan" },
          },
        ),
      ),
      ask.date("from", "From day", "Från dag"),
      ask.date("until", "Until day", "Till dag"),
    ],
    pages: [
      helpSearch("audit and investigation", "Audit and investigation", "Granskning och utredning"),
    ],
  }),
  topic("alerts", {
    en: "Alert center",
    sv: "Varningscenter",
    also: {
      en: "security alert, notification, government-backed attack, alert rule",
      sv: "säkerhetsvarning, varning, larm, avisering, statsunderstödd attack",
    },
  }),
];
