import { localDetector } from "#adapters/personal-data/local-detector.ts";
import { PersonalDataKind } from "#domain/personal-data.ts";
import { type CorpusText, type Half, readHalf } from "../../test/corpus/read-corpus.ts";
import {
  type Place,
  precision,
  recall,
  type Score,
  scoreOfHigh,
  scoreOfKind,
} from "../../test/corpus/score.ts";
import { quantile } from "./distribution.ts";

const [precisionMin, recallMin, medianMsMax] = [0.99, 0.95, 10];
const [sampleLength, warmUp, runs] = [20_000, 20, 50];
const detector = localDetector();

process.exitCode = (await run()) ? 0 : 1;

/** True where both halves and the speed meet their figures. */
async function run(): Promise<boolean> {
  const tuning = await judged("tuning");
  // What was missed in this half is not for the eyes of whoever tunes the detector.
  const heldOut = await judged("held-out", process.argv.includes("--held-out"));
  const fast = await fastEnough([...tuning.texts, ...heldOut.texts]);
  return tuning.good && heldOut.good && fast;
}

async function judged(half: Half, listed = true): Promise<{ texts: CorpusText[]; good: boolean }> {
  const texts = readHalf(half);
  const findings = await detector.detect(texts.map(({ text }) => text));
  const scores = PersonalDataKind.options.map(
    (kind) => [kind, scoreOfKind(texts, findings, kind)] as const,
  );
  const high = scoreOfHigh(texts, findings);
  console.log(`\n${half}: ${texts.length} texts`);
  console.log(
    `${"".padEnd(16)}${["labelled", "found", "precision", "recall"].map((name) => name.padStart(10)).join("")}`,
  );
  for (const [name, score] of [...scores, ["HIGH together", high] as const])
    console.log(row(name, score));
  if (listed) {
    const all = [high, ...scores.map(([, score]) => score)];
    list(
      "missed",
      all.flatMap(({ missed }) => missed),
    );
    list(
      "found wrongly",
      all.flatMap(({ wrong }) => wrong),
    );
  }
  return { texts, good: precision(high) >= precisionMin && recall(high) >= recallMin };
}

function row(name: string, score: Score): string {
  const figures = [
    String(score.labelled),
    String(score.found),
    precision(score).toFixed(3),
    recall(score).toFixed(3),
  ];
  return `${name.padEnd(16)}${figures.map((figure) => figure.padStart(10)).join("")}`;
}

/** Places alone: what stands there would end up in a terminal's history. */
function list(title: string, places: readonly Place[]) {
  const lines = new Set(places.map(({ id, kind, start, end }) => `${id} ${kind} ${start}-${end}`));
  console.log(`${title}: ${lines.size}`);
  for (const line of lines) console.log(`  ${line}`);
}

/** Measures every stretch of the corpus, and digits alone, on which recognisers of numbers have most to do. */
async function fastEnough(texts: readonly CorpusText[]): Promise<boolean> {
  const joined = texts.map(({ text }) => text).join("\n\n");
  const stretches = Array.from({ length: Math.floor(joined.length / sampleLength) }, (_, at) =>
    joined.slice(at * sampleLength, (at + 1) * sampleLength),
  );
  const ofTexts: number[] = [];
  for (const stretch of stretches) ofTexts.push(await medianMs(stretch));
  const ofDigits = await medianMs(digits(sampleLength));
  console.log(
    `\n${sampleLength} characters, median of ${runs} runs: corpus ${Math.max(...ofTexts).toFixed(2)} ms (the slowest of ${stretches.length} stretches), digits ${ofDigits.toFixed(2)} ms`,
  );
  return Math.max(...ofTexts, ofDigits) < medianMsMax;
}

async function medianMs(text: string): Promise<number> {
  const samples: number[] = [];
  for (let count = 0; count < warmUp + runs; count += 1) {
    const startedAt = performance.now();
    await detector.detect([text]);
    if (count >= warmUp) samples.push(performance.now() - startedAt);
  }
  return quantile(samples, 0.5);
}

/** Digits without a period, the same in every run. */
function digits(length: number): string {
  let state = 1;
  return Array.from({ length }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return state % 10;
  }).join("");
}
