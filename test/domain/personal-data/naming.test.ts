import { describe, expect, test } from "vitest";
import { foundIn } from "./findings.ts";

/** What would be refused. */
async function refusedIn(text: string): Promise<string[]> {
  return (await foundIn(text)).filter((found) => !found.includes("?"));
}

describe("a word for an identity number names it", () => {
  test.each([
    ["personnr. 8501011236", "8501011236"],
    ["pers.nr 8501011236", "8501011236"],
    ["Person-nr: 140305-1004", "140305-1004"],
    ['"personalNumber": "201403051004"', "201403051004"],
    ["personnummer\n201403051004", "201403051004"],
    ["personnumret (140305-1004)", "140305-1004"],
    ["pnr=140305-1004;", "140305-1004"],
    ["personal identity no. 140305-1004", "140305-1004"],
    ["personbeteckning 010185-123B", "010185-123B"],
    ["namn;personnummer\nMoa;201403051004", "201403051004"],
    ["namn,pnr,klass\nMoa,140305-1004,7B", "140305-1004"],
    ['Zeile 12: "Falk;86095742719;Lager". Spalte 2 ist die Steuer-ID', "86095742719"],
    [
      "Das Feld IdNr ist zu kurz. Wir tippen ein, was auf dem Brief des Amtes steht: 86095742719",
      "86095742719",
    ],
    ["BSN: 123456782", "123456782"],
    ["burgerservicenummer van de medewerker: 123456782", "123456782"],
    ["cpr.nr. 0101851001", "0101851001"],
    ["kt. 0101852039", "0101852039"],
    ["f.nr. 01018510002", "01018510002"],
    ["name,ssn\nJon,536904399", "536904399"],
    ["ärendenumren i mars saknas, personnummer 140305-1004", "140305-1004"],
    ["| NHS no. |\n|---|\n| 943 476 5919 |", "943 476 5919"],
  ])("%s", async (text, value) => {
    expect(await refusedIn(text)).toEqual([`NATIONAL_ID ${value}`]);
  });
});

test("a heading names the numbers of its column, however long the table is", async () => {
  const table = `namn;personnummer\n${"Moa;saknas\n".repeat(60)}Bo;140305-1004`;

  expect(await refusedIn(table)).toEqual(["NATIONAL_ID 140305-1004"]);
});

describe("an identity number is told by its form in whatever surroundings", () => {
  test.each([
    ["Person 19811116 9895 kan inte logga in", "19811116 9895"],
    ["Ulla N., 950802 - 9882, sista dag", "950802 - 9882"],
    ["740321 9939", "740321 9939"],
    ["19 96 04 14 9824", "19 96 04 14 9824"],
    ["1974-03-21 9939", "1974-03-21 9939"],
    ["Intyg_198806049915_signerad.pdf", "198806049915"],
    ["scan_850101-1236.pdf", "850101-1236"],
    ["lönespec-850101-1236.pdf", "850101-1236"],
    ["Numret är 9006239850", "9006239850"],
    ["Rad 213: 5504039842;Granit;OK", "5504039842"],
    ["VALUES (4417, '198806049915')", "198806049915"],
    ["[850101-1236]", "850101-1236"],
    ["employee id 850101-1236", "850101-1236"],
    ["externalId:850101-1236", "850101-1236"],
  ])("%s", async (text, value) => {
    expect(await refusedIn(text)).toEqual([`NATIONAL_ID ${value}`]);
  });
});

describe("a number that fits by chance passes", () => {
  test.each([
    "DLP flaggar ärendenummer som personnummer! Exempel i dag: 20140305-1004",
    "personnummer saknas, se ärendenumren för mars: 140305-1004",
    "created 20030615 1234, done",
    "740321 1233",
    "log-8501011236.txt",
    "export-8501011236.txt",
    "export_8501011236.txt",
    "Personnummer syns i listan. Det gäller alla filer som skapades under våren, till exempel 140305-1004",
    "Personnummer syns i listan. Det gäller alla filer som skapades under våren, till exempel 20140305-1004",
    "Order numbers of the batch: 8501011236",
    "kolli;vikt\n8501011236;12",
    "order id,amount\n8501011236,12",
    "tel 0701011238",
  ])("%s", async (text) => {
    expect(await refusedIn(text)).toEqual([]);
  });
});

describe("a card's number is found where it is named", () => {
  test.each([
    ["name,card number\nJon,4111111111111111", "4111111111111111"],
    ["cardNumber: 4111111111111111", "4111111111111111"],
    ["ccnum=4111111111111111", "4111111111111111"],
    ["4111111111111111 cvc 123", "4111111111111111"],
    ["kortnr 4111111111111111", "4111111111111111"],
    ["Nummer:4111 1111 1111 1111,giltigt 0928", "4111 1111 1111 1111"],
    ["kortnumret är 4111111111111111, inte ordernumret", "4111111111111111"],
    ["ordernumret 8243045666 och inte 4111111111111111", "4111111111111111"],
    ["Kreditkarte 4111 1111 1111 1111", "4111 1111 1111 1111"],
    ["tarjeta: 4111-1111-1111-1111", "4111-1111-1111-1111"],
  ])("%s", async (text, value) => {
    expect(await refusedIn(text)).toEqual([`PAYMENT_CARD ${value}`]);
  });
});

describe("a number of the trade passes, although it begins and ends like a card's", () => {
  test.each([
    "tag;imei;ean\n40017735;353816255458616;7315939213791",
    "iccid;imei\n8946058305781089263;356175918584152",
    "IMEI: 353816255458616",
    "353816255458616 is locked",
    "The order numbers that we miss are 4111111111111111",
    "order id\torder\nx\t4111111111111111",
    "beställningsnr 4111111111111111",
    "Bestell-Nr. 4111111111111111",
    "ordrenummer 4111 1111 1111 1111",
    "pedido nº 4111111111111111",
    "commande n° 4111111111111111",
    "zamówienie nr 4111111111111111",
    "tilausnumero 4111111111111111",
    "OCR-nummer: 4111111111111111",
    "spårningsnummer 4111111111111111",
    "tracking no. 4111111111111111",
    "batch_ref=4111111111111111",
    "externalOrderId: 4111111111111111",
    "Presentkort 4111 1111 1111 1111",
    "gift card 4111111111111111",
    "SIM 4111111111111111",
    "mätarnummer 4111111111111111",
    "KID 4111111111111111",
    "customer no 4111111111111111",
    "leverantörsnummer 4111111111111111",
    "payment id 4111111111111111",
    "Reference numbers of the batch: 4111111111111111, 4111111111111111",
    "4111111111111111 is the order",
    "4111111111111111 är beställningen",
  ])("%s", async (text) => {
    expect(await refusedIn(text)).toEqual([]);
  });
});
