import type { AgentDirectory } from "./actor.ts";
import type { Case, CaseState } from "./case.ts";
import { close, requireOpen } from "./case-rules.ts";
import { type Change, changed, type Stamp, unchanged } from "./change.ts";
import type { ChildId, EmailAddress } from "./identifiers.ts";
import { invalid } from "./refusal.ts";

/** Sets the state as support works: freely among the three states of work, never back to NEW. */
export function setState(current: Case, state: CaseState, stamp: Stamp): Change {
  if (state === current.state) return unchanged(current);
  if (state === "CLOSED") return close(current, stamp);
  requireOpen(current);
  if (state === "NEW") {
    throw invalid({
      field: "state",
      description:
        "A case does not become NEW again: give IN_PROGRESS_GOOGLE_SUPPORT, ACTION_REQUIRED, SOLUTION_PROVIDED or CLOSED.",
    });
  }
  return changed(current, { ...current, state }, { stamp, fact: { type: "case.changed" } });
}

/** Gives the case to an agent, whom the alerts about it then reach. Others than agents see nothing of it. */
export function assign(current: Case, agentId: ChildId, stamp: Stamp): Change {
  if (current.assigneeId === agentId) return unchanged(current);
  const next = { ...current, assigneeId: agentId };
  return changed(current, next, { stamp, fact: { type: "case.assigned", internal: true } });
}

/** The id of the agent with this address. */
export function requireAgentNamed(agents: AgentDirectory, email: EmailAddress): ChildId {
  const found = Object.entries(agents).find(([, agent]) => agent.email === email);
  if (found) return found[0];
  throw invalid({ field: "assignee", description: "Give the address of a support agent." });
}
