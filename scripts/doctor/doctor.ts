import { parseArgs } from "node:util";
import { checkout } from "../deploy/bundle.ts";
import { ask } from "../deploy/command.ts";
import { chosenSettings } from "../deploy/settings.ts";
import { answerMs, lookAtDeployment } from "./deployed.ts";
import { lookAtStack } from "./local-stack.ts";
import { lookAtMachine } from "./machine.ts";
import { lookAtProject } from "./project.ts";
import { inWords, isIll, type Verdict } from "./verdict.ts";

const usage = `
npm run doctor                                      looks at this machine, and at the stack that runs on it
npm run doctor -- --url URL [--project PROJECT]     looks at a deployment, and into its project
`;

/** Tells what is wrong with an installation, why it matters and what mends it; ends with 1 if something does not work. */
async function main(): Promise<void> {
  const { url, project } = options();
  const groups: [string, readonly Verdict[]][] = [];
  const show = (title: string, verdicts: readonly Verdict[]) => {
    groups.push([title, verdicts]);
    console.log(`${inWords(title, verdicts)}\n`);
  };
  if (url === undefined) {
    show("This machine", await lookAtMachine(checkout));
    show("The local stack", await lookAtStack());
  } else {
    show(url, await lookAtDeployment(url, { origins: await originsOf(project) }));
    if (project !== undefined) show(`Project ${project}`, await inside(project));
  }
  const ill = isIll(groups.flatMap(([, verdicts]) => verdicts));
  console.log(
    ill ? "Something does not work: mend what is marked ✗." : "Everything that matters works.",
  );
  process.exitCode = ill ? 1 : 0;
}

function options(): { url?: string; project?: string } {
  try {
    const { values } = parseArgs({
      options: { url: { type: "string" }, project: { type: "string" } },
    });
    if (values.url !== undefined && !URL.canParse(values.url))
      throw new Error("--url takes an address.");
    if (values.project !== undefined && values.url === undefined)
      throw new Error("--project goes with --url.");
    return values;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    process.exit(1);
  }
}

/** The pages that the settings let in; of a deployment whose settings are not here, none is known. */
async function originsOf(project: string | undefined): Promise<readonly string[]> {
  if (project === undefined) return [];
  const { settings } = await chosenSettings({ project, region: undefined });
  return settings.corsOrigins;
}

async function inside(project: string): Promise<Verdict[]> {
  const { subscriptions } = await import("#functions/subscriptions.ts");
  const asking = { project, ask, read, now: Date.now() };
  return lookAtProject(
    asking,
    subscriptions.map(({ name }) => name),
  );
}

async function read(url: string, token: string): Promise<unknown> {
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(answerMs),
  });
  if (!response.ok) throw new Error(`Google answered ${response.status}.`);
  return response.json();
}

await main();
