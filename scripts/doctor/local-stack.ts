import { clamdProgram } from "../stack/clamd.ts";
import { listenerOf, stackHolding } from "../stack/port-owner.ts";
import { freePort, stackPorts } from "../stack/ports.ts";
import { partsHere, portsFromEnvironment, type StackPorts } from "../stack/stack.ts";
import { knock, knockByHttp, type Reply } from "./knock.ts";
import { lookAtCalls, type Running } from "./local-calls.ts";
import { fine, looked, toKnow, type Verdict, wrong } from "./verdict.ts";

type Part = keyof typeof stackPorts;

const answerSeconds = 5;
const parts = Object.keys(stackPorts) as Part[];
const restart = "Ctrl-C where the stack runs, then npm start";

/**
 * Whether the local stack's ports are free; or, where the stack runs, whether all of it works. A part
 * that is silent for so many seconds is told of as such.
 */
export async function lookAtStack(
  ports: StackPorts = portsFromEnvironment(),
  seconds: number = answerSeconds,
): Promise<Verdict[]> {
  if (await runs(ports.frontDoor, seconds)) return lookAtRunning({ ports, seconds });
  const holders = await Promise.all(parts.map((part) => stackHolding(ports[part])));
  // What CLAMD names and cannot be run is told of elsewhere.
  const wanted = await partsHere().catch(() => parts);
  const others = wanted.filter((part) => holders[parts.indexOf(part)] === undefined);
  const free = await Promise.all(others.map((part) => freedom(part, ports, seconds)));
  const pid = holders.find((holder) => holder !== undefined);
  return [pid === undefined ? noStack : elsewhere(pid, others), ...free];
}

/** One that stands still runs as well: of its front door nothing is heard, but whose it is can be told. */
async function runs(frontDoor: number, seconds: number): Promise<boolean> {
  if ((await stackHolding(frontDoor)) !== undefined) return true;
  const signal = AbortSignal.timeout(seconds * 1_000);
  const asked = fetch(`http://127.0.0.1:${frontDoor}/health`, { signal });
  const body: unknown = await asked.then((response) => response.json()).catch(() => undefined);
  return typeof body === "object" && body !== null && "status" in body;
}

const noStack = toKnow("stack", {
  says: "none runs on these ports",
  why: "Only whether its ports are free was looked at.",
  fix: ["npm start"],
});

/** The ports that a stack does not hold are those that it was given others for. */
function elsewhere(pid: number, changed: readonly Part[]): Verdict {
  const variables = changed.map((part) => `${stackPorts[part].variable}=…`);
  return toKnow("stack", {
    says: `one seems to run with other ports, or is starting (process ${pid})`,
    why: "Doctor needs the variables that it was started with:",
    fix: [`${variables.join(" ")} npm run doctor`],
  });
}

async function freedom(part: Part, ports: StackPorts, seconds: number): Promise<Verdict> {
  const { name, variable } = stackPorts[part];
  const port = ports[part];
  const title = `port ${port}`;
  const owner = await listenerOf(port);
  const free = owner === undefined && (await knockByHttp(port, seconds)) === "nobody";
  if (free) return fine(title, `free for ${name}`);
  return wrong(title, {
    says: owner
      ? `taken by \`${owner.command}\` (process ${owner.pid})`
      : "taken by another program",
    why: `${name} wants it, so npm start would end at once. Stop that, or choose another port:`,
    fix: [`${variable}=${await freePort()} npm start`],
  });
}

async function lookAtRunning(running: Running): Promise<Verdict[]> {
  const speaking = ["firestore", "pubsub", "auth", "objectStore", "smtp", "inbox"] as const;
  const verdicts = await Promise.all([
    ...speaking.map((part) => answers(part, running)),
    looked(titleOf("clamd"), () => scanner(running)),
  ]);
  return [...verdicts, ...(await lookAtCalls(running))];
}

async function answers(part: Part, running: Running): Promise<Verdict> {
  return heard(part, running, await reply(part, running));
}

/** The malware scanner is a part of the stack only where it was found when that started. */
async function scanner(running: Running): Promise<Verdict> {
  const replied = await reply("clamd", running);
  if (replied !== "nobody") return heard("clamd", running, replied);
  const installed = (await clamdProgram()) !== undefined;
  return toKnow(titleOf("clamd"), {
    says: `nothing answers on 127.0.0.1:${running.ports.clamd}`,
    why: "The stack was started without clamd, and scans no attachments; or doctor needs the CLAMD_PORT that it has.",
    fix: installed ? [restart] : [],
  });
}

function reply(part: Part, { ports, seconds }: Running): Promise<Reply> {
  const port = ports[part];
  if (part === "clamd") return knock({ port, seconds, says: "zPING\0", expects: "PONG\0" });
  if (part === "smtp") return knock({ port, seconds, says: "", expects: "220 " });
  return knockByHttp(port, seconds);
}

function heard(part: Part, { ports, seconds }: Running, replied: Reply): Verdict {
  const title = titleOf(part);
  const { variable } = stackPorts[part];
  const host = `127.0.0.1:${ports[part]}`;
  switch (replied) {
    case "as expected":
      return fine(title, host);
    case "silent":
      return wrong(title, {
        says: `${host} does not answer within ${seconds} s`,
        why: "It runs and stands still, or has too much to do.",
        fix: [restart],
      });
    case "nobody":
      return wrong(title, {
        says: `nothing answers on ${host}`,
        why: `The front door runs, and a part that it needs does not; or doctor needs the ${variable} that the stack has.`,
        fix: [restart],
      });
    case "otherwise":
      return wrong(title, {
        says: `${host} answers as another program`,
        why: "The front door runs, and a part that it needs does not.",
        fix: [restart],
      });
  }
}

function titleOf(part: Part): string {
  return stackPorts[part].name.replace(/^The /, "");
}
