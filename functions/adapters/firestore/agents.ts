import type { AgentDirectory } from "#domain/actor.ts";
import { minuteMs } from "#domain/instant.ts";
import { agentsDoc, readAgents } from "./documents.ts";

let known: { agents: AgentDirectory; readAtMs: number } | undefined;

/**
 * The agents' names, for showing to agents: read at most once a minute in a process, because
 * nothing but a name on a screen depends on them.
 */
export async function agentNames(): Promise<AgentDirectory> {
  if (known && Date.now() - known.readAtMs < minuteMs) return known.agents;
  const agents = readAgents(await agentsDoc().get());
  known = { agents, readAtMs: Date.now() };
  return agents;
}
