import { z } from "zod";
import type { Actor, AgentDirectory } from "#domain/actor.ts";
import { config } from "../config.ts";

/** Who did something, as shown to one caller. */
export const ActorResource = z
  .strictObject({
    displayName: z.string().optional(),
    email: z.string().optional(),
    username: z.string().optional(),
    googleSupport: z.literal(true).optional(),
  })
  .meta({
    id: "Actor",
    description: "A person, or support. Of an agent, only other agents see name and address.",
  });

/** `agents` holds the agents' names where the one who asks is an agent too, and is undefined for all others. */
export function actorResource(
  actor: Actor,
  agents: AgentDirectory | undefined,
): z.infer<typeof ActorResource> {
  switch (actor.kind) {
    case "person":
      return { displayName: actor.displayName, email: actor.email, username: actor.email };
    case "system":
      return { displayName: "Support portal" };
    case "agent": {
      const known =
        agents && Object.hasOwn(agents, actor.agentId) ? agents[actor.agentId] : undefined;
      return known
        ? { ...known, googleSupport: true }
        : {
            displayName: "Support",
            email: `support@${config().SUPPORT_DOMAIN}`,
            googleSupport: true,
          };
    }
  }
}
