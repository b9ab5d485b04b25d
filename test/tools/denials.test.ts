import { beforeAll, describe, expect, test } from "vitest";
import { newCase } from "../support/case-requests.ts";
import { meter } from "../support/firestore-meter.ts";
import { callersOf, outcomeOf, type Reply, type Wish } from "../support/request.ts";
import { resetData, startServer } from "../support/server.ts";

const anna = "anna@alfa-partner.example";
const eva = "eva@tallek.example";
const missing = "customers/1999/cases/310000009999";

/** Foreign to anna each: of another partner's customer, of another's time, and under a customer that is not its own. */
const foreignCases = [
  "customers/1004/cases/310000004001",
  "customers/1003/cases/310000003001",
  "customers/1001/cases/310000004001",
  "customers/1004/cases/310000001001",
];
const operations = [
  (name: string) => ({ path: `/v2/${name}` }),
  (name: string) => ({ path: `/v2/${name}/comments` }),
  (name: string) => ({ path: `/v2/${name}/comments/c1` }),
  (name: string) => ({ path: `/v2/${name}/history` }),
  (name: string) => ({ path: `/v2beta/${name}:showFeed` }),
  (name: string) => ({ method: "POST", path: `/v2/${name}:close`, body: {} }),
  (name: string) => ({ method: "POST", path: `/v2/${name}/comments`, body: { body: "Mine?" } }),
  (name: string) => ({
    method: "PATCH",
    path: `/v2/${name}`,
    body: { priority: "P1", displayName: "x" },
  }),
];

const { measure } = meter();

beforeAll(resetData);

/** What a caller gets to hear, and what was asked of Firestore for it. */
async function heard(email: string, wish: Wish) {
  const { result, reads, writes, rpcs } = await measure(() => ask(email, wish));
  return { outcome: outcomeOf(result), text: result.text, reads, writes, rpcs };
}

/** Asks a server of its own, because what a server does is measured with that which started it. */
async function ask(email: string, wish: Wish): Promise<Reply> {
  const server = await startServer();
  try {
    return await callersOf(server.url)(email).send(wish);
  } finally {
    await server.stop();
  }
}

describe.each(operations.map((wish) => [wish("CASE"), wish] as const))("%j", (_shown, wish) => {
  test.each(foreignCases)(
    "asks as much for %s as for a missing case, and says the same",
    async (name) => {
      const foreign = await heard(anna, wish(name));
      const absent = await heard(anna, wish(missing));

      expect(foreign).toEqual(absent);
      expect(foreign).toMatchObject({ outcome: "403 NOT_VISIBLE", writes: 0 });
      expect(foreign.reads).toBeGreaterThan(0);
    },
  );
});

describe("asks as much for a foreign customer as for a missing one, and says the same", () => {
  test.each([
    ["getCustomer", (id: string) => ({ path: `/v2/customers/${id}` })],
    ["listCases", (id: string) => ({ path: `/v2/customers/${id}/cases` })],
    [
      "createCase",
      (id: string) => ({ method: "POST", path: `/v2/customers/${id}/cases`, body: newCase }),
    ],
    [
      "revokeAccess",
      (id: string) => ({
        method: "POST",
        path: `/v2/customers/${id}/partners/beta-partner.example:revokeAccess`,
        body: {},
      }),
    ],
  ])("%s", async (_name, wish) => {
    for (const email of [anna, eva]) {
      const foreign = await heard(email, wish("1004"));

      expect(foreign).toEqual(await heard(email, wish("1999")));
      expect(foreign).toMatchObject({ outcome: expect.stringMatching(/^403 /), writes: 0 });
    }
  });
});
