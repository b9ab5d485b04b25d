import { beforeAll, describe, expect, test } from "vitest";
import type { CaseResource } from "#platform/wire/case.ts";
import { aino, anna, call, failureOf, faultsIn, olle, open, useServer } from "../support/client.ts";

useServer();

type Page = { cases?: CaseResource[]; nextPageToken?: string };

const tor = "tor@nordan.example";
const beta = "anna@beta-partner.example";

async function list(parent: string, parameters: Record<string, string>, as: string): Promise<Page> {
  const query = new URLSearchParams(parameters).toString();
  return (await call("GET", `/v2/${parent}/cases?${query}`, { as })).body as Page;
}

const titles = ({ cases = [] }: Page) => cases.map(({ displayName }) => displayName);
const ids = ({ cases = [] }: Page) => cases.map(({ name }) => name.split("/").at(-1));

/** What a filter finds among the cases of customer 1003, by their titles in alphabetical order. */
async function found(filter: string, as = anna): Promise<string> {
  return titles(await list("customers/1003", { filter, pageSize: "100" }, as))
    .toSorted()
    .join(" ");
}

/** Of customer 1003, whose demo cases end before this instant: `a` and `b` by alfa, `c` and `d` by signe. */
let since: string;

beforeAll(async () => {
  const signe = "signe@solvik.example";
  const made: CaseResource[] = [];
  for (const [displayName, priority, as] of [
    ["a", "P0", anna],
    ["b", "P1", anna],
    ["c", "P0", signe],
    ["d", "P2", signe],
  ] as const) {
    made.push(await open({ displayName, priority }, { as, parent: "customers/1003" }));
  }
  const [a, b, c] = made.map(({ name }) => name);
  since = made[0]?.createTime ?? "";
  for (const [name, state] of [
    [b, "ACTION_REQUIRED"],
    [c, "SOLUTION_PROVIDED"],
    [a, "CLOSED"],
  ]) {
    await call("PATCH", `/v2/${name}?updateMask=state`, { as: aino, body: { state } });
  }
});

describe("listCases filters by", () => {
  test.each([
    ["state=OPEN", "b c d"],
    ["state=CLOSED", "a"],
    ["state=NEW", "d"],
    ["state=ACTION_REQUIRED", "b"],
    ["state=SOLUTION_PROVIDED", "c"],
    ["state=IN_PROGRESS_GOOGLE_SUPPORT", ""],
    ["state!=OPEN", "a"],
    ["state != CLOSED", "b c d"],
    ['state="NEW"', "d"],
    ["priority=P0", "a c"],
    ["priority!=P0", "b d"],
    ["NOT priority=P0", "b d"],
    ["-priority=P0", "b d"],
    ["priority=P0 state=OPEN", "c"],
    ["priority=P0 AND state=OPEN", "c"],
    ["priority=P1 OR priority=P2", "b d"],
    ["-(priority=P1 OR priority=P2)", "a c"],
    ['creator.email="anna@alfa-partner.example"', "a b"],
    ['creator.email="ANNA@alfa-partner.example"', "a b"],
    ['creator.email!="anna@alfa-partner.example"', "c d"],
    ["creator.email=signe@solvik.example priority=P2", "d"],
    ['create_time<"2020-01-01T00:00:00Z"', ""],
    ['update_time>="2020-01-01T00:00:00+01:00"', "a b c d"],
    ["updateTime>2020-01-01", "a b c d"],
    ["update_time<2020-01-01", ""],
    ["createTime<=2020-01-01 OR priority=P2", "d"],
  ])("%s", async (filter, expected) => {
    expect(await found(`${filter} AND createTime>="${since}"`)).toBe(expected);
  });

  test("instants to the millisecond: equal ones are within >= and <=, not within > and <", async () => {
    const operators = [">=", "<=", ">", "<", "=", "!="];

    const results = await Promise.all(
      operators.map((operator) => found(`create_time${operator}"${since}"`)),
    );

    expect(results.map((each) => each.split(" ").includes("a"))).toEqual([
      true,
      true,
      false,
      false,
      true,
      false,
    ]);
  });

  test("OR before AND: it binds tighter, with and without the word AND", async () => {
    const expected = "a";
    const and = `createTime>="${since}" AND state=CLOSED OR state=NEW AND priority=P0`;

    expect(await found(and)).toBe(expected);
    expect(await found(and.replaceAll(" AND ", " "))).toBe(expected);
    expect(await found(`state=CLOSED OR (state=NEW priority=P0) createTime>="${since}"`)).toBe("a");
  });

  test.each([
    ["state=open", 7],
    ["state=", 7],
    ["priority=P9", 10],
    ["priority>P1", 9],
    ["owner=anna", 1],
    ["constructor=1", 1],
    ["late", 1],
    ["state=OPEN and priority=P0", 12],
    ["(state=OPEN", 12],
    ["state=OPEN OR", 14],
    ["create_time>yesterday", 13],
    ['creator.email="anna', 15],
    ["customer=customers/1001", 1],
  ])("nothing that it does not know: %s is refused at character %i", async (filter, position) => {
    const query = `filter=${encodeURIComponent(filter)}`;

    const reply = await call("GET", `/v2/customers/-/cases?${query}`, { as: anna });

    expect(failureOf(reply)).toEqual(faultsIn("filter"));
    expect(reply.text).toContain(`character ${position}:`);
  });

  test("every fault of filter and parameters, in one answer", async () => {
    const query = "filter=state=open%20priority=P9&pageSize=-1&productLine=SHOES&x=1";

    const reply = await call("GET", `/v2/customers/1001/cases?${query}`, { as: anna });

    expect(failureOf(reply)).toEqual(faultsIn("filter", "filter", "pageSize", "productLine", "x"));
  });

  test("blank text: everything", async () => {
    expect((await found(" ")).length).toBeGreaterThan("a b c d".length);
  });
});

describe("listCases shows", () => {
  test.each([
    ["1003", anna, ["310000003003", "310000003004"], ["310000003001", "310000003002"]],
    ["1003", "signe@solvik.example", ["310000003001", "310000003002", "310000003003"], []],
    ["1001", "moa@lindqvist.example", ["310000001001", "310000001002"], []],
    ["1005", "hanna@hjalp-partner.example", ["310000005001"], ["310000001001"]],
    ["-", anna, ["310000001001", "310000003004"], ["310000003001", "310000004001", "310000005001"]],
    ["-", beta, ["310000004001"], ["310000003001", "310000003002", "310000001001"]],
    ["-", olle, ["310000001001"], ["310000003003", "310000004001"]],
    ["-", aino, ["310000001001", "310000003001", "310000004001", "310000005001"], []],
  ])("of customers/%s to %s its own and nothing else", async (...[customer, as, seen, hidden]) => {
    const shown = ids(await list(`customers/${customer}`, { pageSize: "100" }, as));

    expect(shown).toEqual(expect.arrayContaining(seen));
    expect(shown.filter((id) => id && hidden.includes(id))).toEqual([]);
  });

  test("the names of the form asked for, in v2beta too, and {} where there is nothing", async () => {
    const some = await call("GET", "/v2beta/organizations/-/cases?page_size=1", { as: tor });
    const none = await call("GET", "/v2/customers/1004/cases?filter=state=CLOSED", { as: tor });

    expect(some.body).toMatchObject({ cases: [{ name: "organizations/1004/cases/310000004001" }] });
    expect(none.text).toBe("{}");
  });

  test.each([
    ["GOOGLE_CLOUD", 0],
    ["GOOGLE_MAPS", 0],
    ["PRODUCT_LINE_UNSPECIFIED", 1],
  ])("of product line %s %i cases", async (productLine, count) => {
    expect(ids(await list("customers/1004", { productLine }, tor))).toHaveLength(count);
  });
});

describe("listCases in pages", () => {
  const parent = "customers/1005";
  const eva = "eva@tallek.example";
  let titlesInOrder: string[];

  beforeAll(async () => {
    const made: string[] = [];
    for (let i = 1; i <= 24; i += 1) {
      made.push((await open({ displayName: `page ${i}` }, { as: eva, parent })).displayName);
    }
    titlesInOrder = [...made.toReversed(), "Invoice shows too many licences"];
  });

  test("walks 25 cases without loss or doubles while others are created, and ends without a token", async () => {
    const seen: string[] = [];
    const sizes: number[] = [];
    let pageToken = "";
    do {
      const page = await list(parent, { filter: "state=NEW", pageSize: "7", pageToken }, eva);
      seen.push(...titles(page));
      sizes.push(titles(page).length);
      pageToken = page.nextPageToken ?? "";
      await open({ displayName: "meanwhile" }, { as: eva, parent });
    } while (pageToken !== "");

    expect(seen).toEqual(titlesInOrder);
    expect(sizes).toEqual([7, 7, 7, 4]);
  });

  test.each([
    [{}, 10],
    [{ pageSize: "0" }, 10],
    [{ pageSize: "1" }, 1],
  ])("shows of %o %i cases", async (parameters, count) => {
    expect(titles(await list(parent, parameters, eva))).toHaveLength(count);
  });

  test.each(["101", "2147483647", "9223372036854775808"])(
    "clamps a page of %s to 100, and never refuses it",
    async (pageSize) => {
      const most = titles(await list(parent, { pageSize: "100" }, eva));

      expect(titles(await list(parent, { pageSize }, eva))).toEqual(most);
    },
  );

  test("goes on under another pageSize, but with nothing else changed", async () => {
    const { nextPageToken = "" } = await list(
      parent,
      { filter: "priority=P2", pageSize: "3" },
      eva,
    );
    const ask = (path: string, as = eva) =>
      call("GET", `/v2/${path}&pageToken=${nextPageToken}`, { as });

    const larger = await ask(`${parent}/cases?filter=priority=P2&pageSize=5`);
    const others = [
      await ask(`${parent}/cases?filter=priority=P1`),
      await ask(`${parent}/cases?`),
      await ask("customers/-/cases?filter=priority=P2"),
      await ask(`${parent}/cases?filter=priority=P2`, "hanna@hjalp-partner.example"),
    ];

    expect((larger.body as Page).cases).toHaveLength(5);
    expect(others.map(failureOf)).toEqual(others.map(() => faultsIn("pageToken")));
    expect(nextPageToken).toMatch(/^[A-Za-z0-9_-]+$/);
  });

  test.each(["x", "W10", "WyJhIiwxXQ", "%F0%9F%8D%9E"])(
    "refuses the forged token %s",
    async (token) => {
      const reply = await call("GET", `/v2/${parent}/cases?pageToken=${token}`, { as: eva });

      expect(failureOf(reply)).toEqual(faultsIn("pageToken"));
    },
  );
});
