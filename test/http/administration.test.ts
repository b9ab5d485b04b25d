import { describe, expect, test } from "vitest";
import { bo, moa, rut, sara } from "../support/administration.ts";
import { aino, anna, call, failureOf, olle, useServer } from "../support/client.ts";

useServer();

const annaOfBeta = "anna@beta-partner.example";
const callers = [
  sara,
  anna,
  "viktor@alfa-partner.example",
  "nils@alfa-partner.example",
  annaOfBeta,
  "hanna@hjalp-partner.example",
  olle,
  moa,
  rut,
  aino,
  bo,
];

type Asked = [method: string, path: string, body?: object];

/** Everything that the administrators of a party do; writes are only rehearsed. */
const ofPartner: Asked[] = [
  ["GET", "partners/alfa-partner.example/users"],
  ["GET", "partners/alfa-partner.example/users/lena@alfa-partner.example"],
  ["PATCH", "partners/alfa-partner.example/users/lena@alfa-partner.example", { privileges: [] }],
  ["PATCH", "partners/alfa-partner.example/users/new@alfa-partner.example", { role: "CUSTOM" }],
  ["GET", "partners/alfa-partner.example/auditEntries"],
];
const ofCustomer: Asked[] = [
  ["GET", "customers/1001/users"],
  ["GET", `customers/1001/users/${moa}`],
  ["PATCH", `customers/1001/users/${moa}`, { role: "ADMINISTRATOR" }],
  ["PATCH", "customers/1001/users/new@lindqvist.example", { role: "PORTAL_USER" }],
  ["POST", `customers/1001/users/${moa}:remove`, {}],
  ["GET", "customers/1001/auditEntries"],
];
const ofSupport: Asked[] = [
  ["GET", "agents"],
  ["PATCH", `agents/${bo}`, { deskAdministrator: true }],
  ["PATCH", "agents/new@support.example", { displayName: "New" }],
  ["POST", `agents/${bo}:remove`, {}],
  ["GET", "supportDesk/auditEntries"],
];

async function outcome(as: string, [method, path, body]: Asked): Promise<string> {
  const query = method === "GET" ? "" : "?validateOnly=true";
  const reply = await call(method, `/v2/${path}${query}`, { as, ...(body && { body }) });
  return reply.status === 200 ? "200" : String(failureOf(reply).reason);
}

/** What each caller gets, by address. */
async function table(asked: Asked): Promise<Record<string, string>> {
  const outcomes = [];
  for (const as of callers) outcomes.push([as, await outcome(as, asked)]);
  return Object.fromEntries(outcomes);
}

describe("who administers whom", () => {
  test.each(ofPartner)("a domain's super administrators alone: %s %s", async (...asked) => {
    expect(await table(asked)).toEqual({
      "sara@alfa-partner.example": "200",
      "anna@alfa-partner.example": "PRIVILEGE_MISSING",
      "viktor@alfa-partner.example": "PRIVILEGE_MISSING",
      "nils@alfa-partner.example": "PRIVILEGE_MISSING",
      "anna@beta-partner.example": "NOT_VISIBLE",
      "hanna@hjalp-partner.example": "NOT_VISIBLE",
      "olle@lindqvist.example": "NOT_VISIBLE",
      "moa@lindqvist.example": "NOT_VISIBLE",
      "rut@granit.example": "NOT_VISIBLE",
      "aino@support.example": "NOT_VISIBLE",
      "bo@support.example": "NOT_VISIBLE",
    });
  });

  test.each(ofCustomer)("a customer's administrators alone: %s %s", async (...asked) => {
    expect(await table(asked)).toEqual({
      "sara@alfa-partner.example": "NOT_VISIBLE",
      "anna@alfa-partner.example": "NOT_VISIBLE",
      "viktor@alfa-partner.example": "NOT_VISIBLE",
      "nils@alfa-partner.example": "NOT_VISIBLE",
      "anna@beta-partner.example": "NOT_VISIBLE",
      "hanna@hjalp-partner.example": "NOT_VISIBLE",
      "olle@lindqvist.example": "200",
      "moa@lindqvist.example": "PRIVILEGE_MISSING",
      "rut@granit.example": "NOT_VISIBLE",
      "aino@support.example": "NOT_VISIBLE",
      "bo@support.example": "NOT_VISIBLE",
    });
  });

  test.each(ofSupport)("the desk's administrators alone: %s %s", async (...asked) => {
    expect(await table(asked)).toEqual({
      "sara@alfa-partner.example": "PRIVILEGE_MISSING",
      "anna@alfa-partner.example": "PRIVILEGE_MISSING",
      "viktor@alfa-partner.example": "PRIVILEGE_MISSING",
      "nils@alfa-partner.example": "PRIVILEGE_MISSING",
      "anna@beta-partner.example": "PRIVILEGE_MISSING",
      "hanna@hjalp-partner.example": "PRIVILEGE_MISSING",
      "olle@lindqvist.example": "PRIVILEGE_MISSING",
      "moa@lindqvist.example": "PRIVILEGE_MISSING",
      "rut@granit.example": "PRIVILEGE_MISSING",
      "aino@support.example": "200",
      "bo@support.example": "PRIVILEGE_MISSING",
    });
  });
});

describe("a foreign and a missing domain answer the same bytes", () => {
  test.each([sara, annaOfBeta, olle, aino])("to %s", async (as) => {
    for (const [method, path, body] of ofPartner) {
      const texts = [];
      for (const domain of ["hjalp-partner.example", "nowhere.example", "constructor.example"]) {
        const asked = path.replaceAll("alfa-partner.example", domain);
        const reply = await call(method, `/v2/${asked}`, { as, ...(body && { body }) });
        expect(failureOf(reply)).toEqual({ status: 403, reason: "NOT_VISIBLE" });
        texts.push(reply.text);
      }
      expect(new Set(texts).size).toBe(1);
    }
  });
});
