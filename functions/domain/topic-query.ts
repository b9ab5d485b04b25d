import {
  isOffered,
  matchesPattern,
  parseTopicQuery,
  type Topic,
  type TopicSearch,
} from "./topic.ts";

/** The topics on offer that day that fit a text or a `display_name` pattern, the best first. */
export function findTopics(
  topics: readonly Topic[],
  { query, languageCode, onDay }: { query: string; languageCode: string; onDay: string },
  index: TopicSearch,
): Topic[] {
  const offered = topics.filter((topic) => isOffered(topic, onDay));
  const wanted = parseTopicQuery(query);
  if ("pattern" in wanted) {
    return offered.filter((topic) => matchesPattern(topic, wanted.pattern, languageCode));
  }
  const byId = new Map(offered.map((topic) => [topic.id, topic]));
  return index
    .search(wanted.text, languageCode)
    .map((id) => byId.get(id))
    .filter((topic) => topic !== undefined);
}
