import { createServer } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seedAccounts } from "../../scripts/stack/accounts.ts";
import { startAuth } from "../../scripts/stack/emulators.ts";
import { freePort } from "../../scripts/stack/ports.ts";
import { type Browser, browserRuns, startBrowser, type Tab } from "../support/browser.ts";
import { projectId, resetData, startServer } from "../support/server.ts";

const startSeconds = 180;
const patienceMs = 120_000;

type Part = { stop(): Promise<void> };

let parts: Part[] = [];
let browser: Browser;
let url: string;
let authHost: string;

describe.skipIf(!browserRuns)("the API reference in a browser", { timeout: patienceMs }, () => {
  beforeAll(async () => {
    const auth = await startAuth({ port: await freePort(), projectId });
    parts = [auth];
    authHost = auth.host;
    process.env["FIREBASE_AUTH_EMULATOR_HOST"] = authHost;
    const server = await startServer();
    parts.push(server);
    await resetData();
    await seedAccounts(authHost, projectId, [
      account("anna@alfa-partner.example"),
      account("aino@support.example"),
    ]);
    browser = await startBrowser();
    parts.push(browser);
    url = server.url;
  }, startSeconds * 1_000);

  afterAll(() => Promise.all(parts.map((part) => part.stop())));

  test("shows every operation without an error, and asks nobody but its own server", async () => {
    const page = await opened();

    const shown = await page.evaluate(`document.querySelectorAll(".opblock").length`);

    expect(shown).toBeGreaterThan(50);
    expect(page.errors).toEqual([]);
    expect(originsIn(page)).toEqual([url]);
  });

  test("signs a demo account in, says so, and tries a call as that account", async () => {
    const page = await opened();

    await signIn(page, "anna@alfa-partner.example");
    const answer = await tried(page, "getCase");

    expect(await textOf(page, "#sign-in .who strong")).toBe("anna@alfa-partner.example");
    expect(answer).toMatch(/^200/);
    expect(answer).toContain('"name": "customers/1001/cases/310000001001"');
    expect(page.errors).toEqual([]);
    expect(originsIn(page)).toEqual([`http://${authHost}`, url].toSorted());
  });

  test("names the demo account of an example where there is a demo", async () => {
    const page = await opened();

    await page.click(`[id$="-getCase"] .opblock-summary-control`);

    await page.waitFor(`document.querySelector('[id$="-getCase"] .opblock-description')`);
    expect(await textOf(page, `[id$="-getCase"] .opblock-description`)).toContain(
      "In the demo, sign in as anna@alfa-partner.example to try the example.",
    );
  });

  test("names no account of an example where the product runs in the cloud", async () => {
    const cloud = await signingInByGoogle();
    parts.push(cloud);
    const page = await opened({ origin: cloud.url });

    await page.click(`[id$="-getCase"] .opblock-summary-control`);

    await page.waitFor(`document.querySelector('[id$="-getCase"] .opblock-description')`);
    expect(await textOf(page, `[id$="-getCase"] .opblock-description`)).not.toContain("demo");
    expect(await textOf(page, "#sign-in")).toContain("Address");
  });

  test("calls as nobody again after signing out", async () => {
    const page = await opened();
    await signIn(page, "anna@alfa-partner.example");

    await page.click("#sign-in button");
    await page.waitFor(`document.querySelector("#sign-in form")`);
    const answer = await tried(page, "getCase");

    expect(answer).toMatch(/^401/);
    expect(answer).toContain('"reason": "UNAUTHENTICATED"');
  });

  test("says that a password was wrong, and signs nobody in", async () => {
    const page = await opened();

    await page.fill("#sign-in [name=password]", "not it");
    await page.click("#sign-in button");
    await page.waitFor(`document.querySelector("#sign-in .said").textContent`);

    expect(await textOf(page, "#sign-in .said")).toBe("Not signed in: INVALID_PASSWORD");
    expect(await page.evaluate(`document.querySelector("#sign-in .who")`)).toBeNull();
  });

  test("opens a case with the example that stands in the form", async () => {
    const page = await opened();
    await signIn(page, "anna@alfa-partner.example");

    const answer = await tried(page, "createCase");

    expect(answer).toMatch(/^200/);
    expect(answer).toContain('"displayName": "Mail to a supplier bounces"');
  });

  test("attaches a file as bytes, and in the two parts of Google's clients", async () => {
    const page = await opened();
    await signIn(page, "anna@alfa-partner.example");

    const plain = await tried(page, "uploadAttachment");
    await page.evaluate(`(() => {
      const select = document.querySelector("${upload} .body-param-content-type select");
      select.value = "multipart/related";
      select.dispatchEvent(new Event("change", { bubbles: true }));
    })()`);
    await page.waitFor(
      `document.querySelector("${upload} textarea").value.includes("--boundary--")`,
    );
    await page.click(`${upload} .execute`);
    const shown = `document.querySelector("${upload} .live-responses-table .response")?.innerText`;
    await page.waitFor(`${shown}?.includes('"sizeBytes": "38"')`);

    expect(plain).toMatch(/^200/);
    expect(plain).toContain('"sizeBytes": "39"');
    expect(await page.evaluate(shown)).toMatch(/^200/);
  });

  test("may open a WebSocket without ending who watches it", async () => {
    const page = await opened();

    const told = await page.evaluate(`new Promise((resolve) => {
      const socket = new WebSocket(location.origin.replace("http", "ws"));
      socket.onopen = socket.onerror = (event) => resolve(event.type);
    })`);

    expect(told).toBe("error");
    expect(originsIn(page)).toEqual([url]);
  });

  test("fits the width of a phone", async () => {
    const page = await opened({ size: { width: 390, height: 844 } });
    await signIn(page, "anna@alfa-partner.example");

    await tried(page, "getCase");

    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
  });
});

/** Selectors in attributes stand without quotes here, for they are put into scripts. */
const upload = "[id$=-uploadAttachment]";

function account(email: string) {
  return { email, displayName: email, password: "demo-password", emailVerified: true };
}

type Opening = { origin?: string; size?: { width: number; height: number } };

/** The page, as soon as operations and form are there. */
async function opened({ origin = url, size }: Opening = {}): Promise<Tab> {
  const page = await browser.open(`${origin}/docs`, size);
  await page.waitFor(`document.querySelectorAll(".opblock").length > 40`, 60);
  await page.waitFor(`document.querySelector("#sign-in form")`);
  return page;
}

/** The server as it is, but that it signs in as in the cloud: by an address and a password of one's own. */
async function signingInByGoogle(): Promise<{ url: string } & Part> {
  const way = createServer((request, response) => {
    if (request.url === "/docs/sign-in") {
      response.end(JSON.stringify({ endpoint: "https://identitytoolkit.googleapis.com/v1/x" }));
      return;
    }
    void fetch(`${url}${request.url}`).then(async (answer) => {
      response.setHeader("Content-Type", answer.headers.get("content-type") ?? "");
      response.end(Buffer.from(await answer.arrayBuffer()));
    });
  });
  const port = await freePort();
  await new Promise<void>((resolve) => way.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        way.close(() => resolve());
        way.closeAllConnections();
      }),
  };
}

async function signIn(page: Tab, email: string): Promise<void> {
  await page.evaluate(`document.querySelector("#sign-in select").value = ${JSON.stringify(email)}`);
  await page.click("#sign-in button");
  await page.waitFor(`document.querySelector("#sign-in .who")`);
}

/** Opens an operation, executes it as it stands in the form, and returns what is shown of the answer. */
async function tried(page: Tab, operationId: string): Promise<string> {
  const block = `[id$="-${operationId}"]`;
  await page.click(`${block} .opblock-summary-control`);
  await page.click(`${block} .execute`);
  const answer = `${block} .live-responses-table tbody .response`;
  await page.waitFor(`document.querySelector('${answer} .highlight-code')`);
  return textOf(page, answer);
}

async function textOf(page: Tab, selector: string): Promise<string> {
  return String(await page.evaluate(`document.querySelector('${selector}').innerText`));
}

function originsIn({ requests }: Tab): string[] {
  const addresses = requests.filter((address) => !address.startsWith("data:"));
  return [...new Set(addresses.map((address) => new URL(address).origin))].toSorted();
}
