import { describe, expect, test } from "vitest";
import { type NewCase, openCase } from "#domain/open-case.ts";
import {
  aCase,
  aCustody,
  aCustomerStamp,
  aFound,
  aFoundByAgent,
  alfa,
  anAgentStamp,
  anna,
  aPartnerUser,
  aPerson,
  aStamp,
  aStanding,
  custodyWith,
  now,
  outcomeOf,
  refusalOf,
} from "../support/builders.ts";

type Given = Parameters<typeof openCase>[2];

function aNewCase(over: Partial<NewCase> = {}): NewCase {
  return {
    displayName: "Mail is late",
    description: "Since Monday.",
    topicId: "gmail-delay",
    answers: [],
    priority: "P1",
    languageCode: "sv",
    testCase: false,
    subscriberEmailAddresses: ["moa@lindqvist.example"],
    ...over,
  };
}

function aGiven(over: Partial<Given> = {}): Given {
  return {
    found: aFound({ case: undefined }),
    standing: aStanding(),
    custody: aCustody(),
    stamp: aStamp(),
    ...over,
  };
}

describe("openCase", () => {
  test("makes a NEW case at revision 1, visible to support, the customer and the assigned partner", () => {
    const { case: opened } = openCase("200000000002", aNewCase(), aGiven());

    expect(opened).toMatchObject({
      id: "200000000002",
      customer: "1001",
      state: "NEW",
      revision: 1,
      createdAt: now,
      updatedAt: now,
      viewers: ["support", "customer:1001", "partner:alfa-partner.example"],
      creator: anna,
      principalEmail: "anna@alfa-partner.example",
    });
  });

  test("counts the followers as the opener's own, so that their mail ends with the opener's access", () => {
    const { case: opened } = openCase("200000000002", aNewCase(), aGiven());

    expect(opened.followers).toEqual([{ email: "moa@lindqvist.example", sharedBy: [alfa] }]);
  });

  test("appends one entry with every field that history tells of", () => {
    const { entry } = openCase("200000000002", aNewCase(), aGiven());

    expect(entry).toEqual({
      id: "e1",
      type: "case.created",
      createdAt: now,
      actor: anna,
      changes: [
        { field: "displayName", after: "Mail is late" },
        { field: "priority", after: "P1" },
        { field: "state", after: "NEW" },
        { field: "subscriberEmailAddresses", after: ["moa@lindqvist.example"] },
      ],
      internal: false,
    });
  });

  test("by the customer shows the case to no partner without consent", () => {
    const given = aGiven({
      stamp: aCustomerStamp(),
      standing: aStanding({ viewer: "customer:1001" }),
      custody: custodyWith({ access: "REVOKED" }),
    });

    const { case: opened } = openCase("200000000002", aNewCase(), given);

    expect(opened.viewers).toEqual(["support", "customer:1001"]);
  });
});

describe("the creator", () => {
  const creator = { email: "olle@lindqvist.example", displayName: "Olle Lindqvist" };
  const service = aPartnerUser({}, { trustedService: true });

  test("is whom a trusted service names, and the service's own address is kept beside", () => {
    const given = aGiven({ found: aFound({ person: service }) });

    const { case: opened, entry } = openCase("200000000002", aNewCase({ creator }), given);

    expect(opened.creator).toEqual({ kind: "person", ...creator, viewer: alfa });
    expect(opened.principalEmail).toBe("anna@alfa-partner.example");
    expect(entry?.actor).toEqual(anna);
  });

  test("is the caller where anybody else names one, so that nobody files in another's name", () => {
    const { case: opened } = openCase("200000000002", aNewCase({ creator }), aGiven());

    expect(opened.creator).toEqual(anna);
  });

  test("is an agent by id alone, whomever the agent names, so that no address of support stands there", () => {
    const given = aGiven({
      found: aFoundByAgent({ person: aPerson({ agentId: "agent-aino", trustedService: true }) }),
      standing: aStanding({ viewer: "support", agent: true }),
      stamp: anAgentStamp(),
    });

    const { case: opened } = openCase("200000000002", aNewCase({ creator }), given);

    expect(opened.creator).toEqual({ kind: "agent", agentId: "agent-aino" });
  });
});

describe("the related case", () => {
  const related = { customer: "1001", caseId: "100000000001" };
  const custody = custodyWith({ periods: [{ startAt: "2026-03-01T00:00:00.000Z" }] });
  const before = aCase({ createdAt: "2026-02-28T23:59:59.999Z" });

  test("is named in the new case where the caller sees it", () => {
    const given = aGiven({ found: aFound({ case: aCase() }) });

    const { case: opened } = openCase("200000000002", aNewCase({ related }), given);

    expect(opened.relatedCase).toBe("100000000001");
  });

  test.each([
    ["missing", aFound({ case: undefined }), related],
    ["from before the partner's time", aFound({ case: before }), related],
    [
      "of another customer",
      aFound({ case: aCase({ customer: "1003" }) }),
      { ...related, customer: "1003" },
    ],
  ])("is refused in the same words where it is %s", (_, found, named) => {
    const refusal = refusalOf(() =>
      openCase("200000000002", aNewCase({ related: named }), aGiven({ found, custody })),
    );

    expect(refusal?.details.violations).toEqual([
      {
        field: "relatedCase",
        description:
          "This customer has no case 100000000001 that you may see: name another, or none.",
      },
    ]);
  });

  test("from before a partner's time is the customer's to name", () => {
    const given = aGiven({
      found: aFound({ case: before }),
      standing: aStanding({ viewer: "customer:1001" }),
      stamp: aCustomerStamp(),
      custody,
    });

    expect(outcomeOf(() => openCase("200000000002", aNewCase({ related }), given))).toBe("allowed");
  });
});
