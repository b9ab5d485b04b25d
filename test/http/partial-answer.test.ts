import { expect, test } from "vitest";
import { anna, newCase, serverUrl, useServer } from "../support/client.ts";
import { tokenFor } from "../support/server.ts";

useServer();

const cases = "/v2/customers/1001/cases";

/** Not by `call`, which takes no part of an answer for one. */
async function ask(path: string, body?: unknown): Promise<{ status: number; answer: unknown }> {
  const headers = {
    Authorization: `Bearer ${tokenFor(anna)}`,
    "Content-Type": "application/json",
  };
  const given = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const response = await fetch(serverUrl() + path, { headers, ...given });
  return { status: response.status, answer: await response.json() };
}

async function count(): Promise<number> {
  const { answer } = await ask(`${cases}?pageSize=100`);
  return (answer as { cases: unknown[] }).cases.length;
}

test.each([
  ["name/*", {}],
  ["*/*", expect.objectContaining({ creator: expect.any(Object) })],
  ["displayName/length", {}],
  ["creator/email/constructor", { creator: {} }],
])(
  "a write that is asked for what lies below a text, fields=%s, is done and answered",
  async (fields, expected) => {
    const before = await count();

    const { status, answer } = await ask(`${cases}?fields=${encodeURIComponent(fields)}`, newCase);

    expect(status).toBe(200);
    expect(answer).toEqual(expected);
    expect(await count()).toBe(before + 1);
  },
);
