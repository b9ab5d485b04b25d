import { afterEach, describe, expect, test, vi } from "vitest";
import { attachmentIds, caseIds, lastId, newKey } from "../../functions/client/client.ts";

describe("a name taken apart", () => {
  test.each([
    "customers/1001/cases/3100",
    "organizations/1001/cases/3100",
    "customers/1001/cases/3100/comments/7hKd92",
    "customers/1001/cases/3100/attachments/1cQf0aT2",
  ])("gives the ids of the case in %s", (name) => {
    expect(caseIds(name)).toEqual({ customer: "1001", case: "3100" });
  });

  test("gives the ids of an attachment", () => {
    expect(attachmentIds("customers/1001/cases/3100/attachments/1cQf0aT2")).toEqual({
      customer: "1001",
      case: "3100",
      attachment: "1cQf0aT2",
    });
  });

  test.each([
    "",
    "3100",
    "customers/1001",
    "customers/1001/cases/",
    "/v2/customers/1001/cases/3100",
  ])("is refused where it names no case: %j", (name) => {
    expect(() => caseIds(name)).toThrow(TypeError);
  });

  test("is refused where it names no attachment", () => {
    expect(() => attachmentIds("customers/1001/cases/3100")).toThrow(
      "This is no such name: customers/1001/cases/3100",
    );
  });

  test("gives its last id, whatever it names", () => {
    expect(lastId("customers/1001")).toBe("1001");
    expect(lastId("customers/1001/partners/alfa-partner.example")).toBe("alfa-partner.example");
  });
});

describe("newKey", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  test.each([
    ["in a browser or Node.js", crypto],
    ["in a page without TLS", {}],
    ["in React Native", undefined],
  ])("%s gives keys that the product takes, and none of them twice", (_where, here) => {
    vi.stubGlobal("crypto", here);

    const keys = Array.from({ length: 1_000 }, newKey);

    expect(new Set(keys).size).toBe(1_000);
    expect(keys.filter((key) => !/^[\x21-\x7e]{20,128}$/.test(key))).toEqual([]);
  });
});
