import { z } from "zod";
import { firestorePeople } from "#adapters/firestore/people-store.ts";
import { EmailAddress } from "#domain/identifiers.ts";
import * as rules from "#domain/member-rules.ts";
import { removePerson } from "#platform/administer.ts";
import { httpFunction } from "#platform/http-function.ts";
import { RemovedResource } from "#platform/wire/people.ts";

export const removeAgent = httpFunction(
  {
    name: "removeAgent",
    method: "POST",
    paths: ["/{version}/agents/{user}:remove"],
    summary: "Make somebody no agent any more; for administrators of the support desk",
    params: { user: EmailAddress },
    query: {},
    body: z.strictObject({ etag: z.string().optional() }),
    reply: RemovedResource,
  },
  { people: firestorePeople },
  (call, { people }) =>
    removePerson(call, { people, party: { kind: "support" }, rule: rules.removeAgent }),
);
