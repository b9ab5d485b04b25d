import { z } from "zod";
import type { Administration } from "./administration.ts";
import { type CustomerId, type DomainName, domainOf, EmailAddress } from "./identifiers.ts";
import { CustomerRole, customersMax, PartnerRole, type Person, Privilege } from "./person.ts";
import { invalid, Refusal } from "./refusal.ts";

/** The fields that a patch names; `undefined` clears what can be without. */
export type PartnerUserPatch = {
  role?: z.infer<typeof PartnerRole> | undefined;
  privileges?: readonly Privilege[] | undefined;
  superAdministrator?: boolean | undefined;
  alertEmail?: EmailAddress | undefined;
  displayName?: string | undefined;
};
