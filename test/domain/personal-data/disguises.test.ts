import { describe, expect, test } from "vitest";
import { foundIn } from "./findings.ts";

const rows = (count: number) => "Moa;saknas\n".repeat(count);

describe("a number is found, and in its place, however a file or a program writes it", () => {
  test.each([
    ["JSON's end of line", String.raw`{"note":"Moa\n850101-1236\nBo"}`, "850101-1236"],
    ["JSON's tab", String.raw`"Moa\t850101-1236\tBo"`, "850101-1236"],
    ["JSON's carriage return", String.raw`"Moa\r\n850101-1236"`, "850101-1236"],
    ["JSON in JSON", String.raw`"{\"a\":\"Moa\\n850101-1236\"}"`, "850101-1236"],
    ["JSON's blank", String.raw`"850101\u00a01236 är personnumret"`, String.raw`850101\u00a01236`],
    ["an address's blank", "pnr=Moa%20850101-1236", "850101-1236"],
    ["HTML's blank", "<td>Moa&nbsp;850101-1236</td>", "850101-1236"],
    ["HTML's blank within", "pnr 850101&nbsp;1236", "850101&nbsp;1236"],
    ["a no-break blank", "536\u00A090\u00A04399 (ssn)", "536\u00A090\u00A04399"],
    ["a thin blank", "pnr 850101\u20091236", "850101\u20091236"],
    ["a soft hyphen", "850101\u00AD1236", "850101\u00AD1236"],
    ["a sign without width", "850101\u200B1236", "850101\u200B1236"],
    ["two of them", "pnr 850101\u200B\u20601236", "850101\u200B\u20601236"],
    ["one beside the hyphen", "850101-\uFEFF1236", "850101-\uFEFF1236"],
    ["one before the hyphen", "850101\u200B-1236", "850101\u200B-1236"],
    ["one in Finland's", "010185-\u200B123B", "010185-\u200B123B"],
    ["an address's blank behind a letter", "x%20010185-123B%20y", "010185-123B"],
    ["JSON's end of line before a letter", String.raw`"a\nZ-3893404-S\nb"`, "Z-3893404-S"],
    ["HTML's blanks in a row", "pnr 850101&nbsp;&nbsp;1236", "850101&nbsp;&nbsp;1236"],
    ["one beside a blank", "ssn 536\u200B 90\u200B 4399", "536\u200B 90\u200B 4399"],
    ["full-width digits", "８５０１０１－１２３６", "８５０１０１－１２３６"],
  ])("%s", async (_, text, value) => {
    expect(await foundIn(text)).toEqual([`NATIONAL_ID ${value}`]);
  });

  test.each([
    ["tabs", "4111\t1111\t1111\t1111"],
    ["no-break blanks", "4111\u00A01111\u00A01111\u00A01111"],
    ["signs without width", "4111\u200B1111\u200B1111\u200B1111"],
    ["soft hyphens", "4111\u00AD1111\u00AD1111\u00AD1111"],
    ["blanks with signs without width", "4111 \u200B1111 \u200B1111 \u200B1111"],
    ["hyphens with signs without width", "4111-\u200B1111-\u200B1111-\u200B1111"],
    ["an address's blanks", "4111%201111%201111%201111"],
    ["HTML's blanks", "4111&nbsp;1111&nbsp;1111&nbsp;1111"],
    ["JSON's blanks", String.raw`4111\u00a01111\u00a01111\u00a01111`],
    ["JSON's tabs", String.raw`4111\t1111\t1111\t1111`],
    ["full-width digits", "４１１１ １１１１ １１１１ １１１１"],
  ])("a card with %s", async (_, value) => {
    expect(await foundIn(`kortet ${value} funkar`)).toEqual([`PAYMENT_CARD ${value}`]);
  });

  test.each([
    "SE45&nbsp;5000&nbsp;0000&nbsp;0583&nbsp;9825&nbsp;7466",
    "SE45%205000%200000%200583%209825%207466",
    "SE45\u200B5000\u200B0000\u200B0583\u200B9825\u200B7466",
  ])("an account as %s", async (value) => {
    expect(await foundIn(`konto ${value}`)).toEqual([`IBAN ${value}`]);
  });

  test("an account behind an escaped end of line", async () => {
    expect(await foundIn(String.raw`"konto\nSE4550000000058398257466"`)).toEqual([
      "IBAN SE4550000000058398257466",
    ]);
  });

  test.each([
    "name\tssn\nJon\t536904399",
    `namn\tantal\tpersonnummer\n${"Moa\t12\t0\n".repeat(60)}Bo\t12\t140305-1004`,
  ])("and a tab still parts the cells of %j", async (text) => {
    expect((await foundIn(text)).length).toBe(1);
  });

  test.each([
    String.raw`C:\temp\nya\2026\rapport-2026-11-23.txt`,
    "GET /files/rapport%202026%2011%2023.pdf",
    "4111%202222%203333%204444",
    "8501\u200B01\u200B1236\u200B77",
    "3 &nbsp; 4 &nbsp; 5",
    "👩\u200D💻 1 2 3",
  ])("but %j holds nobody's", async (text) => {
    expect(await foundIn(text)).toEqual([]);
  });
});

describe("the first row of a table names the numbers of its columns, however long the text", () => {
  test.each([9_000, 20_000, 40_000])("behind %i rows", async (count) => {
    const text = `namn;personnummer\n${rows(count)}Bo;140305-1004\n${rows(12_000)}`;

    expect(await foundIn(text)).toEqual(["NATIONAL_ID 140305-1004"]);
  });

  test("where the table begins in the middle of the text", async () => {
    const text = `${"Hej!\n".repeat(22_000)}namn;personnummer\n${rows(20_000)}Bo;140305-1004\n`;

    expect(await foundIn(text)).toEqual(["NATIONAL_ID 140305-1004"]);
  });

  test("where another table stands before it", async () => {
    const text = `a;b\n1;2\nslut\nnamn;personnummer\n${rows(20_000)}Bo;140305-1004\n`;

    expect(await foundIn(text)).toEqual(["NATIONAL_ID 140305-1004"]);
  });

  test("and none behind the end of that table", async () => {
    const text = `namn;personnummer\n${rows(9_000)}slut\n${"a\n".repeat(60_000)}Bo;140305-1004\n`;

    expect(await foundIn(text)).toEqual([]);
  });
});
