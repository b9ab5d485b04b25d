import { describe, expect, test } from "vitest";
import type { CaseResource } from "#platform/wire/case.ts";
import { aino, anna, call, failureOf, faultsIn, olle, open, useServer } from "../support/client.ts";

useServer();

type Page = { cases?: CaseResource[]; nextPageToken?: string };

async function search(query: string, as = anna, path = "cases:search"): Promise<Page> {
  const parameters = new URLSearchParams({ query, pageSize: "50" }).toString();
  return (await call("GET", `/v2/${path}?${parameters}`, { as })).body as Page;
}

const names = ({ cases = [] }: Page) => cases.map(({ name }) => name);
const say = (name: string, body: object, as = anna) =>
  call("POST", `/v2/${name}/comments`, { as, body });

describe("searchCases finds at once", () => {
  test("a word of title, description and comments, of whichever side", async () => {
    const { name } = await open({ displayName: "Limpa", description: "It is a kavring." });
    await say(name, { body: "And a skorpa." });
    await say(name, { body: "Rather a kubbar." }, aino);

    for (const query of ["limpa", "KAVRING", '"skorpa"', "kubbar", "limpa kavring AND skorpa"]) {
      for (const as of [anna, olle, aino]) expect(names(await search(query, as))).toEqual([name]);
    }
  });

  test("whatever the accents, the case and the punctuation", async () => {
    const { name } = await open({
      displayName: "Crème brûlée (brännd) på driftlarm@solvik.example",
    });

    for (const query of ["creme", "BRÛLÉE", "brannd", '"driftlarm@solvik.example"']) {
      expect(names(await search(query))).toContain(name);
    }
  });

  test("a changed title by its new words", async () => {
    const { name } = await open({ displayName: "Focaccia" });
    const body = { displayName: "Ciabatta" };

    await call("PATCH", `/v2/${name}?updateMask=displayName`, { as: anna, body });

    expect(names(await search("ciabatta"))).toEqual([name]);
  });

  test("an internal note for agents alone, negated and combined too", async () => {
    const { name } = await open({ displayName: "Pumpernickel" });
    await say(name, { body: "Vendor defect knackebrod.", internal: true }, aino);

    for (const as of [anna, olle]) {
      expect(names(await search("knackebrod", as))).toEqual([]);
      expect(names(await search("pumpernickel knackebrod", as))).toEqual([]);
      expect(names(await search("pumpernickel -knackebrod", as))).toEqual([name]);
      expect(names(await search("knackebrod OR pumpernickel", as))).toEqual([name]);
    }
    expect(names(await search("knackebrod", aino))).toEqual([name]);
    expect(names(await search("pumpernickel -knackebrod", aino))).toEqual([]);
  });

  test("a word that a note used first and a comment later, from the comment on", async () => {
    const { name } = await open();
    await say(name, { body: "tunnbrod", internal: true }, aino);
    const before = names(await search("tunnbrod"));

    await say(name, { body: "tunnbrod" }, aino);

    expect([before, names(await search("tunnbrod"))]).toEqual([[], [name]]);
  });
});

describe("searchCases combines", () => {
  test("words with fields, OR binding tighter than AND and blanks", async () => {
    const one = await open({ displayName: "Semla", priority: "P0" });
    const two = await open({ displayName: "Kanelbulle", priority: "P1" });
    const three = await open({ displayName: "Semla", priority: "P3" });
    const [a, b, c] = [one, two, three].map(({ name }) => name);

    expect(names(await search("semla OR kanelbulle priority=P0 OR priority=P1"))).toEqual([b, a]);
    expect(names(await search("semla OR (kanelbulle priority=P0)"))).toEqual([c, a]);
    expect(names(await search("semla -priority=P0"))).toEqual([c]);
    expect(names(await search(`semla NOT creator.email=${anna}`))).toEqual([]);
    expect(names(await search(`semla state=OPEN create_time>="${three.createTime}"`))).toEqual([c]);
  });

  test.each([
    ["customer=customers/1003", ["310000003004", "310000003003"]],
    ['organization="organizations/1003"', ["310000003004", "310000003003"]],
    ['customer="organizations/1003" priority=P2', ["310000003004", "310000003003"]],
    ["organization=organizations/1004", []],
    ["customer=customers/1002", []],
    ["customer=customers/9999", []],
    ["project=projects/bakery", []],
    ["project!=projects/bakery customer=customers/1003", ["310000003004", "310000003003"]],
    ["meet OR invoice", ["310000003003"]],
  ])("%s, and looks beyond no border", async (query, expected) => {
    expect(names(await search(query)).map((name) => name.split("/").at(-1))).toEqual(expected);
  });
});

describe("searchCases answers", () => {
  test("below a customer, over all of them, and in both versions and forms", async () => {
    const { name } = await open({ displayName: "Wienerlimpa" });
    const id = name.split("/").at(-1);
    const query = "query=wienerlimpa";

    const found = [
      await call("GET", `/v2/customers/1001/cases:search?${query}`, { as: anna }),
      await call("GET", `/v2/organizations/1001/cases%3Asearch?${query}`, { as: anna }),
      await call("GET", `/v2beta/customers/-/cases:search?${query}`, { as: anna }),
      await call("GET", `/v2beta/cases:search?parent=organizations/1003&${query}`, { as: anna }),
    ];
    const elsewhere = await call("GET", `/v2/customers/1003/cases:search?${query}`, { as: anna });

    expect(found.map(({ body }) => names(body as Page))).toEqual([
      [`customers/1001/cases/${id}`],
      [`organizations/1001/cases/${id}`],
      [`customers/1001/cases/${id}`],
      [`customers/1001/cases/${id}`],
    ]);
    expect(elsewhere.text).toBe("{}");
  });

  test("what comes as POST with the parameters in a form, because the address was too long", async () => {
    const { name } = await open({ displayName: "Mandelmussla" });
    const headers = {
      "content-type": "application/x-www-form-urlencoded",
      "x-http-method-override": "GET",
    };

    const body = "query=mandelmussla+state%3DOPEN";
    const reply = await call("POST", "/v2/cases:search", { as: anna, body, headers });

    expect(names(reply.body as Page)).toEqual([name]);
  });

  test("in pages, whose token no other query takes", async () => {
    const made: string[] = [];
    for (let i = 0; i < 3; i += 1) made.push((await open({ displayName: "Bagel" })).name);

    const path = "/v2/cases:search?query=bagel";
    const { body } = await call("GET", `${path}&pageSize=2`, { as: anna });
    const first = body as Page;
    const next = `&pageToken=${first.nextPageToken}`;
    const second = (await call("GET", path + next, { as: anna })).body as Page;
    const other = await call("GET", `${path}s${next}`, { as: anna });

    expect([...names(first), ...names(second)]).toEqual(made.toReversed());
    expect(second).not.toHaveProperty("nextPageToken");
    expect(failureOf(other)).toEqual(faultsIn("pageToken"));
  });

  test.each([
    ["state=open", 7],
    ["mail late=1", 6],
    ["organization=1001", 14],
    ['customer="projects/1001"', 10],
    ["!!!", 1],
    ["mail AND", 9],
    ['"mail', 1],
  ])("400 to %s, naming character %i", async (query, position) => {
    const path = `/v2/cases:search?query=${encodeURIComponent(query)}`;

    const reply = await call("GET", path, { as: anna });

    expect(failureOf(reply)).toEqual(faultsIn("query"));
    expect(reply.text).toContain(`character ${position}:`);
  });

  test("400 to a text of more than 2000 characters, with every other fault", async () => {
    const path = `/v2/cases:search?query=${"x".repeat(2_001)}&filter=state=OPEN&pageSize=-1`;

    const reply = await call("GET", path, { as: anna });

    expect(failureOf(reply)).toEqual(faultsIn("filter", "pageSize", "query"));
  });
});
