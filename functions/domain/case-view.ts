import type { Actor } from "./actor.ts";
import type { Case } from "./case.ts";
import type { Custody } from "./custody.ts";
import type { ChildId, EmailAddress } from "./identifiers.ts";
import { domainOfViewer, type Viewer } from "./viewer.ts";

type Shown =
  | "customer"
  | "id"
  | "displayName"
  | "description"
  | "topicId"
  | "answers"
  | "priority"
  | "state"
  | "timeZone"
  | "languageCode"
  | "contactEmail"
  | "testCase"
  | "createdAt"
  | "updatedAt"
  | "reopenUntilAt"
  | "relatedCase"
  | "revision";

/** A case as clients may read it straight from the database: the same to everybody who sees it. */
export type CaseView = Pick<Case, Shown> & {
  subscriberEmailAddresses: EmailAddress[];
  escalated: boolean;
  creator: CreatorView;
};

type CreatorView = Actor | Omit<Extract<Actor, { kind: "person" }>, "viewer">;

/** Named field by field, so that what a case comes to hold besides stays the server's. */
export function caseView(of: Case): CaseView {
  return {
    customer: of.customer,
    id: of.id,
    displayName: of.displayName,
    description: of.description,
    topicId: of.topicId,
    answers: of.answers,
    priority: of.priority,
    state: of.state,
    ...(of.timeZone !== undefined && { timeZone: of.timeZone }),
    languageCode: of.languageCode,
    subscriberEmailAddresses: of.followers.map(({ email }) => email),
    ...(of.contactEmail !== undefined && { contactEmail: of.contactEmail }),
    testCase: of.testCase,
    escalated: of.escalation !== undefined,
    creator: creatorView(of.creator),
    createdAt: of.createdAt,
    updatedAt: of.updatedAt,
    ...(of.reopenUntilAt !== undefined && { reopenUntilAt: of.reopenUntilAt }),
    ...(of.relatedCase !== undefined && { relatedCase: of.relatedCase }),
    revision: of.revision,
  };
}

/** The words under which partners among the viewers find the case; in an order that tells nothing of whose they are. */
export function viewKeysOf(viewers: readonly Viewer[], { partners }: Custody): ChildId[] {
  return viewers
    .flatMap((viewer) => {
      const domain = domainOfViewer(viewer);
      const own = domain !== undefined && Object.hasOwn(partners, domain) && partners[domain];
      return own ? [own.viewKey] : [];
    })
    .toSorted();
}

/** The party for which somebody was named can be another than the address tells: a service's partner. */
function creatorView(creator: Actor): CreatorView {
  if (creator.kind !== "person") return creator;
  const { viewer: _viewer, ...shown } = creator;
  return shown;
}
