import { describe, expect, test } from "vitest";
import { foundIn } from "./findings.ts";

describe("an identity number is found by its form alone", () => {
  test.each([
    ["Sweden", "850101-1236"],
    ["Sweden, coordination number", "850161-1233"],
    ["Sweden, with the century", "19850101-1236"],
    ["Sweden, twelve digits", "198501011236"],
    ["Sweden, all parts apart", "1985-01-01-1236"],
    ["Sweden, a hundred years old", "140121+9850"],
    ["Norway", "01018510002"],
    ["Norway, D-number", "41018510187"],
    ["Norway, with a blank", "010185 10193"],
    ["Denmark, with a check digit", "010185-1001"],
    ["Finland", "010185-123B"],
    ["Finland, of this century", "120304A567F"],
    ["Finland, in small letters", "120304a567f"],
    ["Finland, with a new sign", "131052Y308T"],
    ["Iceland", "010185-2039"],
    ["Germany, pension", "15070649C103"],
    ["the Netherlands, with dots", "1234.56.782"],
    ["Spain, DNI", "87654321X"],
    ["Spain, NIE", "Y7654321G"],
    ["Spain, NIE with hyphens", "Z-3893404-S"],
    ["Poland", "85010112345"],
    ["Poland, of this century", "05240112342"],
    ["France", "185017512345609"],
    ["France, with blanks", "1 85 01 75 123 456 09"],
    ["Corsica", "1 85 01 2A 123 456 66"],
    ["Italy", "RSSMRA85T10A562S"],
    ["Italy, with letters for digits", "RSSMRA8RTMLA56NH"],
    ["Italy, in small letters", "rssmra85t10a562s"],
    ["the United Kingdom", "AB123456C"],
    ["the United Kingdom, with blanks", "AB 12 34 56 C"],
    ["the USA", "536-90-4399"],
    ["the USA, taxpayer", "912-70-1234"],
  ])("%s: %s", async (_country, value) => {
    expect(await foundIn(`Mina uppgifter: ${value}, tack.`)).toEqual([`NATIONAL_ID ${value}`]);
  });
});

describe("an identity number whose form fools easily is found where it is named", () => {
  test.each([
    ["personnummer 8501011236", "8501011236"],
    ["Hennes personnr är 850101 1236", "850101 1236"],
    ["personnummer 850101 - 1236", "850101 - 1236"],
    ["personnummer: 140305-1004", "140305-1004"],
    ["8501011236 är mitt personnummer", "8501011236"],
    ["social security number 536904399", "536904399"],
    ["CPR 0101851001", "0101851001"],
    ["CPR-nr. 010185-1234", "010185-1234"],
    ["kennitala 0101852039", "0101852039"],
    ["Steuer-ID: 86095742719", "86095742719"],
    ["Steueridentifikationsnummer 86 095 742 719", "86 095 742 719"],
    ["Personalausweis T22000129", "T22000129"],
    ["BSN 123456782", "123456782"],
    ["NHS number 943 476 5919", "943 476 5919"],
    ["?pnr=8501011236&lang=sv", "8501011236"],
    ["personnummer_850101-1236.pdf", "850101-1236"],
  ])("%s", async (text, value) => {
    expect(await foundIn(text)).toEqual([`NATIONAL_ID ${value}`]);
  });

  test.each([
    "0506071232",
    "850101 1236",
    "850101 - 1236",
    "140305-1004",
    "20140315-1002",
    "536904399",
    "0101851001",
    "010185-1234",
    "0101852039",
    "86095742719",
    "T22000129",
    "123456782",
    "943 476 5919",
  ])("and passes alone: %s", async (value) => {
    expect(await foundIn(`It says ${value} there`)).toEqual([]);
  });
});

describe("what has a wrong check digit passes, even where it is named", () => {
  test.each([
    "personnummer 850101-1237",
    "fødselsnummer 01018510003",
    "henkilötunnus 010185-123C",
    "kennitala 010185-2049",
    "Steuer-ID 86095742718",
    "Steuer-ID 12345678903",
    "BSN 123456783",
    "DNI 87654321Z",
    "NIE Y7654321X",
    "PESEL 85010112346",
    "NIR 185017512345610",
    "codice fiscale RSSMRA85T10A562T",
    "NHS 943 476 5918",
    "NI number QQ123456C",
    "SSN 666-90-4399",
    "SSN 000-12-3456",
    "SSN 923-45-6789",
  ])("%s", async (text) => {
    expect(await foundIn(text)).toEqual([]);
  });
});

describe("what is no date of birth passes", () => {
  test.each([
    "personnummer 856101-1232",
    "personnummer 850230-1231",
    "organisationsnummer 556036-0793",
    "kennitala 4101852029",
  ])("%s", async (text) => {
    expect(await foundIn(text)).toEqual([]);
  });
});

describe("the number of a thing passes, although date and check digit are right", () => {
  test.each([
    "ticket 850101-1236",
    "Ticket no. 850101-1236",
    "ärende 850101-1236",
    "ärendenummer: 850101-1236",
    "Order #850101-1236",
    "order nr 850101-1236 är sen",
    "invoice 850101-1236",
    "Faktura 850101-1236",
    "ref: 850101-1236",
    "kundnummer 850101-1236",
    "INC-850101-1236",
    "INC 850101-1236",
    "#850101-1236",
    "tickets A-4417, 850101-1236",
    "850101-1236 (ticket)",
    "850101-1236 är ärendenumret",
    "personnummer saknas i ärende 850101-1236",
    "https://example.com/files/850101-1236",
    "/var/log/850101-1236.log",
    "550e8400-850101-1236",
    "850101-1236-7",
    "x850101-1236",
    "850101-12367",
    "850101-1236@mail.example",
  ])("%s", async (text) => {
    expect((await foundIn(text)).filter((found) => !found.includes("?"))).toEqual([]);
  });

  test.each([
    "order för personnummer 850101-1236",
    "Ticket 4417: personnummer 850101-1236",
    "Kunden 850101-1236 ringde",
    "In this case Anna, 850101-1236, calls",
  ])("but a person's word that stands nearer counts: %s", async (text) => {
    expect(await foundIn(text)).toEqual(["NATIONAL_ID 850101-1236"]);
  });
});

test("every value of a list is found, with its own place", async () => {
  expect(await foundIn("850101-1236, 010185-1001; 010185-2039\n1,198501011236,7B")).toEqual([
    "NATIONAL_ID 850101-1236",
    "NATIONAL_ID 010185-1001",
    "NATIONAL_ID 010185-2039",
    "NATIONAL_ID 198501011236",
  ]);
});

test("a hyphen, a blank or digits of a word processor do not hide a number", async () => {
  expect(
    await foundIn(
      "850101\u20111236 1\u00A085\u00A001\u00A075\u00A0123\u00A0456\u00A009 ８５０１０１-１２３６",
    ),
  ).toEqual([
    "NATIONAL_ID 850101\u20111236",
    "NATIONAL_ID 1\u00A085\u00A001\u00A075\u00A0123\u00A0456\u00A009",
    "NATIONAL_ID ８５０１０１-１２３６",
  ]);
});

describe("ten bare digits that no word names", () => {
  test("are found where a text has several, and all are valid", async () => {
    const list = "namn;nr\nAnna;8501011236\nBo;0506071232\nAnna;8501011236";

    expect(await foundIn(list)).toEqual([
      "NATIONAL_ID 8501011236",
      "NATIONAL_ID 0506071232",
      "NATIONAL_ID 8501011236",
    ]);
  });

  test.each([
    ["one of them is not valid", "Anna;8501011236\nBo;0506071232\nEva;8501011237"],
    ["it is one and may be a telephone's", "0506071232 and again 0506071232"],
    ["they are the numbers of tickets", "ticket 8501011236, ticket 0506071232"],
  ])("pass where %s", async (_why, text) => {
    expect(await foundIn(text)).toEqual([]);
  });
});
