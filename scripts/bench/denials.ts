import { Agent, request } from "node:http";
import { histograms, kolmogorovSmirnov, onePercentThreshold, quantile } from "./distribution.ts";
import { startBenchStack, unsignedToken } from "./stack.ts";

type Denied = { name: string; method: string; foreign: string; missing: string; body?: object };

/** How long the answers took, in milliseconds; `again` is a second sample of what is missing, as control. */
type Samples = { foreign: number[]; missing: number[]; again: number[] };

const sampleSize = Number(process.env["SAMPLES"] ?? 200);
const warmUp = 60;
const token = unsignedToken("anna@alfa-partner.example");
const newCase = {
  displayName: "Mail is late",
  description: "Mail from outside arrives hours late.",
  classification: { id: "gws-gmail-delivery-bounce" },
  priority: "P2",
};

/** Cases of beta's customer, and one of beta's time with a customer that is alfa's now; beside each one that is not there. */
const [foreign, missing] = [
  "customers/1004/cases/310000004001",
  "customers/1004/cases/310000004999",
];
const denials: Denied[] = [
  get("getCase", foreign, missing),
  get(
    "getCase of another's time",
    "customers/1003/cases/310000003001",
    "customers/1003/cases/310000003999",
  ),
  get("listComments", `${foreign}/comments`, `${missing}/comments`),
  get(
    "downloadAttachment",
    `${foreign}/attachments/a0:download`,
    `${missing}/attachments/a0:download`,
  ),
  { ...get("closeCase", `${foreign}:close`, `${missing}:close`), method: "POST", body: {} },
  {
    ...get("createCase", "customers/1004/cases", "customers/1999/cases"),
    method: "POST",
    body: newCase,
  },
  get("getCustomer", "customers/1004", "customers/1999"),
];

process.exitCode = (await run()) ? 0 : 1;

/** True where nothing was told apart. */
async function run(): Promise<boolean> {
  const stack = await startBenchStack();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  // One line a request would go to the terminal, and take its time.
  const write = process.stdout.write.bind(process.stdout);
  const say = (text: string) => void write(`${text}\n`);
  process.stdout.write = () => true;
  try {
    const told: string[] = [];
    for (const each of denials) {
      if (
        await toldApart(
          each,
          (path) => timed({ ...each, agent, url: `${stack.url}/v2/${path}` }),
          say,
        )
      ) {
        told.push(each.name);
      }
    }
    say(told.length === 0 ? "\nNothing told apart." : `\nTold apart: ${told.join(", ")}.`);
    return told.length === 0;
  } finally {
    process.stdout.write = write;
    agent.destroy();
    await stack.stop();
  }
}

type Timer = (path: string) => Promise<{ ms: number; text: string }>;

/** Measures, and once more with fresh samples where the first ones differ: one pair in a hundred does by chance. */
async function toldApart(of: Denied, timer: Timer, say: (text: string) => void): Promise<boolean> {
  for (const attempt of ["", " (once more, fresh samples, to rule out noise)"]) {
    const samples = await measured(of, timer);
    const threshold = onePercentThreshold(sampleSize, sampleSize);
    const statistic = kolmogorovSmirnov(samples.foreign, samples.missing);
    const control = kolmogorovSmirnov(samples.missing, samples.again);
    say(`\n${of.name}${attempt}`);
    for (const line of table(samples)) say(line);
    const verdict = `KS foreign/missing ${statistic.toFixed(3)}, control missing/missing ${control.toFixed(3)}, 1 % threshold ${threshold.toFixed(3)}`;
    if (control > threshold)
      say(`${verdict}: the control differs too, so this machine is too noisy to tell`);
    else say(`${verdict}: ${statistic > threshold ? "differs" : "alike"}`);
    if (statistic <= threshold || control > threshold) return false;
  }
  return true;
}

/** Samples in random order, so that whatever changes over time is the same for all kinds. Throws where the bytes differ. */
async function measured(of: Denied, timer: Timer): Promise<Samples> {
  const samples: Samples = { foreign: [], missing: [], again: [] };
  const kinds = Object.keys(samples) as (keyof Samples)[];
  const texts = new Set<string>();
  const pathOf = (kind: keyof Samples) => (kind === "foreign" ? of.foreign : of.missing);
  for (let count = 0; count < warmUp; count += 1) {
    texts.add((await timer(pathOf(kinds[count % kinds.length] ?? "foreign"))).text);
  }
  for (const kind of shuffled(
    kinds.flatMap((kind) => Array.from({ length: sampleSize }, () => kind)),
  )) {
    const { ms, text } = await timer(pathOf(kind));
    texts.add(text);
    samples[kind].push(ms);
  }
  if (texts.size !== 1)
    throw new Error(`${of.name} answers in different bytes: ${[...texts].join("\n")}`);
  return samples;
}

function table(samples: Samples): string[] {
  const rows = histograms(samples.foreign, samples.missing, samples.again);
  const kinds = Object.entries(samples) as [keyof Samples, number[]][];
  const head = `${"ms".padEnd(10)}${["min", "p10", "median", "p90", "max"].map((name) => name.padStart(8)).join("")}`;
  const lines = kinds.map(([kind, sample], at) => {
    const figures = [0, 0.1, 0.5, 0.9, 1].map((share) =>
      quantile(sample, share).toFixed(2).padStart(8),
    );
    return `${kind.padEnd(10)}${figures.join("")}  |${rows[at]}|`;
  });
  return [head, ...lines];
}

function shuffled<T>(items: T[]): T[] {
  const left = [...items];
  return items.flatMap(() => left.splice(Math.floor(Math.random() * left.length), 1));
}

type Sent = { method: string; url: string; agent: Agent; body?: object };

/** The whole answer to one request on a connection that stands, from its sending to the last byte. */
function timed({ method, url, agent, body }: Sent): Promise<{ ms: number; text: string }> {
  const sent = body && JSON.stringify(body);
  const headers = {
    Authorization: `Bearer ${token}`,
    ...(sent !== undefined && {
      "Content-Type": "application/json",
      "Content-Length": Buffer.byteLength(sent),
    }),
  };
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const going = request(url, { method, agent, headers }, (coming) => {
      let text = `${coming.statusCode} `;
      coming.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      coming.on("error", reject);
      coming.on("end", () => resolve({ ms: performance.now() - startedAt, text }));
    });
    going.on("error", reject);
    going.end(sent);
  });
}

function get(name: string, foreign: string, missing: string): Denied {
  return { name, method: "GET", foreign, missing };
}
