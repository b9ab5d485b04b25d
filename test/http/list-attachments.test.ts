import { beforeAll, describe, expect, test } from "vitest";
import { aino, anna, call, failureOf, faultsIn, olle, open, useServer } from "../support/client.ts";
import { attached } from "../support/uploads.ts";

delete process.env["CLAMD_ADDRESS"];
useServer();

type File = { name: string; filename: string; createTime: string; deleteTime?: string };
type Page = { attachments?: File[]; nextPageToken?: string };
type Item = { eventTime: string; comment?: object; attachment?: File; deletedAttachment?: File };

let name: string;

const list = async (query = "", as = anna): Promise<Page> =>
  (await call("GET", `/v2/${name}/attachments${query}`, { as })).body as Page;
const names = ({ attachments = [] }: Page) => attachments.map(({ filename }) => filename);
const feedOf = async (caseName: string): Promise<Item[]> => {
  const { body } = await call("GET", `/v2beta/${caseName}:showFeed`, { as: anna });
  return (body as { feedItems?: Item[] }).feedItems ?? [];
};

/** Twelve files, with comments and a note in between. */
beforeAll(async () => {
  ({ name } = await open());
  for (let i = 1; i <= 12; i += 1) {
    await attached(name, { filename: `${i}.txt`, as: i % 2 === 0 ? anna : olle });
    if (i % 4 !== 0) continue;
    const internal = i % 8 === 0;
    const body = { body: `comment ${i}`, internal };
    await call("POST", `/v2/${name}/comments`, { as: aino, body });
  }
});

describe("listAttachments", () => {
  test("lists ten files at a time, the newest first, and ends without a token", async () => {
    const first = await list();
    const second = await list(`?pageToken=${first.nextPageToken}`);

    expect(names(first)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3].map((i) => `${i}.txt`));
    expect(names(second)).toEqual(["2.txt", "1.txt"]);
    expect(second).not.toHaveProperty("nextPageToken");
  });

  test.each([anna, olle, aino])("lists the same for %s, in pages of any size", async (as) => {
    const seen: string[] = [];
    let page = await list("?pageSize=5", as);
    for (;;) {
      seen.push(...names(page));
      if (page.nextPageToken === undefined) break;
      page = await list(`?pageSize=5&pageToken=${page.nextPageToken}`, as);
    }

    expect(seen).toEqual(names(await list("?pageSize=1000", as)));
    expect(seen).toHaveLength(12);
  });

  test("shows each as it is shown by itself", async () => {
    const [newest] = (await list()).attachments ?? [];

    expect((await call("GET", `/v2/${newest?.name}`, { as: anna })).body).toEqual(newest);
  });

  test("answers a case without files with no field at all, comments or not", async () => {
    const { name: bare } = await open();
    await call("POST", `/v2/${bare}/comments`, { as: anna, body: { body: "Late." } });

    expect((await call("GET", `/v2/${bare}/attachments`, { as: anna })).text).toBe("{}");
  });

  test.each([
    ["pageSize=-1", "pageSize"],
    ["pageToken=none", "pageToken"],
    ["orderBy=filename", "orderBy"],
  ])("refuses %s", async (query, field) => {
    const reply = await call("GET", `/v2/${name}/attachments?${query}`, { as: anna });

    expect(failureOf(reply)).toEqual(faultsIn(field));
  });

  test("refuses a token of the comments", async () => {
    await call("POST", `/v2/${name}/comments`, { as: anna, body: { body: "Late." } });
    const page = await call("GET", `/v2/${name}/comments?pageSize=1`, { as: anna });
    const { nextPageToken } = Object(page.body);

    const reply = await call("GET", `/v2/${name}/attachments?pageToken=${nextPageToken}`, {
      as: anna,
    });

    expect(failureOf(reply)).toEqual(faultsIn("pageToken"));
  });
});

describe("showFeed", () => {
  test("shows files among the comments, at their time", async () => {
    const { name: caseName } = await open();
    const path = `/v2/${caseName}/comments`;
    await call("POST", path, { as: anna, body: { body: "one" } });
    const file = await attached(caseName);
    await call("POST", path, { as: anna, body: { body: "two" } });

    const items = await feedOf(caseName);

    expect(items).toMatchObject([
      { comment: { body: "one" } },
      { eventTime: file.createTime, attachment: file },
      { comment: { body: "two" } },
    ]);
    expect(items.map((item) => Object.keys(item).length)).toEqual([2, 2, 2]);
  });

  test("shows in place of a removed file when, by whom and why it was removed", async () => {
    const { name: caseName } = await open();
    const file = await attached(caseName);
    await call("POST", `/v2/${caseName}/comments`, { as: anna, body: { body: "Take it off." } });
    await call("POST", `/v2/${file.name}:remove`, { as: aino, body: { reason: "On request." } });

    const items = await feedOf(caseName);

    expect(items).toMatchObject([
      { comment: { body: "Take it off." } },
      {
        deletedAttachment: {
          name: file.name,
          filename: "log.txt",
          createTime: file.createTime,
          remover: { displayName: "Support" },
          reason: "On request.",
        },
      },
    ]);
    expect(items[1]?.eventTime).toBe(items[1]?.deletedAttachment?.deleteTime);
    expect(items[1]?.deletedAttachment).not.toHaveProperty("state");
  });
});
