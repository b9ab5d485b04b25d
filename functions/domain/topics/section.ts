import type { Question, Topic, Words } from "#domain/topic.ts";
import type { Page } from "./page.ts";

/** A name in both languages, and what people type for it, separated by commas. */
type Named = Words & { also: Words };

type Entry = Named & { questions?: Question[]; pages?: Page[]; withdrawnOn?: string };

/** Makes the topics of one second level; its own synonyms find each of them. */
export function section(id: string, area: Named): (topicId: string, entry: Entry) => Topic {
  return (topicId, { en, sv, also, questions = [], pages = [], withdrawnOn }) => ({
    id: `gws-${id}-${topicId}`,
    names: {
      en: ["Google Workspace", area.en, en],
      sv: ["Google Workspace", area.sv, sv],
    },
    synonyms: {
      en: [...listed(also.en), ...listed(area.also.en)],
      sv: [...listed(also.sv), ...listed(area.also.sv)],
    },
    questions,
    pages,
    ...(withdrawnOn === undefined ? {} : { withdrawnOn }),
  });
}

function listed(words: string): string[] {
  return words.split(",").map((word) => word.trim());
}
