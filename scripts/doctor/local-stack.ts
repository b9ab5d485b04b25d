import { setTimeout as pause } from "node:timers/promises";
import { demoPassword } from "../demo/people.ts";
import { signIn } from "../stack/accounts.ts";
import { listenerOf } from "../stack/port-owner.ts";
import { freePort, stackPorts } from "../stack/ports.ts";
import { portsFromEnvironment, type StackPorts } from "../stack/stack.ts";
import { fine, looked, toKnow, type Verdict, wrong } from "./verdict.ts";

const account = "anna@alfa-partner.example";
const mailSeconds = 20;

type Part = keyof typeof stackPorts;

/** Whether the local stack's ports are free; or, where the stack runs, whether all of it works. */
export async function lookAtStack(ports = portsFromEnvironment()): Promise<Verdict[]> {
  if (await isServed(ports.frontDoor)) return lookAtRunning(ports);
  const parts = Object.keys(stackPorts) as Part[];
  return Promise.all(parts.map((part) => freedom(part, ports)));
}

async function isServed(port: number): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${port}/health`).catch(() => undefined);
  const body: unknown = await response?.json().catch(() => undefined);
  return typeof body === "object" && body !== null && "status" in body;
}

async function freedom(part: Part, ports: StackPorts): Promise<Verdict> {
  const { name, variable } = stackPorts[part];
  const port = ports[part];
  const title = `port ${port}`;
  const owner = await listenerOf(port);
  const free = owner === undefined && !(await takes(port));
  if (free) return fine(title, `free for ${name}`);
  return wrong(title, {
    says: owner
      ? `taken by \`${owner.command}\` (process ${owner.pid})`
      : "taken by another program",
    why: `${name} wants it, so npm start would end at once. Stop that, or choose another port:`,
    fix: [`${variable}=${await freePort()} npm start`],
  });
}

async function takes(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/`).then(
    () => true,
    (error: unknown) =>
      !String(error instanceof Error ? error.cause : error).includes("ECONNREFUSED"),
  );
}

async function lookAtRunning(ports: StackPorts): Promise<Verdict[]> {
  const answering: readonly Part[] = ["firestore", "pubsub", "auth", "objectStore", "inbox"];
  const parts = await Promise.all(answering.map((part) => answers(part, ports[part])));
  const ready = await looked("front door", () => readiness(ports));
  // One after the other, for each needs what the one before proves.
  let token = "";
  const signedIn = await looked("sign-in", async () => {
    token = await signIn(`127.0.0.1:${ports.auth}`, account, demoPassword);
    return fine("sign-in", account);
  });
  if (!signedIn.fine) return [...parts, ready, signedIn];
  const called = await looked("one call", () => customers(ports, token));
  const mailed = await looked("mail", () => mail(ports, token));
  return [...parts, ready, signedIn, called, mailed];
}

async function answers(part: Part, port: number): Promise<Verdict> {
  const name = stackPorts[part].name.replace(/^The /, "");
  if (await takes(port)) return fine(name, `127.0.0.1:${port}`);
  return wrong(name, {
    says: `nothing answers on 127.0.0.1:${port}`,
    why: "The front door runs, and a part that it needs does not.",
    fix: ["Ctrl-C where the stack runs, then npm start"],
  });
}

async function readiness({ frontDoor }: StackPorts): Promise<Verdict> {
  const response = await fetch(`http://127.0.0.1:${frontDoor}/ready`);
  const text = await response.text();
  if (response.ok) return fine("front door", `http://127.0.0.1:${frontDoor}`);
  return wrong("front door", {
    says: `it is not ready: ${text}`,
    why: "It refuses calls until what is named there answers.",
    fix: ["Ctrl-C where the stack runs, then npm start"],
  });
}

async function customers({ frontDoor }: StackPorts, token: string): Promise<Verdict> {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`http://127.0.0.1:${frontDoor}/v2/customers`, { headers });
  const text = await response.text();
  if (response.ok && text.includes("Lindqvist")) return fine("one call", "GET /v2/customers");
  return wrong("one call", {
    says: `GET /v2/customers answered ${response.status}: ${text.slice(0, 200)}`,
    why: `${account} sees customer 1001 in the demo data.`,
    fix: ["Ctrl-C where the stack runs, then npm start, which loads the demo data anew"],
  });
}

/** Opens a case, which mails its follower, and closes it: commit, Pub/Sub, function, SMTP and inbox in one. */
async function mail({ frontDoor, inbox }: StackPorts, token: string): Promise<Verdict> {
  const follower = `doctor-${Date.now()}@lindqvist.example`;
  const send = async (path: string, body: object): Promise<{ name?: string }> => {
    const response = await fetch(`http://127.0.0.1:${frontDoor}/v2/${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`POST /v2/${path} answered ${response.status}`);
    return (await response.json()) as { name?: string };
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
  const arrived = await arrives(`http://127.0.0.1:${inbox}/api/messages?to=${follower}`);
  await send(`${name}:close`, {});
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  if (arrived)
    return fine("mail", `arrived after ${seconds} s (${name} was opened for it, and closed)`);
  return toKnow("mail", {
    says: `none within ${mailSeconds} s`,
    why: "Case and event are stored: Pub/Sub, the mailing function or the mail server holds it. The tick tries again each minute.",
    fix: ["look for operation mailFollowers where the stack runs"],
  });
}

async function arrives(url: string): Promise<boolean> {
  for (let waited = 0; waited < mailSeconds * 10; waited += 1) {
    const response = await fetch(url);
    const { messages } = (await response.json()) as { messages: unknown[] };
    if (messages.length > 0) return true;
    await pause(100);
  }
  return false;
}
