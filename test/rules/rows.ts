import { firestoreCustody } from "#adapters/firestore/custody-store.ts";
import { putPeople } from "#adapters/firestore/people-store.ts";
import type { Period, Relationship } from "#domain/custody.ts";
import { dayMs, plus } from "#domain/instant.ts";
import type { Person, Privilege } from "#domain/person.ts";
import { newEventId } from "#platform/ids.ts";
import { aCustody, aPartnerUser, aPerson, aRelationship } from "../support/builders.ts";
import { all, byUpdate, directClient, where } from "../support/direct.ts";
import { resetData, tokenFor } from "../support/server.ts";
import { storeCases } from "../support/stored-cases.ts";

/** Who does what, and whether the rules let it through. */
export type Row = {
  who: string;
  claims?: Record<string, unknown>;
  does: "gets" | "lists" | "writes";
  path: string;
  /** What a list asks for. */
  asked?: object;
  allowed: boolean;
};

const alfa = "alfa-partner.example";
const anna = "anna@alfa-partner.example";
const tess = "tess@tio-partner.example";
const own = "customers/2001";
const cases = `${own}/cases`;

const day = (number: number) => plus("2025-01-01T00:00:00.000Z", number * dayMs);
const tenth = { startAt: day(190) };
/** Ten days apart and ten days long: the most there can be. The last one runs. */
const tenPeriods: Period[] = [
  ...Array.from({ length: 9 }, (_, at) => ({ startAt: day(20 * at), endAt: day(20 * at + 10) })),
  tenth,
];

/** The case with this number, opened on the fifth day of the period with this number. */
const inTime = tenPeriods.map(({ startAt }, at) => ({
  id: `20${at}`,
  at: plus(startAt, 5 * dayMs),
}));
const asItBegan = { id: "210", at: day(20) };
const asItEnded = { id: "211", at: day(30) };
const between = { id: "212", at: day(35) };

/** Those who may read, besides the demo data: each differs from anna of alfa in one thing. */
const people: Person[] = [
  user("tess@tio-partner.example", ["SUPPORT", "VIEW_CUSTOMERS", "ACCESS_CUSTOMER_CASES"]),
  user("boss@alfa-partner.example", [], { superAdministrator: true }),
  user("access@alfa-partner.example", ["SUPPORT", "VIEW_CUSTOMERS", "ACCESS_CUSTOMER_CASES"]),
  user("resold@alfa-partner.example", [
    "SUPPORT",
    "VIEW_CUSTOMERS",
    "LEGACY_RESOLD_ENTERPRISE_SUPPORT",
  ]),
  user("legacy@alfa-partner.example", ["SUPPORT", "VIEW_CUSTOMERS", "LEGACY_ENTERPRISE_SUPPORT"]),
  user("blind@alfa-partner.example", ["SUPPORT", "ACCESS_CUSTOMER_CASES"]),
  user("sales@alfa-partner.example", ["VIEW_CUSTOMERS", "ACCESS_CUSTOMER_CASES"]),
  user("light@alfa-partner.example", ["SUPPORT", "VIEW_CUSTOMERS"]),
  aPerson({ email: "posing@alfa-partner.example", agentId: "posing" }),
  aPerson({ email: "visitor@support.example" }),
  aPerson({ email: "olga@lindqvist.example", customers: { "2001": "PORTAL_USER" } }),
];

const custodies = [
  custody("2001", {
    [alfa]: { viewKey: "key-alfa" },
    "tio-partner.example": { viewKey: "key-tio", periods: tenPeriods, kind: "SUPPORT_PARTNER" },
  }),
  custody("2002", { [alfa]: { viewKey: "key-revoked", access: "REVOKED" } }),
  custody("2003", { [alfa]: { viewKey: "key-expired", accessExpiresAt: day(40) } }),
  custody("2004", {
    [alfa]: { viewKey: "key-over", periods: [{ startAt: day(0), endAt: day(50) }] },
  }),
  custody("2005", {
    [alfa]: { viewKey: "key-lasting", accessExpiresAt: "2999-01-01T00:00:00.000Z" },
  }),
  custody("2006", { "beta-partner.example": { viewKey: "key-beta" } }),
];

/** Writes what the rows are about, beside the demo data. */
export async function storeRows(): Promise<void> {
  await resetData();
  await putPeople(people);
  const at = new Date().toISOString();
  for (const each of custodies) {
    await firestoreCustody().put(each.customer, { at, eventId: newEventId() }, () => each);
  }
  const [first, ...rest] = custodies;
  const opened = [...inTime, asItBegan, asItEnded, between].map((each) => ({
    ...each,
    custody: first,
  }));
  const others = rest.map((each) => ({ custody: each, id: each.customer, at: day(30) }));
  await storeCases(
    [...opened, ...others].map(({ custody = aCustody(), ...each }) => ({ ...each, custody })),
  );
  for (const { customer } of custodies) {
    let progress: Awaited<ReturnType<ReturnType<typeof firestoreCustody>["reindex"]>>;
    do progress = await firestoreCustody().reindex(customer, at, progress);
    while (progress);
  }
}

export const rows: readonly Row[] = [
  ...may("people/anna@alfa-partner.example", [anna, "ANNA@Alfa-Partner.example", ` ${anna} `]),
  ...mayNot("people/anna@alfa-partner.example", [
    "boss@alfa-partner.example",
    "aino@support.example",
  ]),
  ...may(own, [anna, tess]),
  ...may(own, ["sales@alfa-partner.example", "olga@lindqvist.example", "aino@support.example"]),
  ...mayNot(own, ["blind@alfa-partner.example", "anna@beta-partner.example"]),
  ...mayNot(own, ["posing@alfa-partner.example", "visitor@support.example"]),
  ...mayNot(own, ["stranger@elsewhere.example", `eve@${alfa}.evil.example`, `anna@x@${alfa}`]),
  ...may("customers/2002", [anna]),
  ...mayNot("customers/2004", [anna]),
  ...may(`${own}/partners/${alfa}`, [anna, "olga@lindqvist.example", "aino@support.example"]),
  ...mayNot(`${own}/partners/${alfa}`, [tess, "blind@alfa-partner.example"]),
  ...mayNot(`customers/2004/partners/${alfa}`, [anna]),
  ...inTime.flatMap(({ id }) => may(`${cases}/${id}`, [tess])),
  ...may(`${cases}/${asItBegan.id}`, [tess]),
  ...[asItEnded, between].flatMap(({ id }) => mayNot(`${cases}/${id}`, [tess])),
  ...may(`${cases}/200`, [anna, "boss@alfa-partner.example", "access@alfa-partner.example"]),
  ...may(`${cases}/200`, ["resold@alfa-partner.example", "legacy@alfa-partner.example"]),
  ...may(`${cases}/200`, ["olga@lindqvist.example", "aino@support.example"]),
  ...mayNot(`${cases}/200`, ["blind@alfa-partner.example", "sales@alfa-partner.example"]),
  ...mayNot(`${cases}/200`, ["light@alfa-partner.example", "posing@alfa-partner.example"]),
  ...["2002", "2003", "2004", "2006"].flatMap((id) =>
    mayNot(`customers/${id}/cases/${id}`, [anna]),
  ),
  ...may("customers/2005/cases/2005", [anna]),
  ...["feed/c1", "history/o1"].flatMap((part) => [
    ...may(`${cases}/200/${part}`, [tess, "olga@lindqvist.example", "aino@support.example"]),
    ...mayNot(`${cases}/${between.id}/${part}`, [tess]),
    ...mayNot(`${cases}/200/${part}`, ["light@alfa-partner.example"]),
  ]),
  ...["feed/n1", "history/n1"].flatMap((part) => [
    ...may(`${cases}/200/${part}`, ["aino@support.example"]),
    ...mayNot(`${cases}/200/${part}`, [tess, "olga@lindqvist.example"]),
  ]),
  ...lists(),
  ...unverified(),
  ...writes(),
];

/** What the rules say to a row: true where they let it through. */
export async function verdictOf({ who, claims, does, path, asked }: Row): Promise<boolean> {
  const client = directClient(who === "nobody" ? undefined : tokenFor(who, claims));
  switch (does) {
    case "gets":
      return (await client.get(path)) !== 403;
    case "lists":
      return (await client.list(path, asked)).status !== 403;
    case "writes":
      return (await client.write(path)) !== 403;
  }
}

function lists(): Row[] {
  const narrowed = all(
    keyed("key-tio"),
    where("state", "EQUAL", "NEW"),
    where("priority", "EQUAL", "P2"),
  );
  const open = where("internal", "EQUAL", false);
  const narrow = { where: narrowed, orderBy: byUpdate };
  const below = [`${cases}/200/feed`, `${cases}/200/history`];
  return [
    ...may(cases, [tess, "olga@lindqvist.example", "aino@support.example"], narrow),
    ...may(cases, ["olga@lindqvist.example", "aino@support.example"], {
      where: where("customer", "EQUAL", "2001"),
      orderBy: byUpdate,
    }),
    ...mayNot(cases, [tess, anna, "anna@beta-partner.example"], { orderBy: byUpdate }),
    ...mayNot(cases, [anna, "light@alfa-partner.example"], narrow),
    ...["2002", "2003", "2004"].flatMap((id) =>
      mayNot(`customers/${id}/cases`, [anna], { where: keyed(keyOf(id)) }),
    ),
    ...below.flatMap((path) => [
      ...may(path, [tess, "olga@lindqvist.example"], { where: open }),
      ...may(path, ["aino@support.example"], {}),
      ...mayNot(path, [tess, "olga@lindqvist.example"], {}),
      ...mayNot(path, ["anna@beta-partner.example"], { where: open }),
    ]),
    ...mayNot(`${cases}/${between.id}/feed`, [tess], { where: open }),
    ...may(`${own}/partners`, ["olga@lindqvist.example", "aino@support.example"], {}),
    ...mayNot(`${own}/partners`, [anna], {}),
    ...mayNot("customers", [anna, "olga@lindqvist.example", "aino@support.example"], {}),
    ...mayNot("people", [anna, "aino@support.example"], {}),
  ];
}

/** Whoever can read a document cannot write it. */
function writes(): Row[] {
  const below = [
    "",
    `/partners/${alfa}`,
    "/cases/200",
    "/cases/200/feed/c1",
    "/cases/200/history/o1",
  ];
  return [
    ...mayNot("people/anna@alfa-partner.example", [anna]),
    ...below.flatMap((path) => mayNot(own + path, ["olga@lindqvist.example"])),
  ].map((row) => ({ ...row, does: "writes" }));
}

/** Every kind of document, with the token of somebody who could read it were the address verified. */
function unverified(): Row[] {
  const claims = { email_verified: false };
  const open = { where: where("internal", "EQUAL", false) };
  const documents = [
    "people/anna@alfa-partner.example",
    own,
    `${own}/partners/${alfa}`,
    `${cases}/200`,
    `${cases}/200/feed/c1`,
    `${cases}/200/history/o1`,
  ];
  const denied = [
    ...mayNot(cases, [anna], { where: keyed("key-alfa") }),
    ...[`${cases}/200/feed`, `${cases}/200/history`].flatMap((path) => mayNot(path, [anna], open)),
    ...mayNot(`${own}/partners`, ["olga@lindqvist.example"], {}),
    ...documents.flatMap((document) => mayNot(document, [anna])),
  ];
  return [...denied.map((row) => ({ ...row, claims })), ...mayNot(own, ["nobody"])];
}

function may(path: string, who: readonly string[], asked?: object): Row[] {
  return who.map((each) => ({
    who: each,
    path,
    ...(asked ? { does: "lists", asked } : { does: "gets" }),
    allowed: true,
  }));
}

function mayNot(path: string, who: readonly string[], asked?: object): Row[] {
  return may(path, who, asked).map((row) => ({ ...row, allowed: false }));
}

function keyed(key: string): object {
  return where("viewKeys", "ARRAY_CONTAINS", key);
}

function keyOf(customer: string): string {
  const partners = custodies.find((each) => each.customer === customer)?.partners;
  return partners?.[alfa]?.viewKey ?? "";
}

function custody(customer: string, partners: Record<string, Partial<Relationship>>) {
  const relationships = Object.entries(partners).map(([domain, over]) => [
    domain,
    aRelationship(over),
  ]);
  return aCustody({ customer, partners: Object.fromEntries(relationships) });
}

function user(
  email: string,
  privileges: Privilege[],
  over: { superAdministrator?: boolean } = {},
): Person {
  return aPartnerUser({ role: "CUSTOM", privileges, ...over }, { email });
}
