import { describe, expect, test } from "vitest";
import {
  objectFor,
  ownerOf,
  requireAttachment,
  requireReadable,
  rewritten,
} from "#domain/attachment.ts";
import { isAllowed, isPicture, isText } from "#domain/attachment-types.ts";
import { anAttachment, aTombstone } from "../support/attachments.ts";
import { aComment, outcomeOf, refusalOf } from "../support/builders.ts";

const of = { customer: "1001", caseId: "100000000001" };

describe("objectFor", () => {
  test("names by the hour, the case and the attachment, and never by the name of the file", () => {
    expect(objectFor(of, "a1", "2026-03-10T12:34:56.789Z")).toBe(
      "2026-03-10T12/1001/100000000001/a1",
    );
  });

  test("sorts by time, so that what was stored lately can be listed", () => {
    const [earlier, later] = ["2026-03-10T09:59:59.999Z", "2026-03-10T10:00:00.000Z"].map((at) =>
      objectFor(of, "a1", at),
    );

    expect(String(earlier) < String(later)).toBe(true);
  });
});

describe("ownerOf", () => {
  test.each([
    ["as it came in", "2026-03-10T12/1001/100000000001/a1"],
    ["as it was rewritten", rewritten("2026-03-10T12/1001/100000000001/a1")],
  ])("finds the attachment of an object %s", (_how, object) => {
    expect(ownerOf(object)).toEqual({ ...of, id: "a1" });
  });

  test.each([
    "a1",
    "2026-03-10T12/1001/x/a1",
    "2026-03-10T12/1001/1/a1/b",
    "h/../1/a1",
    "h/1001/1/",
  ])("knows nothing of %j", (object) => {
    expect(ownerOf(object)).toBeUndefined();
  });
});

describe("requireAttachment", () => {
  test("returns a file", () => {
    expect(requireAttachment(anAttachment())).toEqual(anAttachment());
  });

  test.each([
    ["nothing", undefined],
    ["a comment", aComment()],
    ["what is left of a removed file", aTombstone()],
  ])("refuses %s as missing", (_what, found) => {
    expect(outcomeOf(() => requireAttachment(found))).toBe("CHILD_NOT_FOUND");
  });
});

describe("requireReadable", () => {
  test.each([
    ["AVAILABLE", "allowed"],
    ["SCANNING", "ATTACHMENT_SCANNING"],
    ["QUARANTINED", "ATTACHMENT_QUARANTINED"],
    ["LOST", "ATTACHMENT_LOST"],
  ] as const)("answers to %s with %s", (state, outcome) => {
    expect(outcomeOf(() => requireReadable(anAttachment({ state })))).toBe(outcome);
  });

  test.each([
    ["MALWARE", /harm/],
    ["UNSCANNABLE", /could not be scanned/],
    ["PERSONAL_DATA", /personal data/],
  ] as const)("says why a file is withheld: %s", (quarantineCause, words) => {
    const withheld = anAttachment({ state: "QUARANTINED", quarantineCause });

    expect(refusalOf(() => requireReadable(withheld))?.message).toMatch(words);
  });
});

describe("types", () => {
  test.each([
    ["image/png", true],
    ["text/csv", true],
    ["image/svg+xml", false],
    ["textual/plain", false],
    ["image/pngx", false],
  ])("%s is allowed by image/png and text/*: %s", (type, allowed) => {
    expect(isAllowed(type, ["image/png", "text/*"])).toBe(allowed);
  });

  test.each([
    ["text/plain", { text: true, picture: false }],
    ["application/json", { text: true, picture: false }],
    ["message/rfc822", { text: true, picture: false }],
    ["image/png", { text: false, picture: true }],
    ["application/pdf", { text: false, picture: false }],
  ])("%s is %j", (type, kind) => {
    expect({ text: isText(type), picture: isPicture(type) }).toEqual(kind);
  });
});
