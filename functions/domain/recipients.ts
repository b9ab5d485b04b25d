import type { Actor, AgentDirectory } from "./actor.ts";
import type { Case } from "./case.ts";
import { type Custody, partnerSees } from "./custody.ts";
import type { HistoryEntry } from "./history.ts";
import { domainOf, type EmailAddress } from "./identifiers.ts";
import type { Instant } from "./instant.ts";
import { domainOfViewer, partnerViewer, supportViewer, type Viewer } from "./viewer.ts";

/** Why somebody is mailed about a case. */
export type Role = "creator" | "contact" | "follower" | "newFollower" | "assignee" | "uploader";

/** One person to be mailed, once, whatever the number of roles. */
export type Recipient = { email: EmailAddress; roles: Role[]; agent: boolean };

export type Telling = {
  entry: HistoryEntry;
  case: Case;
  custody: Custody;
  agents: AgentDirectory;
  /** Who attached the file that the entry is about. */
  attachedBy?: Actor | undefined;
  now: Instant;
};

type Claim = { email: EmailAddress; role: Role; viewers: readonly Viewer[] };

/**
 * Who is told of a change: everybody with a role in the case whose party sees it at this instant,
 * but for the one who acted. Decided when the mail is sent, so that access withdrawn in between counts.
 */
export function recipientsOf(telling: Telling): Recipient[] {
  const actor = addressOf(telling.entry.actor, telling.agents);
  const byAddress = new Map<EmailAddress, Recipient>();
  for (const { email, role, viewers } of claims(telling)) {
    if (email === actor || !mayBeTold(email, viewers, telling)) continue;
    const known = byAddress.get(email);
    const roles = [...new Set([...(known?.roles ?? []), role])];
    byAddress.set(email, { email, roles, agent: (known?.agent ?? false) || role === "assignee" });
  }
  return [...byAddress.values()];
}

function claims(telling: Telling): Claim[] {
  const { entry, case: current } = telling;
  switch (entry.type) {
    case "case.unshared":
    case "personalData.recalled":
    case "reopenWindow.ended":
      return [];
    case "case.assigned":
    case "note.created":
      return assignee(telling);
    case "case.shared":
      return newFollowers(telling);
    case "case.escalated":
      // A rehearsed emergency must not wake anybody (contract section 5).
      return current.testCase ? [] : everybody(telling);
    case "case.changed":
      return concernsAll(entry)
        ? [...newFollowers(telling), ...everybody(telling)]
        : newFollowers(telling);
    case "case.created":
    case "case.closed":
    case "case.reopened":
    case "attachment.quarantined":
      return [...uploader(telling), ...everybody(telling)];
    case "comment.created":
    case "attachment.created":
    case "attachment.removed":
    case "reopenWindow.ending":
      return everybody(telling);
  }
}

function concernsAll({ changes }: HistoryEntry): boolean {
  return changes.some(({ field }) => field !== "subscriberEmailAddresses");
}

function everybody(telling: Telling): Claim[] {
  const { case: current, agents } = telling;
  const { creator, contactEmail } = current;
  const asked = creator.kind === "person" ? [creator.viewer] : [supportViewer];
  const creatorEmail = addressOf(creator, agents);
  return [
    ...(creatorEmail ? [{ email: creatorEmail, role: "creator" as const, viewers: asked }] : []),
    ...(contactEmail ? [{ email: contactEmail, role: "contact" as const, viewers: asked }] : []),
    ...current.followers.map(({ email, sharedBy }) => ({
      email,
      role: "follower" as const,
      viewers: sharedBy,
    })),
    ...assignee(telling),
  ];
}

function newFollowers({ entry, case: current }: Telling): Claim[] {
  const change = entry.changes.find(({ field }) => field === "subscriberEmailAddresses");
  const before = Array.isArray(change?.before) ? change.before : [];
  const after = Array.isArray(change?.after) ? change.after : [];
  return current.followers
    .filter(({ email }) => after.includes(email) && !before.includes(email))
    .map(({ email, sharedBy }) => ({ email, role: "newFollower", viewers: sharedBy }));
}

function uploader({ attachedBy, agents }: Telling): Claim[] {
  const email = attachedBy && addressOf(attachedBy, agents);
  if (!attachedBy || email === undefined) return [];
  const viewers = [attachedBy.kind === "person" ? attachedBy.viewer : supportViewer];
  return [{ email, role: "uploader", viewers }];
}

function assignee({ case: current, agents }: Telling): Claim[] {
  const { assigneeId } = current;
  if (assigneeId === undefined || !Object.hasOwn(agents, assigneeId)) return [];
  const email = agents[assigneeId]?.email;
  return email ? [{ email, role: "assignee", viewers: [supportViewer] }] : [];
}

/**
 * An address is told while one of the parties that brought it in sees the case; and where it lies
 * in the domain of one of the customer's partners, only while that partner sees it too.
 */
function mayBeTold(email: EmailAddress, viewers: readonly Viewer[], telling: Telling): boolean {
  const own = domainOf(email);
  // The customer's own people are told of its cases, whoever shared with them.
  if (own === telling.custody.domain) return true;
  const ownPartner = Object.hasOwn(telling.custody.partners, own);
  return (
    viewers.some((viewer) => partySees(viewer, telling)) &&
    (!ownPartner || partySees(partnerViewer(own), telling))
  );
}

function partySees(viewer: Viewer, { case: current, custody, now }: Telling): boolean {
  const domain = domainOfViewer(viewer);
  if (domain === undefined) return true;
  const relationship = Object.hasOwn(custody.partners, domain)
    ? custody.partners[domain]
    : undefined;
  return partnerSees(relationship, current.createdAt, now);
}

function addressOf(actor: Actor, agents: AgentDirectory): EmailAddress | undefined {
  if (actor.kind === "person") return actor.email;
  if (actor.kind === "system" || !Object.hasOwn(agents, actor.agentId)) return undefined;
  return agents[actor.agentId]?.email;
}
