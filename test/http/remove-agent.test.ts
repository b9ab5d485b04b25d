import { beforeEach, describe, expect, test } from "vitest";
import { historyOf } from "#adapters/firestore/documents.ts";
import { firestoreMailSubjects } from "#adapters/firestore/mail-subjects.ts";
import { recipientsOf } from "#domain/recipients.ts";
import { bo, keepsThePromisesOfPeople } from "../support/administration.ts";
import { aino, anna, call, failureOf, faultsIn, open, useServer } from "../support/client.ts";
import { resetData } from "../support/server.ts";

useServer();

const remove = (user: string, as = aino) => call("POST", `/v2/agents/${user}:remove`, { as });

describe("removeAgent", () => {
  keepsThePromisesOfPeople({
    method: "POST",
    as: aino,
    people: "agents",
    verb: ":remove",
    domain: "support.example",
    entered: { displayName: "Kim Lahti" },
    body: {},
  });
});

describe("removeAgent, on the demo data", () => {
  beforeEach(resetData);

  test("shuts the agent out from the next request on", async () => {
    const reply = await remove(bo);
    const seen = await call("GET", "/v2/customers/-/cases", { as: bo });

    expect(reply.text).toBe("{}");
    expect(failureOf(seen)).toEqual({ status: 403, reason: "NO_ROLE" });
  });

  test("keeps the name on old cases, without the address", async () => {
    const { name } = await open();
    await call("POST", `/v2/${name}/comments`, { as: bo, body: { body: "We look into it." } });
    await call("POST", `/v2/${name}:assign`, { as: aino, body: { assignee: bo } });

    await remove(bo);
    const seen = await call("GET", `/v2/${name}`, { as: aino });
    const comments = await call("GET", `/v2/${name}/comments`, { as: aino });

    const former = { displayName: "Bo Holm", googleSupport: true };
    expect(seen.body).toMatchObject({ assignee: former });
    expect(Object(seen.body).assignee).toEqual(former);
    expect(comments.body).toMatchObject({ comments: [{ creator: former }] });
  });

  test("has the former agent assigned to no case any more", async () => {
    const { name } = await open();

    await remove(bo);
    const reply = await call("POST", `/v2/${name}:assign`, { as: aino, body: { assignee: bo } });

    expect(failureOf(reply)).toEqual(faultsIn("assignee"));
  });

  test("has the former agent mailed no more about cases still assigned", async () => {
    const { name } = await open();
    await call("POST", `/v2/${name}:assign`, { as: aino, body: { assignee: bo } });
    const told = async () => {
      const keyed = { as: anna, body: { body: "Still late." } };
      await call("POST", `/v2/${name}/comments`, keyed);
      return recipientsOf(await lastTelling(name));
    };
    const before = await told();

    await remove(bo);
    const after = await told();

    expect(before.map(({ email }) => email)).toEqual([bo]);
    expect(after).toEqual([]);
  });

  test("gives another id where somebody comes back, so that old cases are not theirs again", async () => {
    const { name } = await open();
    await call("POST", `/v2/${name}:assign`, { as: aino, body: { assignee: bo } });
    await remove(bo);

    await call("PATCH", `/v2/agents/${bo}`, { as: aino, body: { displayName: "Bo Again" } });
    const seen = await call("GET", `/v2/${name}`, { as: aino });

    expect(seen.body).toMatchObject({ assignee: { displayName: "Bo Holm" } });
  });

  test("answers 404 for somebody who is no agent", async () => {
    const reply = await remove("kim@support.example");

    expect(failureOf(reply)).toEqual({ status: 404, reason: "CHILD_NOT_FOUND" });
  });

  test("leaves the last desk administrator in office", async () => {
    expect(failureOf(await remove(aino))).toEqual({ status: 400, reason: "LAST_ADMINISTRATOR" });
  });
});

/** What the last change of a case amounts to for those who send mail. */
async function lastTelling(name: string) {
  const [, customer = "", , caseId = ""] = name.split("/");
  const newest = historyOf({ customer, caseId }).orderBy("createdAt", "desc").limit(1);
  const id = (await newest.get()).docs[0]?.id ?? "";
  const subject = await firestoreMailSubjects().find({ id, customer, caseId });
  if (!subject) throw new Error("The case has no history.");
  return { ...subject, now: new Date().toISOString() };
}
