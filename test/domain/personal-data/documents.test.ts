import { describe, expect, test } from "vitest";
import { foundIn } from "./findings.ts";

describe("a passport's number is found beside its name", () => {
  test.each([
    ["passport number is AA1234567", "AA1234567"],
    ["Passnr: 12345678", "12345678"],
    ["pass (nr AA1234567)", "AA1234567"],
    ["Passport (SE) 12345678", "12345678"],
    ["my passport, which has the number 93847561,", "93847561"],
    ["Reisepass C01X00T47", "C01X00T47"],
    ["numéro de passeport : 12AB34567", "12AB34567"],
    ["Reisepass-Nr. C01X00T47 abgelehnt", "C01X00T47"],
    ["Passport No. AA1234567 (Swedish), issued 2023", "AA1234567"],
    ["Passport #: 521806179", "521806179"],
    ["passport no AA 1234567", "AA 1234567"],
    ['"passportNumber": "AA1234567"', "AA1234567"],
    ["passport_no: 123456789", "123456789"],
    ["passport_number=AA1234567&lang=sv", "AA1234567"],
    ["hennes pass har nummer 12345678", "12345678"],
    ["Passets nummer är 12345678", "12345678"],
    ["resedokument nr AA1234567", "AA1234567"],
    ["Her passport, which she renewed in May, AA1234567, is refused", "AA1234567"],
    ["Passport number\nAA1234567", "AA1234567"],
    ["> Passport no: AA1234567", "AA1234567"],
    ["passi numero FP1234567", "FP1234567"],
    ["pasaporte n.º AAB123456", "AAB123456"],
    ["passaporto n. YA1234567", "YA1234567"],
    ["paszport nr ZS1234567", "ZS1234567"],
    ["paspoortnummer NXR01AB12", "NXR01AB12"],
    ["AA1234567 (passport) was typed twice", "AA1234567"],
    ["12345678 är hennes passnummer", "12345678"],
    ["ID-handling: pass AA1234567 utfärdat 2022", "AA1234567"],
    ["AA1234567 is my passport number", "AA1234567"],
    ["name;passport;seat\nRask, J;AA1234567;14A", "AA1234567"],
    ["| Namn | Passnummer |\n|---|---|\n| Jon | 12345678 |", "12345678"],
  ])("%s", async (text, value) => {
    expect(await foundIn(text)).toEqual([`PASSPORT ${value}`]);
  });

  test("and every further one of a list", async () => {
    expect(await foundIn("passports AA1234567, AA7654321 and 123456789")).toEqual([
      "PASSPORT AA1234567",
      "PASSPORT AA7654321",
      "PASSPORT 123456789",
    ]);
  });
});

describe("a driving licence's number is found beside its name", () => {
  test.each([
    ["Driving licence MORGA753116SM9IJ", "MORGA753116SM9IJ"],
    ["driver's license D1234567", "D1234567"],
    ["körkortsnr 33 90 41 72", "33 90 41 72"],
    ["Führerschein B072RRE2I55", "B072RRE2I55"],
    ["prawo jazdy 00123/20/1234", "00123/20/1234"],
    ["Führerschein-Nr. B072RRE2I55", "B072RRE2I55"],
    ["licence number: MORGA753116SM9IJ; category B", "MORGA753116SM9IJ"],
    ["MORGA 753116 SM9IJ", "MORGA 753116 SM9IJ"],
    ["Driver's license for the hire: A7188590 (California)", "A7188590"],
    ["Driver's license for the ownership case: A7188590", "A7188590"],
    ["DL# D1234567", "D1234567"],
    ['"Driver licence no." takes 8 characters but New York has nine: 155384533.', "155384533"],
    ["DRIVERS LICENSE NO D1234567", "D1234567"],
    ["drivers_license_number: D1234567", "D1234567"],
    ['"driverLicense":"D1234567"', "D1234567"],
    ["Körkortet har nummer 71727010", "71727010"],
    ["körkort: 71727010", "71727010"],
    ["Körkortsnumret, som stod i registret, är 71727010", "71727010"],
    ["førerkortnummer 55 19 843383 0", "55 19 843383 0"],
    ["kørekortnummer 27945774", "27945774"],
    ["ajokortin numero 12345678", "12345678"],
    ["rijbewijsnummer 5123456789", "5123456789"],
    ["permis de conduire n° 123456789012", "123456789012"],
    ["patente di guida U1A23456B", "U1A23456B"],
    ["The driver (fleet 3) has licence no. D1234567", "D1234567"],
    ["D1234567 is his driving licence number", "D1234567"],
    ["name,driving licence,class\nJon,D1234567,B", "D1234567"],
    ["förare\tkörkort\nJon\t33 90 41 72", "33 90 41 72"],
  ])("%s", async (text, value) => {
    expect(await foundIn(text)).toContain(`DRIVING_LICENCE ${value}`);
  });

  test("and every further one of a list", async () => {
    expect(await foundIn("kørekort nr. 27945774 og 37015392")).toEqual([
      "DRIVING_LICENCE 27945774",
      "DRIVING_LICENCE 37015392",
    ]);
  });

  test("where it is the number of the person, as that", async () => {
    expect(await foundIn("Körkort 850101-1236")).toEqual(["NATIONAL_ID 850101-1236"]);
  });
});

describe("a number that is no document's passes", () => {
  test.each([
    "AA1234567",
    "passport renewal ticket 12345678",
    "passport expires 20291123",
    "passport: 20291123",
    "passport number is with employee 12345678",
    "passport is in ticket 12345678",
    "passport number is missing. Error 12345678",
    "passport photo of employee 12345678",
    "Passport.js 3.2.4 request 12345678",
    "passerkort 12345678",
    "password for 12345678",
    "printer driver license key 12345678",
    "passport scan failed, job AA1234567",
    "the passport page shows order AB1234567",
    "Passport control room 12345678",
    "passet börjar 17.30, pass nr 3",
    "Windows driver license agreement 12345678",
    "license number: 12345678",
    "licence no. AB1234567 (Business Standard)",
    "körkortsfoto saknas i ärende 12345678",
    "driving licence is valid until 20291123",
    "our passport form has template 12345678",
    "Passport office: https://boka.pass.example/tid?ref=44FTX862",
    "12345678 is the ticket about her passport",
    "passport;order\nyes;12345678",
    "ABCDE123456789",
    "passport number: unknown. Box 12345678",
    "ticket 12345678 (passport)",
    "MORGA719126SM9IJ",
    "MORGA793916SM9IJ",
  ])("%s", async (text) => {
    expect(await foundIn(text)).toEqual([]);
  });
});
