import type { Case, Follower } from "./case.ts";
import { type Change, changed, type Stamp, unchanged } from "./change.ts";
import { invalid } from "./refusal.ts";
import type { Viewer } from "./viewer.ts";

export const followersMax = 50;

/** Adds addresses to a case's followers; those already there are counted for this party as well. */
export function share(current: Case, emails: readonly string[], stamp: Stamp): Change {
  const followers = replaceFollowers(
    current.followers,
    [...current.followers.map(({ email }) => email), ...emails],
    { by: stamp.viewer, again: new Set(emails) },
  );
  if (followers.length > followersMax) {
    throw invalid({
      field: "emailAddresses",
      description: `A case has at most ${followersMax} followers; this would make ${followers.length}. Unshare it with some first.`,
    });
  }
  return told(current, followers, { stamp, type: "case.shared" });
}

/** Takes addresses away; those that do not follow are no fault. */
export function unshare(current: Case, emails: readonly string[], stamp: Stamp): Change {
  const gone = new Set(emails);
  const followers = current.followers.filter(({ email }) => !gone.has(email));
  return told(current, followers, { stamp, type: "case.unshared" });
}

/**
 * The followers that a list of addresses makes: those known keep who shared with them, new ones are
 * this party's. An address that a party shares `again` counts for it too, and so goes on getting
 * mail when the access of the party that shared first ends.
 */
export function replaceFollowers(
  current: readonly Follower[],
  emails: readonly string[],
  { by, again }: { by: Viewer; again?: ReadonlySet<string> },
): Follower[] {
  const known = new Map(current.map((follower) => [follower.email, follower]));
  const wanted = new Set(emails);
  // In the order in which they came, so that another order of the same addresses is no change.
  const ordered = new Set([...[...known.keys()].filter((email) => wanted.has(email)), ...wanted]);
  return [...ordered].map((email) => {
    const before = known.get(email)?.sharedBy ?? [];
    const sharedBy = before.length === 0 || again?.has(email) ? [...before, by] : before;
    return { email, sharedBy: [...new Set(sharedBy)] };
  });
}

function told(
  current: Case,
  followers: Follower[],
  { stamp, type }: { stamp: Stamp; type: "case.shared" | "case.unshared" },
): Change {
  if (JSON.stringify(followers) === JSON.stringify(current.followers)) return unchanged(current);
  return changed(current, { ...current, followers }, { stamp, fact: { type } });
}
