import type { Person } from "#domain/person.ts";

export const demoPassword = "demo-password";

/** The accounts of design section 4: partner users, customers' users and agents. */
export const people: readonly Person[] = [
  partner("sara@alfa-partner.example", "Sara Alm", {
    role: "CUSTOM",
    privileges: [],
    superAdministrator: true,
  }),
  partner("anna@alfa-partner.example", "Anna Berg", { role: "RESELLER_ADMIN" }),
  partner("viktor@alfa-partner.example", "Viktor Dahl", { privileges: ["VIEW_CUSTOMERS"] }),
  partner("nils@alfa-partner.example", "Nils Ek", { privileges: [] }),
  partner("lena@alfa-partner.example", "Lena Falk", {
    privileges: ["SUPPORT", "VIEW_CUSTOMERS", "LEGACY_RESOLD_ENTERPRISE_SUPPORT"],
  }),
  partner("anna@beta-partner.example", "Anna Berg", { role: "RESELLER_ADMIN" }),
  partner("hanna@hjalp-partner.example", "Hanna Gran", { role: "RESELLER_ADMIN" }),
  customerUser("olle@lindqvist.example", "Olle Lindqvist", { "1001": "ADMINISTRATOR" }),
  customerUser("moa@lindqvist.example", "Moa Lindqvist", { "1001": "PORTAL_USER" }),
  customerUser("rut@granit.example", "Rut Granit", { "1002": "ADMINISTRATOR" }),
  customerUser("signe@solvik.example", "Signe Solvik", { "1003": "ADMINISTRATOR" }),
  customerUser("tor@nordan.example", "Tor Nordan", { "1004": "ADMINISTRATOR" }),
  customerUser("eva@tallek.example", "Eva Tall", { "1005": "ADMINISTRATOR" }),
  { ...agent("aino@support.example", "Aino Salo", "a7k2"), deskAdministrator: true },
  agent("bo@support.example", "Bo Holm", "b4m9"),
];

type Partner = NonNullable<Person["partner"]>;

function partner(email: string, displayName: string, given: Partial<Partner>): Person {
  const none: Partner = { role: "CUSTOM", privileges: [], superAdministrator: false };
  return { email, displayName, partner: { ...none, ...given }, customers: {} };
}

function customerUser(email: string, displayName: string, customers: Person["customers"]): Person {
  return { email, displayName, customers };
}

function agent(email: string, displayName: string, agentId: string): Person {
  return { email, displayName, agentId, customers: {} };
}
