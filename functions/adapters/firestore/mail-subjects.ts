import { Comment } from "#domain/comment.ts";
import { Custody } from "#domain/custody.ts";
import { HistoryEntry } from "#domain/history.ts";
import type { MailSubjects } from "#domain/mail.ts";
import { firestore } from "./client.ts";
import {
  agentsDoc,
  caseDoc,
  commentDoc,
  custodyDoc,
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
      if (entry.commentId === undefined) return subject;
      const comment = read(Comment, await commentDoc(of, entry.commentId).get());
      return comment ? { ...subject, comment } : subject;
    },
  };
}
