import { beforeAll, describe, expect, test } from "vitest";
import { firestoreDeliveries } from "#adapters/firestore/deliveries.ts";
import { historyOf } from "#adapters/firestore/documents.ts";
import { RecallCertificateResource } from "#platform/wire/recall.ts";
import { aino, anna, call, failureOf, olle, open, useServer } from "../support/client.ts";

useServer();

const reason = "It must not stand here.";
const secret = "Quillon Zabrak";
const at = "2026-03-10T12:00:00.000Z";
const bo = "bo@support.example";

/** A case of which the description and a note were mailed, and what an agent's recall of both answered. */
let name = "";
let given: RecallCertificateResource;
let opening = "";
let noted = "";

beforeAll(async () => {
  const opened = await open({ description: `Ask ${secret}.` });
  name = opened.name;
  const [, customer = "", , caseId = ""] = name.split("/");
  await call("POST", `/v2/${name}/comments`, {
    as: aino,
    body: { body: `Known: ${secret}`, internal: true },
  });
  const { docs } = await historyOf({ customer, caseId }).get();
  opening = docs.find((doc) => doc.get("type") === "case.created")?.id ?? "";
  noted = docs.find((doc) => doc.get("type") === "note.created")?.id ?? "";
  const deliveries = firestoreDeliveries();
  await deliveries.claim({ eventId: opening, email: "baker@lindqvist.example" }, at);
  await deliveries.settle({ eventId: opening, email: "baker@lindqvist.example" }, "accepted", at);
  await deliveries.claim({ eventId: opening, email: bo }, at);
  await deliveries.claim({ eventId: noted, email: bo }, at);
  const { body } = await call("POST", `/v2/${name}:recallPersonalData`, {
    as: aino,
    body: { texts: [secret], reason },
  });
  given = RecallCertificateResource.parse(body);
});

describe("getRecallCertificate", () => {
  test("gives an agent what the recall answered: places, and mails that are beyond recall", async () => {
    const { body, text } = await call("GET", `/v2/${given.name}`, { as: aino });

    expect(body).toEqual(given);
    expect(body).toMatchObject({
      actor: { email: aino },
      reason,
      places: [
        { place: "description", count: 1 },
        { place: expect.stringMatching(/^comments\/c/), count: 1 },
        { place: "receipts", count: 3 },
        { place: "index", count: 6 },
      ],
      notRecallable: expect.arrayContaining([
        { kind: "MAIL", emailAddress: "baker@lindqvist.example", event: opening, sentTime: at },
        { kind: "MAIL", emailAddress: bo, event: opening },
        { kind: "MAIL", emailAddress: bo, event: noted },
        { kind: "BACKUPS" },
      ]),
    });
    expect(text.toLowerCase()).not.toContain("zabrak");
  });

  test("shows the customer's administrator no agent, and nothing of notes", async () => {
    const { body, text } = await call("GET", `/v2/${given.name}`, { as: olle });

    expect(body).toMatchObject({
      actor: { displayName: "Support", email: "support@support.example", googleSupport: true },
      places: [
        { place: "description", count: 1 },
        { place: "receipts", count: 1 },
        { place: "index", count: 4 },
      ],
      notRecallable: expect.arrayContaining([
        { kind: "MAIL", emailAddress: "baker@lindqvist.example", event: opening, sentTime: at },
        { kind: "MAIL", emailAddress: "support@support.example", event: opening },
        { kind: "BACKUPS" },
      ]),
    });
    expect(text).not.toMatch(new RegExp(`aino|bo@|${noted}|comments`));
  });

  test.each([anna, "moa@lindqvist.example"])("is refused to %s, who sees the case", async (as) => {
    const reply = await call("GET", `/v2/${given.name}`, { as });

    expect(failureOf(reply)).toEqual({ status: 403, reason: "PRIVILEGE_MISSING" });
  });

  test("answers 404 for a certificate that is not there", async () => {
    const reply = await call("GET", `/v2/${name}/recallCertificates/e0`, { as: olle });

    expect(failureOf(reply)).toEqual({ status: 404, reason: "CHILD_NOT_FOUND" });
  });

  test("of a foreign case answers the same bytes as of a missing one, and is not found below another case", async () => {
    const id = given.name.split("/").at(-1) ?? "";
    const under = (of: string) => call("GET", `/v2/${of}/recallCertificates/${id}`, { as: olle });

    const replies = [
      await under("customers/1004/cases/310000004001"),
      await under("customers/1001/cases/999999999999"),
    ];
    const other = await under("customers/1001/cases/310000001001");

    expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
    expect(replies.map(failureOf)).toContainEqual({ status: 403, reason: "NOT_VISIBLE" });
    expect(failureOf(other)).toEqual({ status: 404, reason: "CHILD_NOT_FOUND" });
  });

  test("answers under the name of the form in which it was asked", async () => {
    const path = given.name.replace("customers/", "organizations/");

    const { body } = await call("GET", `/v2beta/${path}`, { as: aino });

    expect(body).toMatchObject({ name: path });
  });
});
