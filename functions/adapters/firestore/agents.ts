import type { AgentDirectory } from "#domain/actor.ts";
import { minuteMs } from "#domain/instant.ts";
import { agentsDoc, readAgents } from "./documents.ts";

let known: { agents: AgentDirectory; readAtMs: number } | undefined;

/**
 * The agents' names, for showing to agents and naming one of them: read at most once a minute in a
 * process. Until then another process may still assign a case to a former agent, who is not mailed.
 */
export async function agentNames(): Promise<AgentDirectory> {
  if (known && Date.now() - known.readAtMs < minuteMs) return known.agents;
  const agents = readAgents(await agentsDoc().get());
  known = { agents, readAtMs: Date.now() };
  return agents;
}

/** Has the names read anew, because this process changed them. */
export function forgetAgentNames(): void {
  known = undefined;
}
