import { describe, expect, test } from "vitest";
import {
  anna,
  call,
  failureOf,
  faultsIn,
  keepsThePromisesOfWrites,
  newCase,
  open,
  stored,
  useServer,
} from "../support/client.ts";

useServer();

const escalation = { reason: "BUSINESS_IMPACT", justification: "The bakery cannot take orders." };

describe("escalateCase", () => {
  keepsThePromisesOfWrites({ path: ":escalate", body: { escalation } });

  test.each(["RESOLUTION_TIME", "TECHNICAL_EXPERTISE", "BUSINESS_IMPACT"])(
    "escalates an open case of a Premium customer for the reason %s",
    async (reason) => {
      const created = await open();

      const reply = await call("POST", `/v2/${created.name}:escalate`, {
        as: anna,
        body: { escalation: { reason, justification: "x".repeat(4_000) } },
      });

      expect(reply.body).toMatchObject({ name: created.name, escalated: true, state: "NEW" });
    },
  );

  test("escalates a test case too: the field changes", async () => {
    const { name } = await open({ testCase: true });

    const reply = await call("POST", `/v2/${name}:escalate`, { as: anna, body: { escalation } });

    expect(reply.body).toMatchObject({ escalated: true, testCase: true });
  });

  test.each([
    ["no escalation", {}, ["escalation"]],
    ["an empty escalation", { escalation: {} }, ["escalation.justification", "escalation.reason"]],
    [
      "an unknown reason and a blank justification",
      { escalation: { reason: "ANGER", justification: " " } },
      ["escalation.justification", "escalation.reason"],
    ],
    [
      "a justification of 4001",
      { escalation: { ...escalation, justification: "x".repeat(4_001) } },
      ["escalation.justification"],
    ],
    ["an unknown field inside", { escalation: { ...escalation, by: 1 } }, ["escalation.by"]],
  ])("refuses %s and changes nothing", async (_, body, fields) => {
    const { name } = await open();
    const before = await stored(name);

    const reply = await call("POST", `/v2/${name}:escalate`, { as: anna, body });

    expect(failureOf(reply)).toEqual(faultsIn(...fields));
    expect(await stored(name)).toEqual(before);
  });

  test("is refused for customers without the Premium tier", async () => {
    const { name } = await open(newCase, { parent: "customers/1003" });
    const before = await stored(name);

    const reply = await call("POST", `/v2/${name}:escalate`, { as: anna, body: { escalation } });

    expect(failureOf(reply)).toEqual({ status: 400, reason: "ESCALATION_NOT_ENTITLED" });
    expect(reply.body).toMatchObject({ error: { status: "FAILED_PRECONDITION" } });
    expect(await stored(name)).toEqual(before);
  });

  test("is refused a second time, and for a closed case", async () => {
    const [escalated, closed] = [await open(), await open()];
    const body = { escalation };
    await call("POST", `/v2/${escalated.name}:escalate`, { as: anna, body });
    await call("POST", `/v2/${closed.name}:close`, { as: anna });

    const again = await call("POST", `/v2/${escalated.name}:escalate`, { as: anna, body });
    const late = await call("POST", `/v2/${closed.name}:escalate`, { as: anna, body });

    expect(failureOf(again)).toEqual({ status: 400, reason: "ALREADY_ESCALATED" });
    expect(failureOf(late)).toEqual({ status: 400, reason: "CASE_CLOSED" });
  });
});
