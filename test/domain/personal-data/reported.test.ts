import { describe, expect, test } from "vitest";
import { foundIn } from "./findings.ts";

describe("what is only reported", () => {
  test.each([
    ["anna.b+c@alfa.example", "EMAIL_ADDRESS? anna.b+c@alfa.example"],
    ["SMTP_USER=bokning@lindqvist.example", "EMAIL_ADDRESS? bokning@lindqvist.example"],
    ["From: Åsa <asa@alfa.example>", "EMAIL_ADDRESS? asa@alfa.example"],
    ["ring +46 70 174 06 05", "PHONE_NUMBER? +46 70 174 06 05"],
    ["+46701740605", "PHONE_NUMBER? +46701740605"],
    ["+44 7700 900417", "PHONE_NUMBER? +44 7700 900417"],
    ["våra mobilnummer, som 0701740605", "PHONE_NUMBER? 0701740605"],
    ["username=olle%40lindqvist.example&x=1", "EMAIL_ADDRESS? olle%40lindqvist.example"],
    [
      "SRS0=HHH=TT=a.example=signe@b.example",
      "EMAIL_ADDRESS? SRS0=HHH=TT=a.example=signe@b.example",
    ],
    ["1985-01-01 (born)", "DATE_OF_BIRTH? 1985-01-01"],
    ["1985-01-01 is her birthday", "DATE_OF_BIRTH? 1985-01-01"],
    ["namn;född\nMoa;1985-01-01\nBo;okänt", "DATE_OF_BIRTH? 1985-01-01"],
    ["född 850101", "DATE_OF_BIRTH? 850101"],
    ["födelsedatum fel: 1985-01-01", "DATE_OF_BIRTH? 1985-01-01"],
    ["08-465 004 00", "PHONE_NUMBER? 08-465 004 00"],
    ["(020) 7946 0958", "PHONE_NUMBER? (020) 7946 0958"],
    ["född 1985-01-01", "DATE_OF_BIRTH? 1985-01-01"],
    ["date of birth: 1 March 1985", "DATE_OF_BIRTH? 1 March 1985"],
    ["geb. 01.03.1985", "DATE_OF_BIRTH? 01.03.1985"],
    ["DOB 03/01/1985", "DATE_OF_BIRTH? 03/01/1985"],
    ["Storgatan 5, 123 45 Ort", "STREET_ADDRESS? Storgatan 5, 123 45 Ort"],
    ["Lilla Torget 7 är", "STREET_ADDRESS? Lilla Torget 7"],
    ["12 Baker Street, London", "STREET_ADDRESS? 12 Baker Street"],
    ["Hauptstraße 12a, 10115 Berlin", "STREET_ADDRESS? Hauptstraße 12a, 10115 Berlin"],
    ["12 rue de la Paix, 75002 Paris", "STREET_ADDRESS? 12 rue de la Paix, 75002 Paris"],
  ])("%s", async (text, found) => {
    expect(await foundIn(text)).toEqual([found]);
  });

  test("is a number of a person where a telephone's would have the same form", async () => {
    expect(await foundIn("personnummer 010185-1001")).toEqual(["NATIONAL_ID 010185-1001"]);
  });
});

describe("the daily bread of support passes", () => {
  test.each([
    "192.168.0.1, 10.0.0.0/8, 2001:db8::8a2e:370:7334, ::1, port 8080",
    "Message-ID: <CAF1234+abc@mail.example>",
    "In-Reply-To: <a.1@x.example>\nReferences: <a.1@x.example>\n\t<b.2@y.example>\n <c.3@z.example>",
    "> References: <a.1@x.example>",
    "Received, Message-ID <llSl=4011279@bulk.example>.",
    "postfix/cleanup[11]: 4TzXc91Rm3z4xLg: message-id=<20261123.1@mail.example>",
    "550e8400-e29b-41d4-a716-446655440000",
    "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "2026-11-23T10:11:12.123+01:00 1764000000 1764000000000 08:00-09:30 23/11/2026",
    "550 5.7.26, 4.7.0, 0x8004210A, Chrome/141.0.7390.54, v1.2.3-rc.4",
    "00:1B:44:11:3A:B7, IMEI 490154203237518, 59.3293, 18.0686",
    "projects/123456789012/locations/europe-north1 customers/1001/cases/918075661945",
    "org.nr 556036-0793, moms SE556036079301, CVR 12 34 56 74",
    'mail.lindqvist.example. 3600 IN TXT "v=spf1 include:_spf.example ~all"',
    "git@github.example:alfa/portal.git",
    "c_42fbcc0dc9f89497a5@resource.calendar.vendor.example",
    "10737418240 bytes, 1 234 567 890 rows, 99.95 %",
    "released 2026-11-23, born in the cloud",
    "testplan 12, version 12 Street View",
    "000-123 45 67",
    "0701740605",
    "NL07 INGB 0178 4897 89, RF18 5390 0754 7034",
    "<wJTgzOpeDkG-89348@smtp.granit.example>, iCalUID 86e02761c1db5b2c23607037fe@vendor.example",
  ])("%s", async (text) => {
    expect(await foundIn(text)).toEqual([]);
  });

  test("but an address in another header is reported", async () => {
    const mail = "Message-ID: <a.1@x.example>\nTo: <anna@alfa.example>\nReferences: <b@c.example>";

    expect(await foundIn(mail)).toEqual(["EMAIL_ADDRESS? anna@alfa.example"]);
  });
});
