import { describe, expect, test } from "vitest";
import { memberMaskFaults, namedFields, partnerUserFields } from "#domain/member-mask.ts";
import { outcomeOf } from "../support/builders.ts";

const given = { role: "CUSTOM", alertEmail: "a@home.example", etag: '"1"' };

describe("namedFields", () => {
  test.each<[string, string | string[] | undefined, string[]]>([
    ["without a mask: those given", undefined, ["role", "alertEmail"]],
    ["an empty mask: those given", "", ["role", "alertEmail"]],
    ["in either spelling", "alert_email,superAdministrator", ["alertEmail", "superAdministrator"]],
    ["repeated", ["role", " privileges "], ["role", "privileges"]],
    ["all", "*", ["displayName", "role", "privileges", "superAdministrator", "alertEmail"]],
  ])("%s", (_, mask, expected) => {
    expect([...namedFields(mask, given, partnerUserFields)]).toEqual(expected);
  });

  test.each(["etag", "email", "agentId", "role.x", "__proto__", "constructor"])(
    "refuses a mask that names %s",
    (mask) => {
      expect(outcomeOf(() => namedFields(mask, given, partnerUserFields))).toBe("INVALID_ARGUMENT");
    },
  );
});

describe("memberMaskFaults", () => {
  test("asks for what is named and nobody can be without", () => {
    const faults = memberMaskFaults("role,display_name,privileges", {}, partnerUserFields);

    expect(faults.map(({ field }) => field)).toEqual(["displayName", "role"]);
  });
});
