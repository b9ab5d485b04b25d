import { describe, expect, test } from "vitest";
import { CallFailed, caseIds, newKey, supportCases } from "../../functions/client/client.ts";
import { anna, apiUrl, clientOf, lossyWay, newCase, openCase, tokenOf } from "./support.ts";

const cases = "/v2/customers/1001/cases";

describe("a client of the running product", () => {
  test("lists the customers of whoever is signed in", async () => {
    const client = await clientOf(anna);

    const { customers = [] } = await client.GET("/v2/customers");

    expect(customers.map(({ displayName }) => displayName)).toEqual([
      "Granit Bygg AB",
      "Lindqvist Bageri AB",
      "Solvik Energi AB",
    ]);
  });

  test("opens a case, reads it by its name, and changes it", async () => {
    const client = await clientOf(anna);

    const opened = await openCase(client);
    const params = { path: caseIds(opened.name) };
    await client.PATCH("/v2/customers/{customer}/cases/{case}", {
      params: { ...params, query: { updateMask: "priority" } },
      body: { priority: "P1" },
    });
    await client.POST("/v2/customers/{customer}/cases/{case}:close", { params });
    const read = await client.GET("/v2/customers/{customer}/cases/{case}", { params });

    expect(read).toMatchObject({ ...newCase, classification: {}, priority: "P1", state: "CLOSED" });
  });

  test("asks for the token anew for each call, so that a renewed one counts", async () => {
    const tokens = [
      await tokenOf("nobody@elsewhere.example").catch(() => "stale"),
      await tokenOf(anna),
    ];
    const client = supportCases({ baseUrl: apiUrl, token: async () => tokens.shift() });

    await expect(client.GET("/v2/customers")).rejects.toThrow(CallFailed);
    const { customers = [] } = await client.GET("/v2/customers");

    expect(customers).toHaveLength(3);
  });

  test("walks through all pages of a list, each item once and in its order", async () => {
    const client = await clientOf("tor@nordan.example");
    // Of this customer no other test opens cases meanwhile.
    const path = { customer: "1004" };
    for (let opened = 0; opened < 5; opened += 1) await openCase(client, "1004");
    const { cases: atOnce = [] } = await client.GET("/v2/customers/{customer}/cases", {
      params: { path, query: { pageSize: 100 } },
    });

    const names: string[] = [];
    const sizes: number[] = [];
    const listing = { params: { path, query: { pageSize: 3 } } };
    for await (const { cases: page = [] } of client.pages(
      "/v2/customers/{customer}/cases",
      listing,
    )) {
      names.push(...page.map(({ name }) => name));
      sizes.push(page.length);
    }

    expect(names).toEqual(atOnce.map(({ name }) => name));
    expect(Math.max(...sizes)).toBe(3);
    expect(sizes.length).toBeGreaterThan(1);
  });
});

describe("a write whose answer is lost", () => {
  test("is made once, though it is sent again, and the answer is that of the first", async () => {
    const title = `Lost once ${newKey()}`;
    const way = await lossyWay({ loses: ({ method, time }) => method === "POST" && time === 1 });
    const client = await clientOf("eva@tallek.example", way.url);

    const opened = await client.POST("/v2/customers/{customer}/cases", {
      params: { path: { customer: "1005" } },
      body: { ...newCase, displayName: title },
    });

    const { cases: found = [] } = await client.GET("/v2/customers/{customer}/cases:search", {
      params: { path: { customer: "1005" }, query: { query: `"${title}"` } },
    });
    await way.stop();
    expect(way.times("POST /v2/customers/1005/cases")).toBe(2);
    expect(found.map(({ name }) => name)).toEqual([opened.name]);
  });

  test("is given up after four attempts, and can be made again under the caller's own key", async () => {
    const title = `Lost four times ${newKey()}`;
    const way = await lossyWay({ loses: ({ method, time }) => method === "POST" && time <= 4 });
    const client = await clientOf("eva@tallek.example", way.url);
    const once = {
      params: { path: { customer: "1005" }, query: { requestId: newKey() } },
      body: { ...newCase, displayName: title },
    };

    const failed = client.POST("/v2/customers/{customer}/cases", once);
    await expect(failed).rejects.toMatchObject({ status: 0, reason: "UNREACHABLE" });
    const opened = await client.POST("/v2/customers/{customer}/cases", once);

    const { cases: found = [] } = await client.GET("/v2/customers/{customer}/cases:search", {
      params: { path: { customer: "1005" }, query: { query: `"${title}"` } },
    });
    await way.stop();
    expect(way.times("POST /v2/customers/1005/cases")).toBe(5);
    expect(found.map(({ name }) => name)).toEqual([opened.name]);
  });

  test("is another one when it is called for anew: each call has a key of its own", async () => {
    const client = await clientOf(anna);

    const [one, other] = [await openCase(client), await openCase(client)];

    expect(one.name).not.toBe(other.name);
    expect(one.name).toContain(cases.slice("/v2/".length));
  });
});
