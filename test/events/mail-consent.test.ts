import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { putPeople } from "#adapters/firestore/people-store.ts";
import type { ConsentEvent } from "#domain/event.ts";
import { dayMs } from "#domain/instant.ts";
import { mailConsent } from "#events/mail-consent.ts";
import { newChildId } from "#platform/ids.ts";
import type { Inbox } from "../../scripts/stack/inbox.ts";
import { aConsentEvent, aPartnerUser, aRelationship } from "../support/builders.ts";
import { ago, putCustody, startOwnInbox } from "../support/events.ts";
import { type Handler, startHandler } from "../support/push.ts";
import { resetData } from "../support/server.ts";

const domain = "alfa-partner.example";
const endsAt = ago(-7 * dayMs);

let inbox: Inbox;
let handler: Handler;

beforeAll(async () => {
  inbox = await startOwnInbox();
  handler = await startHandler(mailConsent);
  await resetData();
  await putPeople([aPartnerUser({ superAdministrator: true }, { email: `stig@${domain}` })]);
});

beforeEach(async () => {
  inbox.clear();
  inbox.fail("none");
  await putCustody({
    customer: "1001",
    partners: { [domain]: aRelationship({ accessExpiresAt: endsAt }) },
  });
});

afterAll(() => Promise.all([handler?.stop(), inbox?.stop()]));

describe("mailConsent", () => {
  test("tells the administrators of both sides, each once, and nobody else", async () => {
    const status = await handler.push(aNotice());

    expect(status).toBe(204);
    expect(addressees()).toEqual([
      "olle@lindqvist.example",
      "sara@alfa-partner.example",
      "stig@alfa-partner.example",
    ]);
  });

  test("says when it ends and what to do, with a link to the customer's page", async () => {
    await handler.push(aNotice());

    const [mail] = inbox.messages().filter(({ to }) => to.includes("olle@lindqvist.example"));
    const when = `${endsAt.slice(0, 10)} ${endsAt.slice(11, 16)} UTC`;
    expect(mail?.subject).toBe(
      "Access ends within 7 days: Lindqvist Bageri AB, alfa-partner.example",
    );
    expect(mail?.text.trim().split("\n")).toEqual([
      `alfa-partner.example's access to the support cases of Lindqvist Bageri AB ends within 7 days, on ${when}.`,
      "From then on alfa-partner.example sees no case of Lindqvist Bageri AB and opens none.",
      "",
      "If the partner is to go on, grant access anew: https://portal.support.example/customers/1001",
      "",
      "You get this mail because you administer Lindqvist Bageri AB.",
    ]);
    expect(mail?.html).toContain('<a href="https://portal.support.example/customers/1001">');
  });

  test("delivered twice and twice at once, each gets one mail", async () => {
    const notice = aNotice();

    await Promise.all([handler.push(notice), handler.push(notice)]);
    await handler.push(notice);

    expect(addressees()).toHaveLength(3);
  });

  test("where the mail server is down the event is kept, and sent afterwards", async () => {
    const notice = aNotice();
    inbox.fail("refuse");
    const whileDown = await handler.push(notice);
    inbox.fail("none");

    const status = await handler.push(notice);

    expect([whileDown, status]).toEqual([500, 204]);
    expect(addressees()).toHaveLength(3);
  });

  test.each([
    ["access was revoked", aRelationship({ access: "REVOKED" })],
    ["access was given another end", aRelationship({ accessExpiresAt: ago(-90 * dayMs) })],
    ["the partner's time has ended", aRelationship({ accessExpiresAt: endsAt, periods: [] })],
  ])("nobody is told where meanwhile %s", async (_what, relationship) => {
    await putCustody({ customer: "1001", partners: { [domain]: relationship } });

    expect(await handler.push(aNotice())).toBe(204);
    expect(addressees()).toEqual([]);
  });

  test("a change of custody, and a customer that is gone, are settled without mail", async () => {
    const { id, receiptId, round, customer, at } = aNotice();
    const changed = { id, receiptId, round, customer, at, type: "custody.changed" };

    const statuses = [
      await handler.push(changed),
      await handler.push(aNotice({ customer: "9999" })),
    ];

    expect(statuses).toEqual([204, 204]);
    expect(addressees()).toEqual([]);
  });

  test("what is no event of custody is not settled", async () => {
    expect(await handler.push({ id: "e1", type: "case.closed", customer: "1001" })).toBe(500);
  });
});

function aNotice(over: Partial<ConsentEvent> = {}): ConsentEvent {
  const id = newChildId();
  return aConsentEvent({ id, receiptId: id, endsAt, at: ago(0), ...over });
}

/** Whom the inbox has mails for, one entry a mail. */
function addressees(): string[] {
  return inbox
    .messages()
    .flatMap(({ to }) => to)
    .toSorted();
}
