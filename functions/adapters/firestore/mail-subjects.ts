import { Custody } from "#domain/custody.ts";
import { FeedEntry } from "#domain/feed.ts";
import { HistoryEntry } from "#domain/history.ts";
import type { MailSubjects } from "#domain/mail.ts";
import { firestore } from "./client.ts";
import {
  agentsDoc,
  caseDoc,
  custodyDoc,
  feedDoc,
  historyDoc,
  read,
  readAgents,
  readCase,
} from "./documents.ts";

export function firestoreMailSubjects(): MailSubjects {
  return {
    async find({ id, customer, caseId }) {
      const of = { customer, caseId };
      const [found, custody, history, agents] = await firestore().getAll(
        caseDoc(caseId),
        custodyDoc(customer),
        historyDoc(of, id),
        agentsDoc(),
      );
      const [current, holder, entry] = [
        readCase(found),
        read(Custody, custody),
        read(HistoryEntry, history),
      ];
      if (!current || !holder || !entry) return undefined;
      const subject = { case: current, custody: holder, entry, agents: readAgents(agents) };
      const childId = entry.commentId ?? entry.attachmentId;
      if (childId === undefined) return subject;
      const child = read(FeedEntry, await feedDoc(of, childId).get());
      if (child === undefined) return subject;
      return child.kind === "comment"
        ? { ...subject, comment: child }
        : { ...subject, attachedBy: child.creator };
    },
  };
}
