import { describe, expect, test } from "vitest";
import { EmailAddress } from "#domain/identifiers.ts";

describe("an e-mail address", () => {
  test("is one mailbox in capitals, and with blanks around it", () => {
    expect(EmailAddress.parse(" EVA@Tallek.example\n")).toBe("eva@tallek.example");
  });

  test.each([
    ["a Kelvin sign", "eva@talle\u212A.example"],
    ["a Kelvin sign before the @", "ba\u212Aer@lindqvist.example"],
    ["a dotted capital I", "v\u0130ktor@alfa-partner.example"],
    ["a full-width letter", "\uFF41nna@alfa-partner.example"],
    ["a byte order mark", "\uFEFFeva@tallek.example"],
    ["a no-break space", "\u00A0eva@tallek.example"],
    ["a zero", "eva@tallek.example\u0000"],
  ])("with %s is refused in one sentence, and is not another's", (_what, address) => {
    const { error } = EmailAddress.safeParse(address);

    expect(error?.issues.map(({ message }) => message)).toEqual([
      "Give one e-mail address, such as name@company.example.",
    ]);
  });
});
