/** Neighbours that the product gets over for a while: an event waits in its outbox, a mail for the next try. */
type Part = "pubsub" | "mail";

const outOfReach = new Set<Part>();

/** Notes how the last call to a neighbour went, so that readiness can tell without a call of its own. */
export function noteReach(part: Part, reached: boolean): void {
  if (reached) outOfReach.delete(part);
  else outOfReach.add(part);
}

/** Those whose last call from this process failed. */
export function partsOutOfReach(): Part[] {
  return [...outOfReach];
}
