import { z } from "zod";
import { ChildId, EmailAddress } from "./identifiers.ts";
import type { Person, Principal } from "./person.ts";
import { Viewer } from "./viewer.ts";

/**
 * Who did something. An agent is kept as an opaque id alone, so that a document which customers
 * may read cannot give away a name or an address.
 */
export const Actor = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("person"),
    email: EmailAddress,
    displayName: z.string(),
    viewer: Viewer,
  }),
  z.strictObject({ kind: z.literal("agent"), agentId: ChildId }),
  z.strictObject({ kind: z.literal("system") }),
]);
export type Actor = z.infer<typeof Actor>;

/**
 * Agents by id: what only other agents may be shown. One who is no agent any more keeps the name
 * alone, for old cases: without an address nobody can be assigned or mailed.
 */
export const AgentDirectory = z.record(
  ChildId,
  z.strictObject({ email: EmailAddress.optional(), displayName: z.string() }),
);
export type AgentDirectory = z.infer<typeof AgentDirectory>;

export const system: Actor = { kind: "system" };

/**
 * The caller, as one who acts for a party: by the name that an administrator has entered, else by the
 * address. The name in a token is whatever its bearer likes, `Support` for one, and counts for nothing.
 */
export function personActor(
  { principal: { email }, person }: { principal: Principal; person?: Person | undefined },
  viewer: Viewer,
): Actor {
  return { kind: "person", email, displayName: person?.displayName || email, viewer };
}

export function sameActor(one: Actor, other: Actor): boolean {
  if (one.kind === "person" && other.kind === "person") return one.email === other.email;
  if (one.kind === "agent" && other.kind === "agent") return one.agentId === other.agentId;
  return false;
}
