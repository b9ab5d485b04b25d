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
const file = { ...known, archive: false, screenLater: false };

type Attempts = (decide: (found: Found) => Decision) => Decision;

/** What linking the file ends in, and which objects are removed, where a transaction makes these attempts. */
async function linked(attempts: Attempts): Promise<{ outcome: string; removed: string[] }> {
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
    (reply) => String(Object(reply).name),
    (error: unknown) => (error instanceof Error ? error.message : "other"),
  );
  return { outcome, removed };
}

const name = `customers/1001/cases/100000000001/attachments/${id}`;
const answered = (reply: object) =>
  aFound({ receipt: { digest: "digest-one", at: now, reply, pending: false } });

describe("the bytes of a file that is linked", () => {
  test("stay", async () => {
    expect(await linked((decide) => decide(aFound()))).toEqual({ outcome: name, removed: [] });
  });

  test("go where linking is refused", async () => {
    expect(await linked((decide) => decide(aFound({ case: aClosedCase() })))).toMatchObject({
      outcome: expect.stringContaining("closed"),
      removed: [object],
    });
  });

  test("go where the request was answered with another file before", async () => {
    const other = name.replace(id, "a2");

    expect(await linked((decide) => decide(answered({ name: other })))).toEqual({
      outcome: other,
      removed: [object],
    });
  });

  test("go where an attempt is repeated, and another call was first", async () => {
    const other = name.replace(id, "a2");

    const { removed } = await linked((decide) => {
      decide(aFound());
      return decide(answered({ name: other }));
    });

    expect(removed).toEqual([object]);
  });

  test("stay where an attempt is repeated that had been written all the same", async () => {
    const { outcome, removed } = await linked((decide) => {
      decide(aFound());
      return decide(answered({ name }));
    });

    expect({ outcome, removed }).toEqual({ outcome: name, removed: [] });
  });

  test("stay where it is not known whether they are linked: the transaction breaks off", async () => {
    const { removed } = await linked((decide) => {
      decide(aFound());
      throw new Error("14 UNAVAILABLE");
    });

    expect(removed).toEqual([]);
  });

  test("stay where an attempt that may have been written is repeated, and refused", async () => {
    const { removed } = await linked((decide) => {
      decide(aFound());
      return decide(aFound({ case: aClosedCase() }));
    });

    expect(removed).toEqual([]);
  });

  test("stay where another call has linked them, and this one is refused", async () => {
    const child = anAttachment();

    const receipt = { digest: "of another request", at: now, reply: {}, pending: false };

    const { outcome, removed } = await linked((decide) => decide(aFound({ child, receipt })));

    expect(outcome).toContain("used for another request");
    expect(removed).toEqual([]);
  });
});
