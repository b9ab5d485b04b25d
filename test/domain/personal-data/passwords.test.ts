import { describe, expect, test } from "vitest";
import { foundIn } from "./findings.ts";

describe("a password is found", () => {
  test.each([
    ["password: hunter2!", "hunter2!"],
    ["lösenord är Sommar2024", "Sommar2024"],
    ["Lösenordet: Sommar2024.", "Sommar2024"],
    ["Mitt engångslösenord: 739114", "739114"],
    ["My password is Sommar2024!", "Sommar2024!"],
    ["password changed to Winter#2025 yesterday", "Winter#2025"],
    ["wachtwoord van de scanner is Stroopwafel-7", "Stroopwafel-7"],
    ["the password Welcome123! does not work", "Welcome123!"],
    ['Passwort "blauBeere7"', "blauBeere7"],
    ["lösenord = sten-brott", "sten-brott"],
    ["user anna pass: Sommar2024", "Sommar2024"],
    ["inlogg: anna / Sommar2024", "Sommar2024"],
    ["app password abcd efgh ijkl mnop", "abcd efgh ijkl mnop"],
    ["lösenord för zip-filen: stig-zip-4471", "stig-zip-4471"],
    ['temp pw for the four new Chromebooks is "Long-Horse-Battery", local', "Long-Horse-Battery"],
    ["pw reset: set to Spring-Hill-44, still locked", "Spring-Hill-44"],
    ["VPN user moa / secret Granola-oat-61", "Granola-oat-61"],
    ["The temporary password for all accounts in the lab is Birch-Tree-12", "Birch-Tree-12"],
    ["Lösenordet till gästnätet är Tall-barr-9", "Tall-barr-9"],
    ["lösenordet vi fick från er var Kotte#2026", "Kotte#2026"],
    ["Sommar-2024x is the password", "Sommar-2024x"],
    ["We used Birch-Tree-12 as password", "Birch-Tree-12"],
    ["Kotte#2026 är lösenordet", "Kotte#2026"],
    ["Wi-Fi key: Dock-Truck-17", "Dock-Truck-17"],
    ["SSID Lager-5G / Dock-Truck-17", "Dock-Truck-17"],
    ["konto: svc_sync, pw: Dock-Truck-17", "Dock-Truck-17"],
    ["login anna, password Dock-Truck-17!", "Dock-Truck-17!"],
    ["Username: anna\nPassword: Dock-Truck-17", "Dock-Truck-17"],
    ["**Password:** Dock-Truck-17", "Dock-Truck-17"],
    ["Passwort für den Drucker: Haus-Boot-7", "Haus-Boot-7"],
    ["Passwort lautet „Haus-Boot-7“", "Haus-Boot-7"],
    ["mot de passe du compte : Chat-Noir-7", "Chat-Noir-7"],
    ["la contraseña es Gato-Azul-7", "Gato-Azul-7"],
    ["hasło: Kot-Czarny-7", "Kot-Czarny-7"],
    ["salasana on Kissa-Musta-7", "Kissa-Musta-7"],
    ["adgangskoden til printeren er Kat-Sort-7", "Kat-Sort-7"],
    ["password (temporary): Birch-Tree-12", "Birch-Tree-12"],
    ["password -> Birch-Tree-12", "Birch-Tree-12"],
    ["Passphrase: Birch-Tree-Moss-1", "Birch-Tree-Moss-1"],
    ["> pwd: Birch12tree", "Birch12tree"],
    ['password "long-horse-battery" is refused', "long-horse-battery"],
    ["my pw's Birch-Tree-12, try it", "Birch-Tree-12"],
    ["creds anna:Birch-Tree-12", "Birch-Tree-12"],
    ["The account uses Birch-Tree-12 as its password", "Birch-Tree-12"],
  ])("in a sentence: %s", async (text, value) => {
    expect(await foundIn(text)).toEqual([`PASSWORD ${value}`]);
  });

  test.each([
    ["pwd=S3cret;", "S3cret"],
    ['"password":"hunter2"', "hunter2"],
    ["SMTP_PASSWORD=abc123xyz", "abc123xyz"],
    ["DefaultPassword=fake$Kiosk$12", "fake$Kiosk$12"],
    ["/login?user=x&password=abc123xyz&lang=sv", "abc123xyz"],
    ["postgres://app:s3cr3t@db.example:5432/x", "s3cr3t"],
    ["curl -u anna:Hemligt1 https://x.example", "Hemligt1"],
    ["IDENTIFIED BY 'abc123xyz'", "abc123xyz"],
    ["sshpass -p Hemligt1 ssh x", "Hemligt1"],
    ["net use Z: /user:NORDAN\\svc Hemligt1", "Hemligt1"],
    ['<add key="SmtpPassword" value="hemligt-3" />', "hemligt-3"],
    ["<password>Hemligt1</password>", "Hemligt1"],
    ["  password: 'Hemligt1'", "Hemligt1"],
    ['$password = "Hemligt1"', "Hemligt1"],
    ["export PGPASSWORD=Hemligt1", "Hemligt1"],
    ["docker login -u ci -p Hemligt1 registry.example", "Hemligt1"],
    ["keytool -storepass Hemligt1", "Hemligt1"],
    ["mysql -u root -pHemligt1 db", "Hemligt1"],
    ["machine x.example login anna password Hemligt1", "Hemligt1"],
    ["smbclient //fs/x -U anna%Hemligt1", "Hemligt1"],
    ['ConvertTo-SecureString "Hemligt1" -AsPlainText', "Hemligt1"],
    ["gam create user x password Hemligt1 firstname A", "Hemligt1"],
    ["openssl rsa -passin pass:Hemligt1 -in x.pem", "Hemligt1"],
    ["requirepass Hemligt1!", "Hemligt1!"],
    ["spring.datasource.password=Hemligt1", "Hemligt1"],
  ])("in a setting or a command: %s", async (text, value) => {
    expect(await foundIn(text)).toEqual([`PASSWORD ${value}`]);
  });

  test.each([
    ["user,password,ou\nanna,Birch-Tree-12,/x\nbo,Birch-Tree-13,/x"],
    ["user;lösenord\nanna;Birch-Tree-12\nbo;Birch-Tree-13"],
    ["user\tPwd\nanna\tBirch-Tree-12\nbo\tBirch-Tree-13"],
    ["| user | Password |\n|---|---|\n| anna | Birch-Tree-12 |\n| bo | Birch-Tree-13 |"],
    ['"user","password"\n"anna","Birch-Tree-12"\n"bo","Birch-Tree-13"'],
    ["> user,passwort\n> anna,Birch-Tree-12\n> bo,Birch-Tree-13"],
  ])("in every row of a table: %j", async (text) => {
    expect(await foundIn(text)).toEqual(["PASSWORD Birch-Tree-12", "PASSWORD Birch-Tree-13"]);
  });

  test.each([
    ["among quoted names", '"name","password"\n"Berg, Elin","Birch-Tree-12"'],
    ["right below another table", "a;b\n1;2\nuser,password\nanna,Birch-Tree-12"],
    ["and not below it", "user,password\nanna,Birch-Tree-12\nBest regards,Build-4417-Rc, x"],
  ])("in a table: %s", async (_where, text) => {
    expect(await foundIn(text)).toEqual(["PASSWORD Birch-Tree-12"]);
  });

  test("beside the address of its account", async () => {
    expect(await foundIn("admin anna@alfa.example / Sommar2024")).toEqual([
      "EMAIL_ADDRESS? anna@alfa.example",
      "PASSWORD Sommar2024",
    ]);
  });
});

describe("what stands beside a word for password without being one passes", () => {
  test.each([
    "password: ****",
    "password: reset",
    "password policy 2024",
    "passwordHash: null",
    'password_hash: "$2b$10$abcdefghijkl"',
    "password is expired",
    "lösenordet är fel",
    "password expires in 90 days",
    "password: 8-16 characters",
    "Password: [removed]",
    "password=${DB_PASSWORD}",
    "password: process.env.PW1",
    "pwd=/home/anna1",
    "Password last set: 2026-11-23",
    "password: 2026-11-23",
    "postgres://user:password@db.example/x",
    "https://portal.example:8080/x",
    "password: case-sensitive",
    "PASS: test_login2",
    "user agent: Chrome / Windows10",
    "password OAuth2 SHA256",
    "the app password does work with some",
    "forgot password? See https://x.example/1",
    "password: !vault smtp/relay#password",
    "none of these may pass: 06047719570",
    "password: SHA-256",
    "password reset for host: srv-db-4471",
    "password sync for domain: example.org",
    "lösenord för ärende: INC-2026-0417",
    "Password changed on 2026-11-11 13:05 by admin",
    "password was changed at 10:44:12",
    "lösenordet byttes 2026-11-23",
    "password: %DB_PASSWORD%",
    "password: vault:secret/data/x1",
    "user,password\nanna,********\nbo,(hidden)",
    "user;password changed at\nanna;2026-11-12",
    "password length is 12 characters in version 4.2.1",
    "lösenordskrav: minst 12 tecken",
    "We reset the password: user can't sign in on Android14",
    "Password: quella di sempre",
    "the password prompt is shown on Windows11",
    "password manager is Bitwarden2024.1",
    "login / logout events from 10.20.14.37",
    "account 4417 / 2026-11-12T07:31:09Z",
    "password to be sent by SMS to x1",
    "enter the password in Field2 of Form3",
    "all 14 tests pass: build-4417 is green",
    "the password for ticket 20260918-0092 was reset",
    "user;password\nanna;not set since rc1",
    "Build-4417-b is the password manager we use",
    "INC-2026-0417 is a password reset",
    "I sent him the new password, please\nBuild-4417-Rc, is out",
  ])("%s", async (text) => {
    expect((await foundIn(text)).filter((found) => !found.includes("?"))).toEqual([]);
  });
});
