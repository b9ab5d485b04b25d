import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const docs = new URL("../../functions/docs/", import.meta.url);
const root = new URL("../../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, docs), "utf8");

const records = readdirSync(new URL("decisions/", docs)).filter((name) => /^\d/.test(name));
const pages = readdirSync(docs, { recursive: true, encoding: "utf8" }).filter((name) =>
  name.endsWith(".md"),
);

describe.each(records)("the record %s", (name) => {
  const text = read(`decisions/${name}`);

  test("says what led to it, what it costs and what would change it, on less than a page", () => {
    const headings = [...text.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);

    expect(headings).toEqual(["Context", "Decision", "What it costs", "What would change it"]);
    expect(text.split("\n").length).toBeLessThanOrEqual(40);
  });

  test("stands in the index, under its number and its title", () => {
    const [, number, title] = /^# (\d{4})\. (.*)$/m.exec(text) ?? [];
    const index = read("decisions/README.md").replaceAll(/\n {2}/g, " ");

    expect(name.slice(0, 4)).toBe(number);
    expect(index).toContain(`- [${number}](${name}) ${title}\n`);
  });
});

describe.each(pages)("%s", (page) => {
  const text = read(page);

  test("links to pages that are there", () => {
    const links = [...text.matchAll(/\]\((?!https:)([^)#]+)[^)]*\)/g)].map(([, link = ""]) => link);

    expect(links.filter((link) => !existsSync(new URL(link, new URL(page, docs))))).toEqual([]);
  });

  test("names files that are there, but those that a recipe makes", () => {
    const made = /(show-escalation|note-escalation|customer-reference|languages\/nb)/;
    const named = [...text.matchAll(/`((?:functions|infra|scripts|test)\/[\w./-]+)`/g)];
    const paths = named.map(([, path = ""]) => path).filter((path) => !made.test(path));

    expect(paths.filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
  });
});
