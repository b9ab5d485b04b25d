import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { caseIds } from "../../functions/client/client.ts";
import { demoPassword } from "../../scripts/demo/people.ts";
import { type Program, startProgram } from "../../scripts/stack/program.ts";
import { type Browser, browserRuns, startBrowser, type Tab } from "../support/browser.ts";
import { anna, clientOf } from "./support.ts";

const ports = inject("ports");
const address = `http://127.0.0.1:${ports["EXAMPLE_PORT"]}/`;

let page: Program;
let browser: Browser;
let tab: Tab;

describe.runIf(browserRuns)("the example page", () => {
  beforeAll(async () => {
    page = await startProgram({
      name: "The example",
      command: process.execPath,
      args: [fileURLToPath(new URL("../../functions/client/example/serve.ts", import.meta.url))],
      env: { ...process.env, ...ports },
      readyUrl: address,
      readySeconds: 60,
    });
    browser = await startBrowser();
    tab = await browser.open(address);
  });

  afterAll(() => Promise.all([page?.stop(), browser?.stop()]));

  test("says in words why somebody cannot sign in", async () => {
    await tab.waitFor("!document.querySelector('#sign-in').hidden");
    await signIn("wrong-password");

    await tab.waitFor("document.querySelector('#sign-in [role=alert]')");
    expect(await text("#sign-in [role=alert]")).toBe(
      "There is no account with this address and password.",
    );
  });

  test("signs in, and lists customers and the cases of one", async () => {
    await signIn(demoPassword);

    await tab.waitFor("document.querySelector('#cases [data-case]')");
    expect(await text("#who")).toBe(anna);
    expect(await text("#customers")).toBe("Granit Bygg ABLindqvist Bageri ABSolvik Energi AB");
    while (await tab.evaluate("!document.querySelector('#cases .action').hidden")) {
      await tab.click("#cases .action button");
      await tab.waitFor("!document.querySelector('#cases [aria-busy]')");
    }
    expect(await text("#cases")).toContain("Mail to suppliers bounces");
  });

  test("shows the remedy where a case is refused, and keeps what was typed", async () => {
    await tab.click("#open-new-case summary");
    await tab.waitFor("document.querySelector('#topic option')");
    await tab.fill("#title", "A page opened this");
    await tab.fill("#description", "Card 4111 1111 1111 1111 <img src=x onerror=alert(1)>");
    await tab.click("#new-case button");

    await tab.waitFor("document.querySelector('#new-case [role=alert]')");
    expect(await text("#new-case [role=alert]")).toMatch(/description: .*Take it out/s);
    expect(await tab.evaluate("document.querySelector('#title').value")).toBe("A page opened this");
  });

  test("opens a case and shows it, markup being text", async () => {
    await tab.fill("#description", "Late since 07:40. <img src=x onerror=alert(1)>");
    await tab.click("#new-case button");

    await tab.waitFor("document.querySelector('#case h2')?.textContent === 'A page opened this'");
    expect(await text("#case .description")).toBe("Late since 07:40. <img src=x onerror=alert(1)>");
    expect(await tab.evaluate("document.querySelectorAll('img').length")).toBe(0);
  });

  test("stores placeholders in the place of personal data where that is asked for", async () => {
    await tab.click("#open-new-case summary");
    await tab.fill("#title", "A page opened this, too");
    await tab.fill("#description", "Card 4111 1111 1111 1111");
    await tab.click("[name=redact]");
    await tab.click("#new-case button");

    await tab.waitFor("document.querySelector('#case h2')?.textContent.endsWith('too')");
    expect(await text("#case .description")).toBe("Card [PAYMENT_CARD-1]");
  });

  test("shows a comment that was written elsewhere, without being loaded again", async () => {
    const client = await clientOf("moa@lindqvist.example");
    const shown = await tab.evaluate("document.querySelector('[aria-current=true]').dataset.case");
    await tab.evaluate("window.loadedOnce = true");

    await client.POST("/v2/customers/{customer}/cases/{case}/comments", {
      params: { path: caseIds(String(shown)) },
      body: { body: "Written elsewhere." },
    });

    await tab.waitFor(
      "document.querySelector('#feed')?.textContent.includes('Written elsewhere.')",
    );
    expect(await text("#feed li:last-child")).toContain("Moa Lindqvist");
    expect(await tab.evaluate("window.loadedOnce")).toBe(true);
  });

  test("attaches a file, and gives it back", async () => {
    await choose("#file", `new File(["07:40 550 5.7.26\\n"], "mail.log")`);
    await tab.click("#upload-form button");
    await tab.waitFor("document.querySelector('#feed .action button')", 40);
    await tab.evaluate(`(() => {
      const make = URL.createObjectURL;
      URL.createObjectURL = (blob) => { window.saved = blob; return make(blob); };
    })()`);

    await tab.click("#feed .action button");

    await tab.waitFor("window.saved");
    expect(await tab.evaluate("window.saved.text()")).toBe("07:40 550 5.7.26\n");
  });

  test("sends a large file to the file store itself, past the functions", async () => {
    await choose("#file", "new File([new Uint8Array(26 * 1024 * 1024)], 'dump.bin')");
    await tab.click("#upload-form button");

    await tab.waitFor("document.querySelector('#feed').textContent.includes('26.0 MiB')", 50);
    expect(tab.requests).toContainEqual(expect.stringContaining("X-Goog-Signature="));
  });

  test("has a label for every field, and reports no error but the refusals", async () => {
    const unnamed = `[...document.querySelectorAll("input, select, textarea")]
      .filter(({ labels }) => labels.length === 0).length`;

    expect(await tab.evaluate(unnamed)).toBe(0);
    expect(tab.errors.filter((each) => !each.includes("status of 400"))).toEqual([]);
  });

  test("asks nobody but the stack and itself", () => {
    const hosts = new Set(tab.requests.map((url) => new URL(url).hostname));

    expect([...hosts].filter((host) => host !== "")).toEqual(["127.0.0.1"]);
  });
});

async function signIn(password: string): Promise<void> {
  await tab.fill("#email", anna);
  await tab.fill("#password", password);
  await tab.click("#sign-in button");
}

async function text(selector: string): Promise<unknown> {
  return tab.evaluate(`document.querySelector(${JSON.stringify(selector)}).textContent`);
}

/** Chooses a file as a person would: this one, as the page's own language has it. */
async function choose(selector: string, file: string): Promise<void> {
  await tab.evaluate(`(() => {
    const chosen = new DataTransfer();
    chosen.items.add(${file});
    document.querySelector(${JSON.stringify(selector)}).files = chosen.files;
  })()`);
}
