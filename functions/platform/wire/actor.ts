import { z } from "zod";
import type { Actor, AgentDirectory } from "#domain/actor.ts";
import { config } from "../config.ts";

/** Who did something, as shown to one caller. */
export const ActorResource = z
  .strictObject({
    displayName: z
      .string()
      .optional()
      .meta({
        description: "The name to show; of agents, others than agents are told `Support`.",
        examples: ["Anna Berg"],
      }),
    email: z
      .string()
      .optional()
      .meta({
        description: "The address; of agents, others than agents are told the support desk's.",
        examples: ["anna@alfa-partner.example"],
      }),
    username: z.string().optional().meta({
      description: "The address once more, as Google's clients expect it; absent for support.",
    }),
    googleSupport: z.literal(true).optional().meta({
      description: "True for a support agent; else absent.",
    }),
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
