import type { Topic } from "#domain/topic.ts";

export type Page = Topic["pages"][number];

/** An article of the vendor's help for administrators, by its number. */
export function article(number: number, en: string, sv: string): Page {
  return { title: { en, sv }, url: `https://support.google.com/a/answer/${number}` };
}

/** A search in the vendor's help, where no single article is the one to read. */
export function helpSearch(query: string, en: string, sv: string): Page {
  return {
    title: { en, sv },
    url: `https://support.google.com/a/search?q=${encodeURIComponent(query)}`,
  };
}

export const statusDashboard: Page = {
  title: { en: "Google Workspace status", sv: "Driftstatus för Google Workspace" },
  url: "https://www.google.com/appsstatus/dashboard/",
};
