import { describe, expect, test } from "vitest";
import { aino, anna, call, failureOf, faultsIn, olle, useServer } from "../support/client.ts";

useServer();

const ofCustomer = (id: string) => `/v2/customers/${id}:explainAccess`;
const ofCase = (id: string, caseId: string) => `/v2/customers/${id}/cases/${caseId}:explainAccess`;
const annaOfBeta = "anna@beta-partner.example";

/** The outcomes of rules 1 to 5, a letter each: held, not held, undecided. */
async function letters(as: string, path: string): Promise<string> {
  const { body } = await call("GET", path, { as });
  const { rules } = body as { rules: { outcome: string }[] };
  const letter: Record<string, string> = { HELD: "h", NOT_HELD: "n", UNDECIDED: "u" };
  return rules.map(({ outcome }) => letter[outcome]).join("");
}

describe("explainAccess", () => {
  test("tells each rule in order, whether it holds, and the remedy with its link", async () => {
    const reply = await call("GET", ofCustomer("1002"), { as: anna });

    expect(reply.body).toEqual({
      rules: [
        {
          number: 1,
          rule: "Your token is verified, and your address is in alfa-partner.example.",
          outcome: "HELD",
        },
        {
          number: 2,
          rule: "You hold the privileges for cases in alfa-partner.example, or are of the customer or of support.",
          outcome: "HELD",
        },
        {
          number: 3,
          rule: "The customer is assigned to alfa-partner.example now, or you are of the customer or of support.",
          outcome: "HELD",
        },
        {
          number: 4,
          rule: "The customer's consent for alfa-partner.example is granted and has not expired, or you need none.",
          outcome: "NOT_HELD",
          remedies: [
            "Ask an administrator of granit.example to grant access to alfa-partner.example: https://portal.support.example/customers/1002/access",
          ],
        },
        {
          number: 5,
          rule: "The case was opened while the customer was assigned to alfa-partner.example, or whenever for the customer and support.",
          outcome: "UNDECIDED",
        },
      ],
    });
  });

  test.each([
    ["who may see the case", anna, ofCase("1001", "310000001001"), "hhhhh"],
    ["its customer's user", olle, ofCase("1001", "310000001001"), "hhhhh"],
    ["an agent", aino, ofCase("1001", "310000001001"), "hhhhh"],
    ["a case of another partner's time", anna, ofCase("1003", "310000003001"), "hhhhn"],
    ["who lacks privileges", "viktor@alfa-partner.example", ofCustomer("1001"), "hnuuu"],
    ["who has no role", "stranger@elsewhere.example", ofCustomer("1001"), "hnuuu"],
    ["another partner", annaOfBeta, ofCustomer("1001"), "hhnuu"],
    ["a customer for itself", anna, ofCustomer("1001"), "hhhhu"],
  ])("answers %s", async (...[, as, path, expected]) => {
    expect(await letters(as, path)).toBe(expected);
  });

  test.each([
    ["another reseller's", anna, "1004"],
    ["a support partner's", anna, "1005"],
    ["one that was the caller's once", annaOfBeta, "1003"],
    ["another company's, to a customer's user", olle, "1004"],
    ["one without a role asks about", "stranger@elsewhere.example", "1001"],
    ["one without privileges asks about", "nils@alfa-partner.example", "1001"],
    ["one named from an object's prototype", anna, "constructor"],
  ])("answers the same bytes as for a missing customer: %s", async (_which, as, id) => {
    const replies = [];
    for (const path of [
      ofCustomer(id),
      ofCustomer("888888"),
      ofCase(id, "310000004001"),
      ofCase(id, "310000003001"),
      ofCase("888888", "999999999999"),
    ]) {
      replies.push(await call("GET", path, { as }));
    }

    const [about, missing, ...cases] = replies.map(({ status, text }) => ({ status, text }));
    expect(about).toEqual(missing);
    expect(cases).toEqual([missing, missing, missing]);
    expect(missing).toMatchObject({ status: 200 });
  });

  test.each([
    ["another customer's, below this one", "1001", "310000004001"],
    ["from another partner's time", "1003", "310000003001"],
  ])("answers the same bytes as for a missing case: %s", async (_which, customer, caseId) => {
    const missing = await call("GET", ofCase(customer, "999999999999"), { as: anna });

    const reply = await call("GET", ofCase(customer, caseId), { as: anna });

    expect(reply.text).toBe(missing.text);
  });

  test("finds fault with ids that are none", async () => {
    const reply = await call("GET", ofCase("a.b", "x"), { as: anna });

    expect(failureOf(reply)).toEqual(faultsIn("case", "customer"));
  });
});
