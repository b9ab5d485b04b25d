import { describe, expect, test } from "vitest";
import { CaseResource } from "#platform/wire/case.ts";
import {
  aino,
  anna,
  call,
  failureOf,
  keepsThePromisesOfWrites,
  olle,
  open,
  stored,
  useServer,
} from "../support/client.ts";

useServer();

/** Closed in March 2025 by the reseller of then, so its window has long ended. */
const longClosed = "customers/1003/cases/310000003001";

async function aClosedCase(): Promise<CaseResource> {
  const { name } = await open();
  const { body } = await call("POST", `/v2/${name}:close`, { as: anna });
  return CaseResource.parse(body);
}

describe("reopenCase", () => {
  keepsThePromisesOfWrites({ path: ":reopen", body: {}, prepare: aClosedCase });

  test.each([
    ["a partner's user", anna],
    ["the customer's user", olle],
    ["an agent", aino],
  ])("puts a closed case back in progress for %s, and ends the window", async (_, as) => {
    const { name } = await aClosedCase();

    const { body } = await call("POST", `/v2/${name}:reopen`, { as });

    expect(body).toMatchObject({ name, state: "IN_PROGRESS_GOOGLE_SUPPORT" });
    expect(body).not.toHaveProperty("reopenUntil");
  });

  test("changes nothing about an open case", async () => {
    const { name } = await open();
    const before = await stored(name);

    const reply = await call("POST", `/v2/${name}:reopen`, { as: anna });

    expect(reply.body).toMatchObject({ state: "NEW" });
    expect(await stored(name)).toEqual(before);
  });

  test("is refused to the customer's side once 30 days have passed, with what to do instead", async () => {
    const before = await stored(longClosed);

    const reply = await call("POST", `/v2/${longClosed}:reopen`, { as: "signe@solvik.example" });

    expect(failureOf(reply)).toEqual({ status: 400, reason: "REOPEN_WINDOW_EXPIRED" });
    expect(reply.body).toMatchObject({ error: { status: "FAILED_PRECONDITION" } });
    expect(reply.text).toContain("relatedCase");
    expect(await stored(longClosed)).toEqual(before);
  });

  test("is open to agents however long ago the case was closed", async () => {
    const { body } = await call("POST", `/v2/${longClosed}:reopen`, { as: aino });

    expect(body).toMatchObject({ state: "IN_PROGRESS_GOOGLE_SUPPORT" });
  });
});
