import type { Case, CaseState } from "./case.ts";
import { requireOpen } from "./case-rules.ts";
import { type Change, changed, type Stamp } from "./change.ts";
import type { Comment } from "./comment.ts";
import type { ChildId } from "./identifiers.ts";

/** A comment that everybody sees who sees the case. Moves the case on where the other side waits for it. */
export function comment(current: Case, input: { id: ChildId; body: string }, stamp: Stamp): Change {
  requireOpen(current);
  const next = { ...current, state: stateAfterComment(current.state, stamp.agent) };
  const fact = { type: "comment.created", commentId: input.id } as const;
  return { ...changed(current, next, { stamp, fact }), comment: written(input, stamp, false) };
}

/** A note for agents alone: neither state nor time of the case tell others of it. */
export function note(current: Case, input: { id: ChildId; body: string }, stamp: Stamp): Change {
  const fact = { type: "note.created", commentId: input.id, internal: true } as const;
  return { ...changed(current, current, { stamp, fact }), comment: written(input, stamp, true) };
}

/** The customer's answer puts a waiting case back in progress; support's first answer starts the work. */
function stateAfterComment(state: CaseState, byAgent: boolean): CaseState {
  const moves = byAgent
    ? state === "NEW"
    : state === "ACTION_REQUIRED" || state === "SOLUTION_PROVIDED";
  return moves ? "IN_PROGRESS_GOOGLE_SUPPORT" : state;
}

function written(
  { id, body }: { id: ChildId; body: string },
  { actor, at }: Stamp,
  internal: boolean,
): Comment {
  return { kind: "comment", id, body, creator: actor, createdAt: at, internal };
}
