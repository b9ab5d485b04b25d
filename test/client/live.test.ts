import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  comment,
  connect,
  type FeedDocument,
  listCustomers,
  listenToFeed,
  type Product,
  signIn,
} from "../../functions/client/example/calls.ts";
import { demoPassword } from "../../scripts/demo/people.ts";
import { anna, clientOf, config, openCase } from "./support.ts";

const ends: (() => void)[] = [];
let product: Product;

beforeAll(async () => {
  product = connect(config);
});

afterAll(() => {
  for (const end of ends) end();
});

describe("what the example asks for", () => {
  test("is refused in plain words where the password is wrong", async () => {
    await expect(signIn(product, anna, "wrong-password")).rejects.toThrow(
      "There is no account with this address and password.",
    );
  });

  test("signs in by Firebase's SDK, whose token the product takes", async () => {
    await signIn(product, anna, demoPassword);

    const names = (await listCustomers(product)).map(({ displayName }) => displayName);

    expect(names).toEqual(["Granit Bygg AB", "Lindqvist Bageri AB", "Solvik Energi AB"]);
  });
});

describe("a live listener of a case's feed", () => {
  test("is told of a comment that somebody else writes, without asking again", async () => {
    await signIn(product, anna, demoPassword);
    const opened = await openCase(product.client);
    const feeds = listen(opened.name);
    await expect.poll(feeds.last).toEqual([]);

    const moa = await clientOf("moa@lindqvist.example");
    await comment({ ...product, client: moa }, opened.name, "It began at 07:40.");

    await expect
      .poll(feeds.last)
      .toMatchObject([
        { kind: "comment", body: "It began at 07:40.", creator: { displayName: "Moa Lindqvist" } },
      ]);
  });

  test("is not told of support's internal notes", async () => {
    await signIn(product, anna, demoPassword);
    const opened = await openCase(product.client);
    const feeds = listen(opened.name);
    const aino = await clientOf("aino@support.example");
    const path = { customer: "1001", case: opened.name.slice(opened.name.lastIndexOf("/") + 1) };
    const comments = "/v2/customers/{customer}/cases/{case}/comments";

    await aino.POST(comments, { params: { path }, body: { body: "A note.", internal: true } });
    await aino.POST(comments, { params: { path }, body: { body: "An answer." } });

    await expect.poll(feeds.last).toMatchObject([{ body: "An answer." }]);
  });

  test("is denied another partner's case", async () => {
    const opened = await openCase(await clientOf(anna));
    await signIn(product, "anna@beta-partner.example", demoPassword);

    const feeds = listen(opened.name);

    await expect.poll(feeds.end).toBe("permission-denied");
    expect(feeds.last()).toBeUndefined();
  });
});

/** What a listener was told last, and why it was told no more. */
function listen(caseName: string) {
  let [last, end]: [FeedDocument[] | undefined, string | undefined] = [undefined, undefined];
  const stop = listenToFeed(product, caseName, {
    tell: (feed) => {
      last = feed;
    },
    end: ({ code }) => {
      end = code;
    },
  });
  ends.push(stop);
  return { last: () => last, end: () => end };
}
