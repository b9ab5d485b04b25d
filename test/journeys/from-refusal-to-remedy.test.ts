import { describe, expect, test } from "vitest";
import { z } from "zod";
import { anna, call, failureOf, newCase, useServer } from "../support/client.ts";

useServer();

const Refused = z.object({
  error: z.object({
    details: z.array(z.object({ metadata: z.object({ remedy: z.string() }).optional() })),
  }),
});
const Explained = z.object({
  rules: z.array(z.object({ outcome: z.string(), remedies: z.array(z.string()).optional() })),
});

/** What a refusal says that one can do. */
function remedyOf({ body }: { body: unknown }): string {
  const { details } = Refused.parse(body).error;
  return details.flatMap(({ metadata }) => metadata?.remedy ?? []).join(" ");
}

/** Asks for the explanation that a refusal of this path points to, as its remedy says. */
async function followed(as: string, refused: { body: unknown }, path: string): Promise<string[]> {
  const remedy = remedyOf(refused);
  const named = /GET (\/v2\/\S+:explainAccess)/.exec(remedy)?.[1];
  const behind = remedy.includes("with :explainAccess behind it") && `${path}:explainAccess`;
  const { body } = await call("GET", named ?? (behind || remedy), { as });
  return Explained.parse(body).rules.flatMap(({ remedies = [] }) => remedies);
}

describe("from a refusal to its remedy, by what the answers say", () => {
  test("consent: the refusal leads to who grants it and where, and granting it helps", async () => {
    const path = "/v2/customers/1002/cases";
    const refused = await call("POST", path, { as: anna, body: newCase });

    const [remedy = ""] = await followed(anna, refused, "/v2/customers/1002");
    const [, ofDomain, partner, customer] =
      /^Ask an administrator of (\S+) to grant access to (\S+): https:\/\/portal\.support\.example\/customers\/(\d+)\/access$/.exec(
        remedy,
      ) ?? [];
    const grant = `/v2/customers/${customer}/partners/${partner}:grantAccess`;
    const granted = await call("POST", grant, { as: `rut@${ofDomain}`, body: {} });
    const opened = await call("POST", path, { as: anna, body: newCase });

    expect(failureOf(refused)).toEqual({ status: 400, reason: "CONSENT_NOT_GRANTED" });
    expect([granted.status, opened.status]).toEqual([200, 200]);
  });

  test("privileges: the super administrator who is named gives what is named, and it helps", async () => {
    const viktor = "viktor@alfa-partner.example";
    const path = "/v2/customers/1001/cases/310000001001";
    const refused = await call("GET", path, { as: viktor });

    const { body } = await call("GET", `${path}:explainAccess`, { as: viktor });
    const [remedy = ""] = Explained.parse(body).rules.flatMap(({ remedies = [] }) => remedies);
    const [, domain, wanted = ""] =
      /^Ask a super administrator of (\S+) for (.+)\.$/.exec(remedy) ?? [];
    const privileges = ["VIEW_CUSTOMERS", ...wanted.split(", ")];
    const user = `/v2/partners/${domain}/users/${viktor}`;
    const given = await call("PATCH", user, { as: `sara@${domain}`, body: { privileges } });
    const seen = await call("GET", path, { as: viktor });

    expect(failureOf(refused)).toEqual({ status: 403, reason: "PRIVILEGE_MISSING" });
    expect(remedyOf(refused)).toMatch(/^Ask a super administrator/);
    expect([given.status, seen.status]).toEqual([200, 200]);
  });

  test("another domain's customer: the 403 leads to signing in there, and that helps", async () => {
    const path = "/v2/customers/1004";
    const refused = await call("GET", path, { as: anna });

    const remedies = await followed(anna, refused, path);
    const seen = await call("GET", path, { as: "anna@beta-partner.example" });

    expect(failureOf(refused)).toEqual({ status: 403, reason: "NOT_VISIBLE" });
    expect(remedies).toContain(
      "Is it assigned to another of your domains? Sign in with your address there.",
    );
    expect(seen.status).toBe(200);
  });

  test("a case of another partner's time: the 403 leads to opening a new one", async () => {
    const path = "/v2/customers/1003/cases/310000003001";
    const refused = await call("GET", path, { as: anna });

    const remedies = await followed(anna, refused, path);
    const opened = await call("POST", "/v2/customers/1003/cases", { as: anna, body: newCase });

    expect(failureOf(refused)).toEqual({ status: 403, reason: "NOT_VISIBLE" });
    expect(remedies.join(" ")).toContain("or open a new case");
    expect(opened.status).toBe(200);
  });
});
