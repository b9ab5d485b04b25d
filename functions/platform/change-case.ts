import type { CaseStore } from "#domain/case-store.ts";
import type { Change, Stamp } from "#domain/change.ts";
import { type Ask, decideOnCase, type Found, type Sight } from "#domain/decision.ts";
import type { EventPublisher } from "#domain/event.ts";
import type { CaseId, ChildId, CustomerId } from "#domain/identifiers.ts";
import { recipientsOf } from "#domain/recipients.ts";
import { type Notice, requireNoPersonalData, type Screening } from "#domain/screening.ts";
import { noteSeen, type Watched } from "./record-seen.ts";
import type { NameForm } from "./route-path.ts";
import { attachmentResource } from "./wire/attachment.ts";
import { caseResource } from "./wire/case.ts";
import { commentResource } from "./wire/comment.ts";
import type { Rehearsal } from "./wire/rehearsal.ts";

export type ChangeServices = { cases: CaseStore; events: EventPublisher };

/** A write to one case, as a function's call holds it. */
export type CaseCall = Watched & {
  ask: Omit<Ask, "customer">;
  form: NameForm;
  params: { customer: CustomerId; case: CaseId };
  /** The entry of the feed that the rule is to see. */
  childId?: ChildId;
  /** What was found in its texts, where it brings any: refused or reported once the caller is admitted. */
  screening?: Pick<Screening, "refused" | "warnings">;
};

type Rule = (sight: Sight, stamp: Stamp) => Change;

/** What every change of a case comes to: store, publish, answer with the case as the caller may see it. */
export function changeCase(call: CaseCall, services: ChangeServices, rule: Rule): Promise<unknown> {
  return change(call, services, {
    rule,
    render: ({ case: next }, { standing, agents }) =>
      caseResource(next, { standing, agents, form: call.form }),
  });
}

/** The same for a comment, which is what the answer then holds. */
export function addComment(call: CaseCall, services: ChangeServices, rule: Rule): Promise<unknown> {
  const of = { customer: call.params.customer, caseId: call.params.case };
  return change(call, services, {
    rule,
    render: ({ comment }, { standing, agents }) =>
      comment &&
      commentResource(comment, { of, form: call.form, names: standing.agent ? agents : undefined }),
  });
}

/** The same for a file: new, or removed. */
export function changeAttachment(
  call: CaseCall,
  services: ChangeServices,
  rule: Rule,
): Promise<unknown> {
  const of = { customer: call.params.customer, caseId: call.params.case };
  return change(call, services, {
    rule,
    render: ({ attachment }, { standing, agents }) =>
      attachment &&
      attachmentResource(attachment, {
        of,
        form: call.form,
        names: standing.agent ? agents : undefined,
      }),
  });
}

type Work = { rule: Rule; render: (change: Change, sight: Sight) => object | undefined };

async function change(
  call: CaseCall,
  { cases, events }: ChangeServices,
  work: Work,
): Promise<unknown> {
  const { customer, case: caseId } = call.params;
  const ask = { ...call.ask, customer, caseId, childId: call.childId };
  let grounds: Found | undefined;
  const decision = await cases.change(ask, (found) => {
    grounds = found;
    return decideOnCase(found, ask, (sight, stamp) => {
      if (call.screening) requireNoPersonalData(call.screening);
      const outcome = work.rule(sight, stamp);
      return {
        change: outcome,
        reply: {
          ...work.render(outcome, sight),
          ...warningsOf(call.screening),
          ...rehearsalOf(ask, outcome, sight),
        },
      };
    });
  });
  if (grounds) noteSeen(call, grounds, { customer, cases: [caseId], list: false });
  if (decision.event) await events.publish(decision.event);
  return decision.reply;
}

/** What was stored all the same, told with the answer. */
export function warningsOf(screening: CaseCall["screening"]): { warnings?: readonly Notice[] } {
  return screening && screening.warnings.length > 0 ? { warnings: screening.warnings } : {};
}

/** For a request that only asks what would happen: the rules that held, and who would be mailed. */
export function rehearsalOf(
  ask: Pick<Ask, "validateOnly" | "at">,
  { case: next, entry }: Change,
  { standing, custody, agents }: Omit<Sight, "case" | "child">,
): { rehearsal?: Rehearsal } {
  if (!ask.validateOnly) return {};
  const shownAgents = standing.agent ? agents : {};
  const telling = entry && { entry, case: next, custody, agents: shownAgents, now: ask.at };
  const mails = telling ? recipientsOf(telling) : [];
  return {
    rehearsal: {
      rules: [...standing.held],
      ...(mails.length > 0 && {
        mails: mails.map(({ email, roles }) => ({ emailAddress: email, reasons: roles })),
      }),
    },
  };
}
