import type { AgentDirectory } from "#domain/actor.ts";
import { requireAdministration } from "#domain/administration.ts";
import { AuditCursor, type AuditParty, type AuditTrail } from "#domain/audit.ts";
import type { Ask } from "#domain/decision.ts";
import { fillPage } from "#domain/fill-page.ts";
import { EmailAddress } from "#domain/identifiers.ts";
import { decideOnPerson, type PersonRule } from "#domain/people-rules.ts";
import type { PeopleStore } from "#domain/people-store.ts";
import type { Principal } from "#domain/person.ts";
import { pageToken, readPageToken } from "./pages.ts";
import type { NameForm } from "./route-path.ts";
import { auditEntryResource } from "./wire/audit.ts";
import { omitDefaults } from "./wire/omit-defaults.ts";
import { personResource } from "./wire/people.ts";

type ChangeCall = {
  ask: Omit<Ask, "customer">;
  form: NameForm;
  params: { user: EmailAddress };
};

type Work = {
  people: PeopleStore;
  party: AuditParty;
  rule: PersonRule;
};

/** Stores what an administrator makes of a person, and answers with the person as the party knows it. */
export function changePerson(call: ChangeCall, work: Work): Promise<unknown> {
  return change(call, work, (...shown) => personResource(...shown, call.form));
}

/** The same where the person is gone from the party afterwards. */
export function removePerson(call: ChangeCall, work: Work): Promise<unknown> {
  return change(call, work, () => ({}));
}

type ListCall = {
  principal: Principal;
  form: NameForm;
  pageDigest: string;
  query: { pageSize: number; pageToken: string };
};

/** A page of a party's people, for its administrators. */
export async function listPeople(
  { principal, form, query, pageDigest }: ListCall,
  people: PeopleStore,
  party: AuditParty,
): Promise<{ people: object[]; nextPageToken: string }> {
  const after = readPageToken(query.pageToken, EmailAddress, pageDigest);
  const home = requireAdministration(await people.find({ principal, ...party }), party);
  const { items, next } = await fillPage({
    size: query.pageSize,
    after,
    exact: true,
    fetch: (from, limit) => people.page(party, from, limit),
    keep: () => true,
    cursorOf: ({ email }) => email,
  });
  return {
    people: items.map((person) => personResource(person, home, form)),
    nextPageToken: next === undefined ? "" : pageToken(next, pageDigest),
  };
}

type TrailServices = { people: PeopleStore; trail: AuditTrail };

/** A page of what was done about a party, for its administrators; `names` for those who may know agents. */
export async function listAudit(
  { principal, query, pageDigest }: ListCall,
  { people, trail }: TrailServices,
  { party, names }: { party: AuditParty; names?: () => Promise<AgentDirectory> },
): Promise<unknown> {
  const after = readPageToken(query.pageToken, AuditCursor, pageDigest);
  requireAdministration(await people.find({ principal, ...party }), party);
  const { items, next } = await fillPage({
    size: query.pageSize,
    after,
    exact: true,
    fetch: (from, limit) => trail.page(party, from, limit),
    keep: () => true,
    cursorOf: ({ createdAt, id }) => ({ at: createdAt, id }),
  });
  const known = await names?.();
  return omitDefaults({
    auditEntries: items.map((entry) => auditEntryResource(entry, known)),
    nextPageToken: next ? pageToken(next, pageDigest) : "",
  });
}

type Shown = Parameters<Parameters<typeof decideOnPerson>[2]["render"]>;

async function change(
  call: ChangeCall,
  { people, party, rule }: Work,
  render: (...shown: Shown) => object,
): Promise<unknown> {
  const ask = { ...call.ask, party, user: call.params.user };
  const { reply } = await people.change(ask, (found) =>
    decideOnPerson(found, ask, {
      rule,
      render: (person, administration) => ({
        ...render(person, administration),
        ...(ask.validateOnly && { rehearsal: { rules: [...administration.held] } }),
      }),
    }),
  );
  return reply;
}
