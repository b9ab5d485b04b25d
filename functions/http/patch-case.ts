import { z } from "zod";
import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { chosenDetector } from "#adapters/personal-data/chosen-detector.ts";
import { pubsubEvents } from "#adapters/pubsub/publisher.ts";
import { requireAgent } from "#domain/access.ts";
import { CaseState, Priority } from "#domain/case.ts";
import * as rules from "#domain/case-rules.ts";
import { setState } from "#domain/desk-rules.ts";
import { CaseId, CustomerId } from "#domain/identifiers.ts";
import { maskFaults, parseMask } from "#domain/patch-mask.ts";
import { screen } from "#domain/screening.ts";
import { changeCase } from "#platform/change-case.ts";
import { httpFunction } from "#platform/http-function.ts";
import { CaseResource, Subscribers, Title, unpatchable } from "#platform/wire/case.ts";
import { limitedText } from "#platform/wire/text.ts";
import { redaction } from "#platform/wire/warning.ts";

const UpdateMask = z.union([z.string(), z.array(z.string())]).optional();

export const patchCase = httpFunction(
  {
    name: "patchCase",
    method: "PATCH",
    paths: ["/{version}/customers/{customer}/cases/{case}"],
    summary: "Change title, severity and followers of a case; agents also its state",
    params: { customer: CustomerId, case: CaseId },
    query: { ...redaction, updateMask: UpdateMask, reason: limitedText(1_000).optional() },
    body: z.strictObject({
      ...unpatchable,
      displayName: Title.optional(),
      priority: Priority.optional(),
      subscriberEmailAddresses: Subscribers.optional(),
      state: CaseState.optional(),
      etag: z.string().optional(),
    }),
    reply: CaseResource,
    check: ({ query, body }) => maskFaults(UpdateMask.safeParse(query.updateMask).data, body),
  },
  { cases: firestoreCases, events: pubsubEvents, detector: chosenDetector },
  async ({ query, body, ...call }, services) => {
    const named = parseMask(query.updateMask);
    const { reason, ...given } = rules.patchOf(named, { ...body, reason: query.reason });
    const screening = await screen(
      services.detector,
      { displayName: given.displayName, reason },
      { redact: query.redactPii },
    );
    const input = { ...given, ...screening.texts };
    return changeCase({ ...call, screening }, services, ({ standing, case: current }, stamp) => {
      if (named.has("state") && body.state) {
        requireAgent(standing, "set the state of a case");
        return setState(current, body.state, stamp);
      }
      return rules.patch(current, input, stamp);
    });
  },
);
