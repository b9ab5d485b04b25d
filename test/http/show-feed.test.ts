import { beforeAll, describe, expect, test } from "vitest";
import { aino, anna, call, failureOf, faultsIn, open, useServer } from "../support/client.ts";

useServer();

type Item = { eventTime: string; comment: { body: string; createTime: string } };
type Page = { feedItems?: Item[]; nextPageToken?: string };

const show = async (query = "", as = anna): Promise<Page> =>
  (await call("GET", `/v2beta/${name}:showFeed${query}`, { as })).body as Page;
const bodies = ({ feedItems = [] }: Page) => feedItems.map(({ comment }) => comment.body);

let name: string;

beforeAll(async () => {
  ({ name } = await open());
  for (const body of ["one", "two", "three"]) {
    await call("POST", `/v2/${name}/comments`, { as: anna, body: { body } });
  }
  await call("POST", `/v2/${name}/comments`, { as: aino, body: { body: "note", internal: true } });
});

describe("showFeed", () => {
  test("shows comments at their time, the oldest first, and no note", async () => {
    const page = await show();

    expect(bodies(page)).toEqual(["one", "two", "three"]);
    expect(
      page.feedItems?.every(({ eventTime, comment }) => eventTime === comment.createTime),
    ).toBe(true);
    expect(page).not.toHaveProperty("nextPageToken");
  });

  test("shows notes to agents", async () => {
    expect(bodies(await show("", aino))).toEqual(["one", "two", "three", "note"]);
  });

  test.each([
    ["orderBy=creation_time", ["one", "two", "three"]],
    ["orderBy=creation_time%20asc", ["one", "two", "three"]],
    ["orderBy=creation_time%20desc", ["three", "two", "one"]],
    ["order_by=%20Creation_Time%20%20DESC%20", ["three", "two", "one"]],
  ])("orders by %s", async (query, expected) => {
    expect(bodies(await show(`?${query}`))).toEqual(expected);
  });

  test.each(["asc", "desc"])("turns pages in order %s", async (order) => {
    const orderBy = `orderBy=creation_time%20${order}`;

    const first = await show(`?${orderBy}&pageSize=2`);
    const second = await show(`?${orderBy}&pageSize=2&pageToken=${first.nextPageToken}`);

    expect([...bodies(first), ...bodies(second)]).toEqual(bodies(await show(`?${orderBy}`)));
    expect(second).not.toHaveProperty("nextPageToken");
  });

  test("refuses a token of the other order", async () => {
    const { nextPageToken } = await show("?pageSize=1");
    const query = `orderBy=creation_time%20desc&pageToken=${nextPageToken}`;

    const reply = await call("GET", `/v2beta/${name}:showFeed?${query}`, { as: anna });

    expect(failureOf(reply)).toEqual(faultsIn("pageToken"));
  });

  test.each([
    ["orderBy=update_time", ["orderBy"]],
    ["orderBy=creation_time%20down&pageSize=-3", ["orderBy", "pageSize"]],
    ["order=creation_time", ["order"]],
  ])("refuses %s", async (query, fields) => {
    const reply = await call("GET", `/v2beta/${name}:showFeed?${query}`, { as: anna });

    expect(failureOf(reply)).toEqual(faultsIn(...fields));
  });

  test("answers an empty feed without any field, also in v2 and under organizations/", async () => {
    const silent = (await open()).name.replace("customers/", "organizations/");

    const { text } = await call("GET", `/v2/${silent}:showFeed`, { as: anna });

    expect(text).toBe("{}");
  });
});
