import { describe, expect, test } from "vitest";
import { accessFilter, relianceOf, sightingOf, subjectOfAccess } from "#domain/access-record.ts";
import { evaluate } from "#domain/query/evaluate.ts";
import { parseQuery } from "#domain/query/parse.ts";
import {
  aFound,
  aFoundByAgent,
  anna,
  aPerson,
  aRelationship,
  custodyWith,
  now,
} from "../support/builders.ts";

const seen = { customer: "1001", cases: ["100000000001"], list: false };

describe("sightingOf", () => {
  test("names a partner's user, and the relationship that was relied on", () => {
    const custody = custodyWith({ accessExpiresAt: "2026-12-31T00:00:00.000Z", revision: 4 });

    expect(sightingOf(aFound({ custody }), seen, now)).toEqual({
      ...seen,
      actor: anna,
      reliance: {
        kind: "RESELLER",
        periodStartAt: "2024-01-01T00:00:00.000Z",
        access: "GRANTED",
        accessExpiresAt: "2026-12-31T00:00:00.000Z",
        revision: 4,
        readAt: now,
      },
    });
  });

  test("leaves the relationship open where custody was not read, as by lists over all customers", () => {
    const sighting = sightingOf(aFound({ custody: undefined }), seen, now);

    expect(sighting).toEqual({ ...seen, actor: anna });
  });

  test("keeps an agent as an id alone", () => {
    const actor = { kind: "agent", agentId: "agent-aino" };

    expect(sightingOf(aFoundByAgent(), seen, now)).toEqual({ ...seen, actor });
  });

  test("is none for the customer's own people", () => {
    const person = aPerson({ customers: { "1001": "PORTAL_USER" } });

    expect(sightingOf(aFound({ person }), seen, now)).toBeUndefined();
  });
});

describe("relianceOf", () => {
  const periods = [
    { startAt: "2020-01-01T00:00:00.000Z", endAt: "2021-01-01T00:00:00.000Z" },
    { startAt: "2025-01-01T00:00:00.000Z" },
  ];

  test.each([
    ["2020-06-01T00:00:00.000Z", "2020-01-01T00:00:00.000Z"],
    ["2021-01-01T00:00:00.000Z", undefined],
    ["2025-01-01T00:00:00.000Z", "2025-01-01T00:00:00.000Z"],
  ])("names the period that ran at %s", (at, periodStartAt) => {
    const reliance = relianceOf(aRelationship({ periods }), { at, readAt: now });

    expect(reliance.periodStartAt).toBe(periodStartAt);
  });
});

describe("the filter of access records", () => {
  const entry = {
    ...seen,
    id: "e1",
    createdAt: now,
    function: "getCase",
    actor: anna,
  };
  const asks = (text: string, of: Parameters<typeof subjectOfAccess>[0] = entry) => {
    const node = parseQuery(text, accessFilter, "filter");
    return node && evaluate(node, subjectOfAccess(of));
  };

  test.each([
    ['partner="Alfa-Partner.example"', true],
    ['partner="beta-partner.example"', false],
    ['actor.email="anna@alfa-partner.example" function="getCase"', true],
    ['function="closeCase"', false],
  ])("%s: %s", (text, expected) => {
    expect(asks(text)).toBe(expected);
  });

  test("finds no agent by an address", () => {
    const agent = { ...entry, actor: { kind: "agent", agentId: "agent-aino" } as const };

    expect(asks('actor.email="aino@support.example"', agent)).toBe(false);
    expect(asks('function="getCase"', agent)).toBe(true);
  });
});
