import { describe, expect, test } from "vitest";
import * as rules from "#domain/attachment-rules.ts";
import { anAttachment } from "../support/attachments.ts";
import {
  aCase,
  aClosedCase,
  aino,
  anAgentStamp,
  anna,
  aStamp,
  now,
  outcomeOf,
} from "../support/builders.ts";

const input: rules.NewAttachment = {
  id: "a1",
  filename: "log.txt",
  mimeType: "text/plain",
  sizeBytes: 12,
  object: "2026-03-10T12/1001/100000000001/a1",
  generation: "7",
  archive: false,
  screenLater: false,
  unsearched: false,
  toBeScanned: true,
};
const today = now.slice(0, 10);

describe("attach", () => {
  test("adds a file that is withheld until it has been scanned, and a history entry that names it", () => {
    const { attachment, entry, case: next } = rules.attach(aCase(), input, aStamp());

    expect(attachment).toEqual(anAttachment({ state: "SCANNING" }));
    expect(entry).toMatchObject({
      type: "attachment.created",
      attachmentId: "a1",
      actor: anna,
      changes: [{ field: "attachment", after: "log.txt" }],
    });
    expect(next).toMatchObject({ updatedAt: now, revision: 2, attached: { on: today, count: 1 } });
  });

  test.each([
    ["nothing is left to do", { toBeScanned: false }, "AVAILABLE"],
    ["it is to be scanned", { toBeScanned: true }, "SCANNING"],
    ["its text is still to be searched", { toBeScanned: false, screenLater: true }, "SCANNING"],
  ])("where %s makes the file %s", (_when, over, state) => {
    const { attachment } = rules.attach(aCase(), { ...input, ...over }, aStamp());

    expect(attachment).toMatchObject({ state, scanned: false });
  });

  test("takes the twentieth file of a day, and refuses the next until another day", () => {
    const full = aCase({ attached: { on: today, count: 20 } });
    const almost = aCase({ attached: { on: today, count: 19 } });
    const yesterday = aCase({ attached: { on: "2026-03-09", count: 20 } });

    expect(rules.attach(almost, input, aStamp()).case.attached).toEqual({ on: today, count: 20 });
    expect(outcomeOf(() => rules.attach(full, input, aStamp()))).toBe("ATTACHMENT_QUOTA");
    expect(rules.attach(yesterday, input, aStamp()).case.attached).toEqual({ on: today, count: 1 });
  });

  test("is not taken by a closed case", () => {
    expect(outcomeOf(() => rules.attach(aClosedCase(), input, aStamp()))).toBe("CASE_CLOSED");
  });
});

describe("remove", () => {
  test("leaves what the file was, who removed it and why", () => {
    expect(removed().attachment).toEqual({
      kind: "deletedAttachment",
      id: "a1",
      filename: "log.txt",
      mimeType: "text/plain",
      sizeBytes: 12,
      creator: anna,
      object: "2026-03-10T12/1001/100000000001/a1",
      generation: "7",
      internal: false,
      attachedAt: now,
      createdAt: now,
      remover: aino,
      reason: "On request.",
    });
  });

  test("is told in history with the reason, also of a closed case", () => {
    expect(removed().entry).toMatchObject({
      type: "attachment.removed",
      attachmentId: "a1",
      reason: "On request.",
      changes: [{ field: "attachment", before: "log.txt" }],
    });
  });
});

describe("settle", () => {
  test("changes the file alone: nobody is told, and the case stays as it is", () => {
    const current = aCase();
    const scanning = anAttachment({ state: "SCANNING", screenLater: true });

    const change = rules.settle(current, scanning, { state: "AVAILABLE", scanned: true });

    expect(change.entry).toBeUndefined();
    expect(change.case).toBe(current);
    expect(change.attachment).toEqual(
      anAttachment({ state: "AVAILABLE", scanned: true, screenLater: false }),
    );
  });
});

describe("quarantine", () => {
  test.each(["MALWARE", "UNSCANNABLE", "PERSONAL_DATA"] as const)(
    "for %s bars the file, and is told as the portal's own doing",
    (cause) => {
      const { attachment, entry } = quarantinedFor(cause);

      expect(attachment).toMatchObject({ state: "QUARANTINED", quarantineCause: cause });
      expect(entry).toMatchObject({
        id: "e9",
        type: "attachment.quarantined",
        attachmentId: "a1",
        actor: { kind: "system" },
        reason: cause,
        changes: [{ field: "attachment", after: "log.txt" }],
      });
    },
  );
});

function removed() {
  return rules.remove(aClosedCase(), anAttachment(), {
    stamp: anAgentStamp(),
    reason: "On request.",
  });
}

function quarantinedFor(cause: "MALWARE" | "UNSCANNABLE" | "PERSONAL_DATA") {
  const scanning = anAttachment({ state: "SCANNING" });
  return rules.quarantine(aCase(), scanning, { cause, at: now, eventId: "e9" });
}
