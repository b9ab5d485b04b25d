import { z } from "zod";
import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { pubsubEvents } from "#adapters/pubsub/publisher.ts";
import { requireAgent } from "#domain/access.ts";
import { assign, requireAgentNamed } from "#domain/desk-rules.ts";
import { EmailAddress } from "#domain/identifiers.ts";
import { changeCase } from "#platform/change-case.ts";
import { httpFunction } from "#platform/http-function.ts";
import { casePath } from "#platform/path-parameters.ts";
import { caseRefusals } from "#platform/refusals.ts";
import { CaseResource } from "#platform/wire/case.ts";
import { Etag } from "#platform/wire/etag.ts";

export const assignCase = httpFunction(
  {
    name: "assignCase",
    method: "POST",
    paths: ["/{version}/customers/{customer}/cases/{case}:assign"],
    methodId: "cases.assign",
    summary: "Give a case to a support agent; for agents",
    description:
      "Makes a support agent responsible for the case. Only agents may. That agent is mailed, " +
      "now and about what happens later; nobody but agents sees who it is. Giving the case to " +
      "the agent who has it changes nothing.",
    refusals: caseRefusals,
    params: casePath,
    query: {},
    body: z
      .strictObject({
        assignee: EmailAddress.meta({
          description: "The address of a support agent.",
          examples: ["bo@support.example"],
        }),
        etag: Etag,
      })
      .meta({ id: "AssignCaseRequest" }),
    reply: CaseResource,
  },
  { cases: firestoreCases, events: pubsubEvents },
  (call, services) =>
    changeCase(call, services, ({ standing, agents, case: current }, stamp) => {
      requireAgent(standing, "assign a case");
      return assign(current, requireAgentNamed(agents, call.body.assignee), stamp);
    }),
);
