import { PersonalDataKind } from "#domain/personal-data.ts";

/**
 * What DLP is asked for, and what we call it. DLP has no detector for Iceland's kennitala.
 * https://cloud.google.com/sensitive-data-protection/docs/infotypes-reference
 */
const infoTypesOf: Record<PersonalDataKind, readonly string[]> = {
  NATIONAL_ID: [
    "SWEDEN_NATIONAL_ID_NUMBER",
    "NORWAY_NI_NUMBER",
    "DENMARK_CPR_NUMBER",
    "FINLAND_NATIONAL_ID_NUMBER",
    "GERMANY_TAXPAYER_IDENTIFICATION_NUMBER",
    "GERMANY_IDENTITY_CARD_NUMBER",
    "NETHERLANDS_BSN_NUMBER",
    "SPAIN_DNI_NUMBER",
    "SPAIN_NIE_NUMBER",
    "SPAIN_NIF_NUMBER",
    "POLAND_PESEL_NUMBER",
    "FRANCE_NIR",
    "ITALY_FISCAL_CODE",
    "UK_NATIONAL_INSURANCE_NUMBER",
    "UK_NATIONAL_HEALTH_SERVICE_NUMBER",
    "US_SOCIAL_SECURITY_NUMBER",
    "US_INDIVIDUAL_TAXPAYER_IDENTIFICATION_NUMBER",
  ],
  PAYMENT_CARD: ["CREDIT_CARD_NUMBER"],
  IBAN: ["IBAN_CODE"],
  PASSPORT: ["PASSPORT"],
  DRIVING_LICENCE: [
    "UK_DRIVERS_LICENSE_NUMBER",
    "US_DRIVERS_LICENSE_NUMBER",
    "GERMANY_DRIVERS_LICENSE_NUMBER",
    "SPAIN_DRIVERS_LICENSE_NUMBER",
  ],
  PRIVATE_KEY: ["ENCRYPTION_KEY", "GCP_CREDENTIALS", "AWS_CREDENTIALS"],
  BEARER_TOKEN: [
    "AUTH_TOKEN",
    "JSON_WEB_TOKEN",
    "GCP_API_KEY",
    "AZURE_AUTH_TOKEN",
    "BASIC_AUTH_HEADER",
    "OAUTH_CLIENT_SECRET",
  ],
  PASSWORD: ["PASSWORD"],
  EMAIL_ADDRESS: ["EMAIL_ADDRESS"],
  PHONE_NUMBER: ["PHONE_NUMBER"],
  DATE_OF_BIRTH: ["DATE_OF_BIRTH"],
  STREET_ADDRESS: ["STREET_ADDRESS"],
};

const kinds: ReadonlyMap<string, PersonalDataKind> = new Map(
  Object.entries(infoTypesOf).flatMap(([kind, names]) =>
    names.map((name) => [name, PersonalDataKind.parse(kind)] as const),
  ),
);

export const infoTypes: readonly string[] = [...kinds.keys()];

export function kindOf(infoType: string): PersonalDataKind | undefined {
  return kinds.get(infoType);
}
