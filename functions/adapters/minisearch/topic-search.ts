import MiniSearch from "minisearch";
import {
  CatalogueLanguage,
  catalogueLanguageOf,
  type Topic,
  type TopicSearch,
} from "#domain/topic.ts";

/**
 * Searches names and synonyms in every language of the catalogue, those of the asked language first.
 * The index is built by the first search, so that a cold start that never searches does not pay for it.
 */
export function miniSearchTopics(topics: readonly Topic[]): TopicSearch {
  let index: MiniSearch<Topic> | undefined;
  return {
    search(text, language) {
      if (text.trim() === "") return topics.map(({ id }) => id);
      index ??= indexOf(topics);
      const query = queryOf(text);
      const boost = boostsFor(catalogueLanguageOf(language));
      const all = index.search(query, { boost, combineWith: "AND" });
      const found = all.length > 0 ? all : index.search(query, { boost, combineWith: "OR" });
      return found.map(({ id }) => String(id));
    },
  };
}

/** What a word found there counts for, in the asked language and in others. */
const worth = {
  name: { asked: 6, other: 1.5 },
  synonyms: { asked: 4, other: 1 },
  area: { asked: 1.5, other: 0.4 },
};

/** The boost of each field, named by kind and language. */
function boostsFor(asked: CatalogueLanguage): Record<string, number> {
  const boosts = CatalogueLanguage.options.flatMap((language) =>
    Object.entries(worth).map(([kind, of]) => [
      `${kind}_${language}`,
      language === asked ? of.asked : of.other,
    ]),
  );
  return Object.fromEntries(boosts);
}

function indexOf(topics: readonly Topic[]): MiniSearch<Topic> {
  const index = new MiniSearch<Topic>({
    fields: Object.keys(boostsFor("en")),
    extractField: (topic, field) => textOf(topic, field),
    tokenize: (text) => [...whole(text), ...parts(text)],
    processTerm: folded,
    searchOptions: {
      tokenize: whole,
      prefix: true,
      // Short words and numbers have too many neighbours: "2024" is not "2025", "mx" not "me".
      fuzzy: (term) => (term.length < 4 || /\d/.test(term) ? false : 0.22),
      maxFuzzy: 2,
      // Many synonyms are a merit of a topic, so its length counts for little.
      bm25: { k: 1.2, b: 0.2, d: 0.5 },
      weights: { prefix: 0.5, fuzzy: 0.2 },
    },
  });
  index.addAll(topics);
  return index;
}

function textOf(topic: Topic, field: string): string {
  if (field === "id") return topic.id;
  const [kind, tag = ""] = field.split("_");
  const language = catalogueLanguageOf(tag);
  const [product, area, name] = topic.names[language];
  if (kind === "synonyms") return topic.synonyms[language].join("\n");
  return kind === "area" ? `${product} ${area}` : `${name}`;
}

/** What people write around the words that matter; a query of nothing else is searched as it stands. */
const fillers = new Set(
  [
    "a an and are at can cannot cant do does doesnt dont for from get has have how i in is it my not of on or our the",
    "they to we when why with won't wont work works working problem problems issue",
    "alla att av de den det en ett från fungerar funkar får för gar går har hur i ar är inte jag kan man med min mina mitt",
    "när och om på som till vara vart varför vi vill våra problem fel",
  ]
    .join(" ")
    .split(" ")
    .map(folded),
);

function queryOf(text: string): string {
  const words = whole(text).map(folded);
  const telling = words.filter((word) => !fillers.has(word));
  return (telling.length > 0 ? telling : words).join(" ");
}

/** Words with what joins them taken out, so that "e-post", "epost" and "5.7.26" are one word each. */
function whole(text: string): string[] {
  return parts(text.replace(/(?<=[\p{L}\p{N}])[-.'’](?=[\p{L}\p{N}])/gu, ""));
}

function parts(text: string): string[] {
  return text.split(/[^\p{L}\p{N}\p{M}]+/u).filter((word) => word !== "");
}

/** Lower case without diacritics, so that an English keyboard finds Swedish words. */
function folded(word: string): string {
  return word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
