import { setTimeout as pause } from "node:timers/promises";
import { demoPassword } from "../demo/people.ts";
import { signIn } from "../stack/accounts.ts";
import type { StackPorts } from "../stack/stack.ts";
import { within } from "./knock.ts";
import { fine, looked, toKnow, type Verdict, wrong } from "./verdict.ts";

/** A stack that runs, and how long one answer of it may take. */
export type Running = { ports: StackPorts; seconds: number };

const account = "anna@alfa-partner.example";

/** Whether the stack as a whole does what it is there for: one call, and one mail. */
export async function lookAtCalls(running: Running): Promise<Verdict[]> {
  const ready = await looked("front door", () => readiness(running));
  // One after the other, for each needs what the one before proves.
  let token = "";
  const signedIn = await looked("sign-in", async () => {
    const host = `127.0.0.1:${running.ports.auth}`;
    const { seconds } = running;
    token = await within({ host, seconds }, (signal) =>
      signIn(host, { email: account, password: demoPassword }, signal),
    );
    return fine("sign-in", account);
  });
  if (!signedIn.fine) return [ready, signedIn];
  const called = await looked("one call", () => customers(running, token));
  const mailed = await looked("mail", () => mail(running, token));
  return [ready, signedIn, called, mailed];
}

async function readiness({ ports: { frontDoor }, seconds }: Running): Promise<Verdict> {
  const { ok, text } = await answered(`http://127.0.0.1:${frontDoor}/ready`, {}, seconds);
  if (ok) return fine("front door", `http://127.0.0.1:${frontDoor}`);
  return wrong("front door", {
    says: `it is not ready: ${text}`,
    why: "It refuses calls until what is named there answers.",
    fix: ["Ctrl-C where the stack runs, then npm start"],
  });
}

async function customers(
  { ports: { frontDoor }, seconds }: Running,
  token: string,
): Promise<Verdict> {
  const headers = { authorization: `Bearer ${token}` };
  const url = `http://127.0.0.1:${frontDoor}/v2/customers`;
  const { ok, status, text } = await answered(url, { headers }, seconds);
  if (ok && text.includes("Lindqvist")) return fine("one call", "GET /v2/customers");
  return wrong("one call", {
    says: `GET /v2/customers answered ${status}: ${text.slice(0, 200)}`,
    why: `${account} sees customer 1001 in the demo data.`,
    fix: ["Ctrl-C where the stack runs, then npm start, which loads the demo data anew"],
  });
}

/** Opens a case, which mails its follower, and closes it: commit, Pub/Sub, function, SMTP and inbox in one. */
async function mail({ ports, seconds }: Running, token: string): Promise<Verdict> {
  const follower = `doctor-${Date.now()}@lindqvist.example`;
  const send = async (path: string, body: object): Promise<{ name?: string }> => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const { ok, status, text } = await answered(
      `http://127.0.0.1:${ports.frontDoor}/v2/${path}`,
      { method: "POST", headers, body: JSON.stringify(body) },
      seconds,
    );
    if (!ok) throw new Error(`POST /v2/${path} answered ${status}`);
    return JSON.parse(text) as { name?: string };
  };
  const startedAt = performance.now();
  const { name } = await send("customers/1001/cases", {
    displayName: "Does mail arrive?",
    description: "Opened by npm run doctor, and closed again.",
    classification: { id: "gws-gmail-does-not-load" },
    priority: "P4",
    testCase: true,
    subscriberEmailAddresses: [follower],
  });
  // Four times what one answer may take: twenty seconds, for the mail passes by four programs.
  const mailSeconds = 4 * seconds;
  const messages = `http://127.0.0.1:${ports.inbox}/api/messages?to=${follower}`;
  let arrived: boolean;
  try {
    arrived = await arrives(messages, { seconds, mailSeconds });
  } finally {
    await send(`${name}:close`, {});
  }
  const took = ((performance.now() - startedAt) / 1_000).toFixed(1);
  if (arrived) {
    return fine("mail", `arrived after ${took} s (${name} was opened for it, and closed)`);
  }
  return toKnow("mail", {
    says: `none within ${mailSeconds} s`,
    why: "Case and event are stored: Pub/Sub, the mailing function or the mail server holds it. The tick tries again each minute.",
    fix: ["look for operation mailFollowers where the stack runs"],
  });
}

async function arrives(
  url: string,
  { seconds, mailSeconds }: { seconds: number; mailSeconds: number },
): Promise<boolean> {
  const until = performance.now() + mailSeconds * 1_000;
  while (performance.now() < until) {
    const { text } = await answered(url, {}, seconds);
    const { messages } = JSON.parse(text) as { messages: unknown[] };
    if (messages.length > 0) return true;
    await pause(100);
  }
  return false;
}

/** The whole answer; rejects where it is not there in time. */
function answered(
  url: string,
  init: RequestInit,
  seconds: number,
): Promise<{ ok: boolean; status: number; text: string }> {
  return within({ host: new URL(url).host, seconds }, async (signal) => {
    const response = await fetch(url, { ...init, signal });
    return { ok: response.ok, status: response.status, text: await response.text() };
  });
}
