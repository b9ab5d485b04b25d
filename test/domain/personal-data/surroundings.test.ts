import { describe, expect, test } from "vitest";
import { foundIn } from "./findings.ts";

const found = async (text: string) => (await foundIn(text)).filter((one) => !one.includes("? "));

describe("what people say around a secret tells it", () => {
  test.each([
    ["WPA2-PSK, nyckeln är gran_och_tall_44.", "PASSWORD gran_och_tall_44"],
    ["wifi HallA, the key is gran44tall", "PASSWORD gran44tall"],
    ["User  anna\nPassword    xkzq mvph tlwe ysoa", "PASSWORD xkzq mvph tlwe ysoa"],
    ["a new app password?\n>\n> > the old one was wmfe kqtz roha", undefined],
    [
      "a new app password?\n>\n> > the old one was xmfe kqtz roha bcus",
      "PASSWORD xmfe kqtz roha bcus",
    ],
    ["SMTP_PASS=ub7Tomte0xMole", "PASSWORD ub7Tomte0xMole"],
    ["user anna@alfa.example pw N0tTheOne", "PASSWORD N0tTheOne"],
    ['samma lösenord till alla ettor, "tiger123"', "PASSWORD tiger123"],
    ['passphrase\n"nine dry foxes painting snow"', "PASSWORD nine dry foxes painting snow"],
    ["login m@alfa.example and the pass is Kringla2014 go", "PASSWORD Kringla2014"],
    ["den körde med Skrivare0451 (det gamla lösenordet)", "PASSWORD Skrivare0451"],
    ["Nytt lösen till wifi på kontoret fikastund5G men", "PASSWORD fikastund5G"],
    [
      "key: ab_prod_51Hk2mZ8xTq4Rb7NcVw1Yd6Kf0 .",
      "BEARER_TOKEN ab_prod_51Hk2mZ8xTq4Rb7NcVw1Yd6Kf0",
    ],
    [
      '"enrollment_token"="4f1c7b9e-20d5-4c8a-b3a6-77e0c1d95f43"',
      "BEARER_TOKEN 4f1c7b9e-20d5-4c8a-b3a6-77e0c1d95f43",
    ],
    [
      "> Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIi\n> OiJzeW5jLWpvYiIsInNjb3BlIjoi.5K4BezI3F\n> -txia3Cj\n> x-request-id-of-call: 1",
      "BEARER_TOKEN eyJhbGciOiJIUzI1NiJ9.eyJzdWIi\n> OiJzeW5jLWpvYiIsInNjb3BlIjoi.5K4BezI3F\n> -txia3Cj",
    ],
  ])("%j", async (text, expected) => {
    expect(await found(text)).toEqual(expected === undefined ? [] : [expected]);
  });
});

describe("what people say around a number tells it", () => {
  test.each([
    ["198806049915@alfa.example ska heta moa", "NATIONAL_ID 198806049915"],
    ["id_110762-3976_front.jpg (Danish customer)", "NATIONAL_ID 110762-3976"],
    ["Nachname;Steuer-IdNr.\nFalk;86095742719", "NATIONAL_ID 86095742719"],
    ["kortnumret står fel:\nid,referens\n4472,30098156673327", "PAYMENT_CARD 30098156673327"],
    ["1. ALM 2. MOA 3. 1972-10-25 4a. 2020-01-01 5. 377 204 915.", "DRIVING_LICENCE 377 204 915"],
  ])("%j", async (text, expected) => {
    expect(await found(text)).toEqual([expected]);
  });

  test.each([
    ["Date of birth       12/04/1978", "DATE_OF_BIRTH? 12/04/1978"],
    ["Name;Geb.\nFalk;14.08.1990", "DATE_OF_BIRTH? 14.08.1990"],
    ["3. 1972-10-25 4d. x", "DATE_OF_BIRTH? 1972-10-25"],
    ["call (415) 555-0132", "PHONE_NUMBER? (415) 555-0132"],
    ["Tallvägen 18, 3 tr, 931 33 Ort", "STREET_ADDRESS? Tallvägen 18, 3 tr, 931 33 Ort"],
    ["Fiskebrygga 9, 9300 Laksnes", "STREET_ADDRESS? Fiskebrygga 9, 9300 Laksnes"],
    ["Äppelgränd 3, 247 55 Ort", "STREET_ADDRESS? Äppelgränd 3, 247 55 Ort"],
    ["14 Tinker Row, Otterford OT4 7XQ", "STREET_ADDRESS? 14 Tinker Row, Otterford OT4 7XQ"],
  ])("%j is reported", async (text, expected) => {
    expect(await foundIn(text)).toEqual([expected]);
  });
});

describe("and what is near such words is not all secret", () => {
  test.each([
    "kortnumret saknas, order 4111111111111111",
    '"token": "4f1c7b9e-20d5-4c8a-b3a6-77e0c1d95f43"',
    "the password hint was blue fish soup bowl",
    "Danish export 110726-3976",
    "Skrivare0451 (password missing)",
    "byta lösenord var 90:e dag",
    "the password is on the 22nd page",
    "PASS: check7 of Suite9",
    'passphrase "too short or not known here"',
    "the password: they told that user that same word",
    "lösenord till kontot, som de fick",
    '"page_token": "4f1c7b9e-20d5-4c8a-b3a6-77e0c1d95f43"',
    '"charge_id" innehåller t.ex. 361174099136836 och',
    "kund dansk, order 110762-3976",
    "the key is shown_in_step_4 of the manual",
    "4111111111111111@alfa.example",
    "8501011236@alfa.example, 9006239850@alfa.example",
  ])("%j", async (text) => {
    expect(await found(text)).toEqual([]);
  });
});

test("the name of a message is no address", async () => {
  expect(await foundIn("<20261124080311.5511019968.GA2210@relay.alfa.example>")).toEqual([]);
});
