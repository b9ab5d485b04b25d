import { describe, expect, test } from "vitest";
import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { cloudStorageFiles } from "#adapters/storage/file-store.ts";
import type { CaseStore } from "#domain/case-store.ts";
import type { Decision, Found } from "#domain/decision.ts";
import type { FileStore } from "#domain/file-store.ts";
import { linkFile } from "#platform/attach-file.ts";
import type { CaseCall } from "#platform/change-case.ts";
import { demoEnvironment } from "../../scripts/stack/environment.ts";
import { anAttachment } from "../support/attachments.ts";
import { aClosedCase, aFound, anAsk, now } from "../support/builders.ts";

Object.assign(process.env, demoEnvironment, { SMTP_URL: "smtp://127.0.0.1:1" });

const { id, filename, mimeType, sizeBytes, object, generation } = anAttachment();
const known = { id, filename, mimeType, sizeBytes, object, generation };
const file = { ...known, archive: false, unsearched: false, screenLater: false };

type Attempts = (decide: (found: Found) => Decision) => Decision;

/** What linking the file ends in, and which object then stands linked, where a transaction makes these attempts. */
async function linked(attempts: Attempts): Promise<{ outcome: string; stands?: string }> {
  const removed: string[] = [];
  const change: CaseStore["change"] = async (_ask, decide) => attempts(decide);
  const remove: FileStore["remove"] = async (gone) => {
    removed.push(gone.object);
  };
  const services = {
    cases: { ...firestoreCases(), change },
    files: { ...cloudStorageFiles(), remove },
    events: { publish: async () => undefined },
  };
  const { customer: _customer, ...ask } = anAsk();
  const params = { customer: "1001", case: "100000000001" };
  const call: CaseCall = { at: now, seen: [], ask, form: "customers", params };
  const outcome = await linkFile(call, services, file).then(
    ({ reply, linked: stands }) => ({
      outcome: String(Object(reply).name),
      ...(stands && { stands: stands.object }),
    }),
    (error: unknown) => ({ outcome: error instanceof Error ? error.message : "other" }),
  );
  // Whatever became of it: somebody else may be linking the same bytes at this moment.
  expect(removed).toEqual([]);
  return outcome;
}

const name = `customers/1001/cases/100000000001/attachments/${id}`;
const answered = (reply: object) =>
  aFound({ receipt: { digest: "digest-one", at: now, reply, pending: false } });

describe("linkFile removes nothing, and tells what stands linked", () => {
  test("the file, where it was linked", async () => {
    expect(await linked((decide) => decide(aFound()))).toEqual({ outcome: name, stands: object });
  });

  test("the file that another call has linked under the same id", async () => {
    const child = anAttachment({ object: "elsewhere" });

    expect(await linked((decide) => decide(aFound({ child })))).toMatchObject({
      outcome: name,
      stands: "elsewhere",
    });
  });

  test("nothing, where the request was answered with another file before", async () => {
    const other = name.replace(id, "a2");

    expect(await linked((decide) => decide(answered({ name: other })))).toEqual({ outcome: other });
  });

  test("nothing, where an attempt is repeated, and another call was first", async () => {
    const other = name.replace(id, "a2");

    const outcome = await linked((decide) => {
      decide(aFound());
      return decide(answered({ name: other }));
    });

    expect(outcome).toEqual({ outcome: other });
  });

  test("the file, where an attempt is repeated that had been written all the same", async () => {
    const outcome = await linked((decide) => {
      decide(aFound());
      return decide(answered({ name }));
    });

    expect(outcome).toEqual({ outcome: name, stands: object });
  });

  test.each([
    ["is refused", (decide: Parameters<Attempts>[0]) => decide(aFound({ case: aClosedCase() }))],
    [
      "breaks off",
      () => {
        throw new Error("14 UNAVAILABLE");
      },
    ],
  ])("nothing certain, where it %s", async (_, attempts) => {
    expect(await linked(attempts)).not.toHaveProperty("stands");
  });
});
