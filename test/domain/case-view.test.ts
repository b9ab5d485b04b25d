import { describe, expect, test } from "vitest";
import { caseView, viewKeysOf } from "#domain/case-view.ts";
import {
  aCase,
  aClosedCase,
  aCustody,
  aino,
  aPersonActor,
  aRelationship,
} from "../support/builders.ts";

const everything = aClosedCase({
  timeZone: "Europe/Stockholm",
  contactEmail: "desk@lindqvist.example",
  followers: [{ email: "baker@lindqvist.example", sharedBy: ["partner:beta-partner.example"] }],
  escalation: { reason: "BUSINESS_IMPACT", justification: "The bakery stands still." },
  creator: aPersonActor({ email: "olle@lindqvist.example", displayName: "Olle" }),
  assigneeId: "agent-aino",
  relatedCase: "100000000002",
});

describe("caseView", () => {
  test("holds what the case is to everybody who sees it, and nothing that is the server's", () => {
    expect(caseView(everything)).toEqual({
      customer: "1001",
      id: "100000000001",
      displayName: "Mail is late",
      description: "Mail from outside arrives hours late.",
      topicId: "gmail-delay",
      answers: [],
      priority: "P2",
      state: "CLOSED",
      timeZone: "Europe/Stockholm",
      languageCode: "en",
      subscriberEmailAddresses: ["baker@lindqvist.example"],
      contactEmail: "desk@lindqvist.example",
      testCase: false,
      escalated: true,
      creator: { kind: "person", email: "olle@lindqvist.example", displayName: "Olle" },
      createdAt: "2026-03-01T09:00:00.000Z",
      updatedAt: "2026-03-01T09:00:00.000Z",
      reopenUntilAt: "2026-03-31T09:00:00.000Z",
      relatedCase: "100000000002",
      revision: 1,
    });
  });

  test("knows an agent by its id alone", () => {
    expect(caseView(aCase({ creator: aino })).creator).toEqual({
      kind: "agent",
      agentId: "agent-aino",
    });
  });

  test("does not differ after what is internal to support", () => {
    const assigned = { ...everything, assigneeId: "agent-bo", indexBytes: 7 };

    expect(caseView(assigned)).toEqual(caseView(everything));
  });
});

describe("viewKeysOf", () => {
  const custody = aCustody({
    partners: {
      "alfa-partner.example": aRelationship({ viewKey: "z9" }),
      "hjalp-partner.example": aRelationship({ viewKey: "a1" }),
      "gamma-partner.example": aRelationship({ viewKey: "m5" }),
    },
  });
  const seeing = ["support", "customer:1001", "partner:alfa-partner.example"];

  test("are the words of the partners that see the case, in the order of the words", () => {
    const viewers = [...seeing, "partner:hjalp-partner.example"];

    expect(viewKeysOf(viewers, custody)).toEqual(["a1", "z9"]);
  });

  test("are none for partners that are not the customer's", () => {
    expect(viewKeysOf(["partner:constructor", "partner:delta.example"], custody)).toEqual([]);
  });
});
