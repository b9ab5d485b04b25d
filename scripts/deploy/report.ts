import type { Planned } from "../../infra/preview.ts";
import { typed } from "./command.ts";
import { type Finding, findingsInWords } from "./finding.ts";
import { alwaysOn, graphInWords } from "./graph.ts";
import { deployCommand, type Options } from "./options.ts";
import { commitOf } from "./release.ts";
import { type Chosen, exampleFile, settingsFile } from "./settings.ts";
import type { Staged } from "./stage.ts";
import type { Step } from "./steps.ts";

/** What is done, and of a rollback, what it leaves as it is. */
export function heading(release: string, options: Options): string {
  const { project, dryRun, rollback } = options;
  const what = rollback
    ? `Rollback of ${project} to ${release}`
    : `Deployment of ${release} to ${project}`;
  const first = dryRun ? `${what}: a dry run, which changes nothing` : what;
  return rollback ? `${first}\n\n${rulesStay(release, options)}` : first;
}

function rulesStay(release: string, options: Options): string {
  return [
    "Functions alone go back: firestore.rules, indexes and settings stay as this checkout has them.",
    "Should the rules have to go back, too, let the rollback find those of then, and restore the file after it:",
    `     git restore --source=${commitOf(release)} firestore.rules`,
    `     ${deployCommand(options, "--rollback", "--release", release)}`,
    "     git restore firestore.rules",
  ].join("\n");
}

/** The settings, and which of them are examples still. */
export function settingsInWords(chosen: Chosen): string {
  const { settings, examples } = chosen;
  const lines = Object.entries(settings).map(([name, value]) => {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return `  ${name.padEnd(22)} ${text}${examples.includes(name) ? "   (an example)" : ""}`;
  });
  const file = settingsFile(settings.project);
  const missing = [
    "",
    `Nobody has chosen the examples yet: write them into ${file}, as is right for you, and commit it:`,
    "",
    exampleFile(chosen),
  ];
  return [`Settings (${file})`, ...lines, ...(examples.length > 0 ? missing : [])].join("\n");
}

/** What preflight found, and what it could not ask. */
export function preflightInWords(findings: readonly Finding[], unasked: string): string {
  const verdict = findings.length > 0 ? findingsInWords(findings) : "  Nothing is missing.";
  return ["Preflight", ...(unasked ? [`  ? ${unasked}`] : []), verdict].join("\n");
}

/** The archives of a release, with what identifies them. */
export function archivesInWords(staged: readonly Staged[], folder: string): string {
  const lines = staged.map(({ service, archiveBytes, bytes, sha256 }) =>
    [
      `  ${service.name.padEnd(24)}`,
      mebibytes(archiveBytes),
      `unpacked ${mebibytes(bytes)}`,
      `sha256 ${sha256.slice(0, 16)}`,
    ].join("  "),
  );
  return [`Archives of the functions (${folder})`, ...lines].join("\n");
}

/** Everything that would be in the project. */
export function resourcesInWords(graph: readonly Planned[]): string {
  return [
    `In the project there would be ${graph.length} resources. Paid for around the clock:`,
    ...alwaysOn(graph).map((line) => `  ${line}`),
    "Whatever is there already and is as it should be stays untouched.",
    "",
    graphInWords(graph),
  ].join("\n");
}

/** The steps with their commands, to be read or to be typed. */
export function stepsInWords(steps: readonly Step[]): string {
  return steps.map((step, index) => stepInWords(step, index + 1)).join("\n\n");
}

export function stepInWords({ title, why, commands, stop }: Step, number: number): string {
  const lines = commands.map(({ program, args }) => indented(typed(program, args)));
  const until = stop ? [`   ${stop.until}`, ...stop.fix.map(indented)] : [];
  return [`${number}. ${title}`, `   ${why}`, ...lines, ...until].join("\n");
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, "     ");
}

function mebibytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1).padStart(5)} MiB`;
}
