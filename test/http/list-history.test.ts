import { beforeAll, describe, expect, test } from "vitest";
import { aino, anna, call, failureOf, faultsIn, olle, open, useServer } from "../support/client.ts";

useServer();

type Entry = { type: string; actor: object; changes?: object[]; comment?: string };
type Page = { historyEntries?: Entry[]; nextPageToken?: string };

const list = async (query = "", as = anna): Promise<Page> =>
  (await call("GET", `/v2/${name}/history${query}`, { as })).body as Page;
const types = ({ historyEntries = [] }: Page) => historyEntries.map(({ type }) => type);

const shown = ["case.created", "case.changed", "comment.created", "case.shared", "case.closed"];
let name: string;

beforeAll(async () => {
  ({ name } = await open());
  const post = (path: string, as: string, body: object) =>
    call("POST", `/v2/${name}${path}`, { as, body });
  await call("PATCH", `/v2/${name}?updateMask=priority`, { as: olle, body: { priority: "P1" } });
  await post(":assign", aino, { assignee: "bo@support.example" });
  await post("/comments", aino, { body: "Working on it." });
  await post("/comments", aino, { body: "Between us.", internal: true });
  await post(":share", anna, { emailAddresses: ["kim@lindqvist.example"] });
  await post(":close", olle, {});
});

describe("listHistory", () => {
  test("tells every change, by whom, from what to what, the oldest first", async () => {
    const page = await list();

    expect(types(page)).toEqual(shown);
    expect(page.historyEntries?.[1]).toMatchObject({
      actor: { displayName: "Olle Lindqvist", email: olle, username: olle },
      changes: [{ field: "priority", before: "P2", after: "P1" }],
    });
    expect(page.historyEntries?.[3]?.changes).toEqual([
      { field: "subscriberEmailAddresses", before: [], after: ["kim@lindqvist.example"] },
    ]);
  });

  test("tells agents of assignment and notes as well, and by which agent", async () => {
    const page = await list("", aino);

    expect(types(page)).toEqual([
      "case.created",
      "case.changed",
      "case.assigned",
      "comment.created",
      "note.created",
      "case.shared",
      "case.closed",
    ]);
    expect(page.historyEntries?.[3]?.actor).toMatchObject({ displayName: "Aino Salo" });
  });

  test.each([anna, olle])("obfuscates agents to %s", async (as) => {
    const { text } = await call("GET", `/v2beta/${name}/history`, { as });

    expect(text).toContain('"googleSupport":true');
    expect(text).not.toMatch(/aino|salo|bo@|holm|Between us/i);
  });

  test("turns pages without loss or doubles", async () => {
    const seen: string[] = [];
    let query = "?pageSize=2";
    for (let turns = 0; turns < 3; turns += 1) {
      const page = await list(query);
      seen.push(...types(page));
      query = `?pageSize=2&pageToken=${page.nextPageToken}`;
    }

    expect(seen).toEqual(shown);
    expect(query).toBe("?pageSize=2&pageToken=undefined");
  });

  test.each([
    ["pageSize=-1&pageToken=x", ["pageSize"]],
    ["pageToken=x", ["pageToken"]],
    ["filter=state", ["filter"]],
  ])("refuses %s", async (query, fields) => {
    const reply = await call("GET", `/v2/${name}/history?${query}`, { as: anna });

    expect(failureOf(reply)).toEqual(faultsIn(...fields));
  });
});
