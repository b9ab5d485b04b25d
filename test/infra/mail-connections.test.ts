import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { variablesOf } from "./containers.ts";
import { at, everything, ofType, planOf } from "./plan.ts";
import { pages } from "./runbook-pages.ts";

const page = pages.find(({ name }) => name === "mail-failures.md")?.text ?? "";
const plan = await planOf(everything);
const senders = ofType(plan, "cloudrunv2/service").filter(
  (each) => variablesOf(each).get("SMTP_URL") === "secret:SMTP_URL",
);

describe("the connections to the mail server", () => {
  test("are as many as its runbook says, of all functions that send", () => {
    const mailer = readFileSync("functions/adapters/smtp/mailer.ts", "utf8");
    const each = Number(/maxConnections: (\d+)/.exec(mailer)?.[1]);
    const instances = senders.map(({ inputs }) =>
      Number(at(inputs, "template", "scaling", "maxInstanceCount")),
    );

    expect([each, instances]).toEqual([3, [5, 5]]);
    expect(page).toContain("we open thirty at most");
  });

  test("become fewer by lowering each function that sends", () => {
    const lowered = [...page.matchAll(/services update (\S+) --max-instances=/g)];

    expect(lowered.map(([, name]) => name).toSorted()).toEqual(
      senders.map(({ name }) => name).toSorted(),
    );
  });
});
