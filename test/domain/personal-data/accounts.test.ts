import { describe, expect, test } from "vitest";
import { foundIn } from "./findings.ts";

describe("a payment card is found", () => {
  test.each([
    ["Visa", "4111 1111 1111 1111"],
    ["Visa with hyphens", "4111-1111-1111-1111"],
    ["Visa without blanks", "4111111111111111"],
    ["Visa over two lines of quoted mail", "4111 1111\n> 1111 1111"],
    ["Visa with two blanks", "4111  1111  1111  1111"],
    ["Visa of 19 digits", "4500 0000 0000 0000 005"],
    ["Mastercard", "5105 1051 0510 5100"],
    ["Mastercard of the new range", "2223003122003222"],
    ["American Express", "3714 496353 98431"],
    ["American Express without blanks", "371449635398431"],
    ["Diners", "3056 930902 5904"],
    ["Discover", "6011 1111 1111 1117"],
    ["JCB", "3530 1113 3330 0000"],
    ["UnionPay", "6200 0000 0000 0005"],
    ["Maestro", "6759 6498 2643 8453"],
    ["Dankort", "5019717010103742"],
  ])("%s", async (_issuer, value) => {
    expect(await foundIn(`Ta ${value} i stället`)).toEqual([`PAYMENT_CARD ${value}`]);
  });

  test("without what stands behind it", async () => {
    expect(await foundIn("5105 1051 0510 5100 123, 12/29")).toEqual([
      "PAYMENT_CARD 5105 1051 0510 5100",
    ]);
  });

  test.each([
    ["card 371 449 635 398 431", "371 449 635 398 431"],
    ["Diners 30569309025904", "30569309025904"],
    ["card id=4111111111111111", "4111111111111111"],
  ])("by its name: %s", async (text, value) => {
    expect(await foundIn(text)).toEqual([`PAYMENT_CARD ${value}`]);
  });
});

describe("a number that is no card passes", () => {
  test.each([
    ["a wrong check digit", "card 4111 1111 1111 1112"],
    ["no issuer's range", "card 9111 1111 1111 1110"],
    ["a Mastercard too long", "card 510510510510510000"],
    ["an order", "order 4111111111111111"],
    ["an identifier", "id=4111111111111111"],
    ["an identifier in JSON", '"pixelId": "4111111111111111"'],
    ["a pixel", "pixel 4111111111111111"],
    ["a longer run", "41111111111111110000000"],
    ["a part of a run", "a4111111111111111"],
    ["hexadecimal", "4111111111111111f"],
    ["a decimal", "0.4111111111111111"],
    ["a card that is masked", "4111 11** **** 1111"],
    ["a time in nanoseconds", "1764000000000000000"],
    ["groups of three by themselves", "371 449 635 398 431"],
  ])("%s: %s", async (_what, text) => {
    expect(await foundIn(text)).toEqual([]);
  });
});

describe("an IBAN is found", () => {
  test.each([
    "SE45 5000 0000 0583 9825 7466",
    "SE4550000000058398257466",
    "se45 5000 0000 0583 9825 7466",
    "gb82west12345698765432",
    "GB82 WEST 1234 5698 7654 32",
    "DE89-3704-0044-0532-0130-00",
    "NO9386011117947",
    "NO93 8601 11 17947",
    "SE 45 5000 0000 0583 9825 7466",
    "SE45 5000 0000\n> 0583 9825 7466",
  ])("%s", async (value) => {
    expect(await foundIn(`Betala till ${value}.`)).toEqual([`IBAN ${value}`]);
  });

  test.each([
    ["SE45 5000 0000 0583 9825 7466 och mer text", "SE45 5000 0000 0583 9825 7466"],
    ["GB82 WEST 1234 5698 7654 32 is ours", "GB82 WEST 1234 5698 7654 32"],
    ["NO93 8601 1117 947 är rätt", "NO93 8601 1117 947"],
  ])("without the words behind it: %s", async (text, value) => {
    expect(await foundIn(text)).toEqual([`IBAN ${value}`]);
  });

  test.each([
    "SE46 5000 0000 0583 9825 7466",
    "ZZ45 5000 0000 0583 9825 7466",
    "SE45 5000 0000 0583 9825",
    "xSE4550000000058398257466",
    "SE4550000000058398257466x",
  ])("and passes where it is none: %s", async (text) => {
    expect(await foundIn(text)).toEqual([]);
  });
});
