import { beforeAll, describe, expect, test } from "vitest";
import { aino, anna, call, failureOf, faultsIn, olle, open, useServer } from "../support/client.ts";

useServer();

type Page = { comments?: { name: string; body: string }[]; nextPageToken?: string };

const list = async (query = "", as = anna): Promise<Page> =>
  (await call("GET", `/v2/${name}/comments${query}`, { as })).body as Page;
const bodies = ({ comments = [] }: Page) => comments.map(({ body }) => body);

let name: string;

/** Twelve comments, and a note behind every fourth of them. */
beforeAll(async () => {
  ({ name } = await open());
  for (let i = 1; i <= 12; i += 1) {
    const as = i % 2 === 0 ? anna : aino;
    await call("POST", `/v2/${name}/comments`, { as, body: { body: `comment ${i}` } });
    if (i % 4 !== 0) continue;
    const note = { body: `note ${i}`, internal: true };
    await call("POST", `/v2/${name}/comments`, { as: aino, body: note });
  }
});

describe("listComments", () => {
  test("lists ten at a time, the newest first, and ends without a token", async () => {
    const first = await list();
    const second = await list(`?pageToken=${first.nextPageToken}`);

    expect(bodies(first)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3].map((i) => `comment ${i}`));
    expect(bodies(second)).toEqual(["comment 2", "comment 1"]);
    expect(second).not.toHaveProperty("nextPageToken");
  });

  test.each([anna, olle])(
    "lists for %s no note, whatever the page, and no gap for it",
    async (as) => {
      const seen: string[] = [];
      let page = await list("?pageSize=3", as);
      while (page.nextPageToken) {
        expect(page.comments).toHaveLength(3);
        seen.push(...bodies(page));
        page = await list(`?pageSize=3&pageToken=${page.nextPageToken}`, as);
      }

      expect([...seen, ...bodies(page)]).toEqual(
        [12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1].map((i) => `comment ${i}`),
      );
    },
  );

  test("lists notes for agents, among the comments", async () => {
    const { comments } = await list("?page_size=2", aino);

    expect(comments).toMatchObject([{ body: "note 12", internal: true }, { body: "comment 12" }]);
  });

  test("goes on with another pageSize, and is empty for a case without comments", async () => {
    const { nextPageToken } = await list("?pageSize=1");
    const other = await open();

    const rest = await list(`?pageSize=100&pageToken=${nextPageToken}`);
    const none = await call("GET", `/v2beta/${other.name}/comments`, { as: anna });

    expect(bodies(rest)).toHaveLength(11);
    expect(none.text).toBe("{}");
  });

  test("refuses the token of an agent's page, of another case, and none of ours", async () => {
    const ofAgent = (await list("?pageSize=1", aino)).nextPageToken;
    const own = (await list("?pageSize=1")).nextPageToken;
    const other = await open();

    const refused = [
      await call("GET", `/v2/${name}/comments?pageToken=${ofAgent}`, { as: anna }),
      await call("GET", `/v2/${other.name}/comments?pageToken=${own}`, { as: anna }),
      await call("GET", `/v2/${name}:showFeed?pageToken=${own}`, { as: anna }),
      await call("GET", `/v2/${name}/comments?pageToken=W10`, { as: anna }),
    ];

    expect(refused.map(failureOf)).toEqual(refused.map(() => faultsIn("pageToken")));
  });

  test.each([
    ["?pageSize=-1", ["pageSize"]],
    ["?pageSize=ten&orderBy=body", ["orderBy", "pageSize"]],
    ["?pageSize=1&pageSize=2", ["pageSize"]],
  ])("refuses %s", async (query, fields) => {
    const reply = await call("GET", `/v2/${name}/comments${query}`, { as: anna });

    expect(failureOf(reply)).toEqual(faultsIn(...fields));
  });
});
