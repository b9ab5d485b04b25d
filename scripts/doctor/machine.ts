import { access, readFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { ask } from "../deploy/command.ts";
import { clamdProgram, clamdRemedy } from "../stack/clamd.ts";
import { findJar, type JavaEmulator } from "../stack/jars.ts";
import { findJava } from "../stack/java.ts";
import { fine, looked, toKnow, type Verdict, wrong } from "./verdict.ts";

/** What scripts/reference/generate.ts ends with where the client's packages are missing. */
const exitWithoutPackages = 2;

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether this machine has what the product needs to run and to be worked on. */
export function lookAtMachine(checkout: string): Promise<Verdict[]> {
  return Promise.all([
    looked("Node.js", () => node(checkout)),
    looked("packages", () => packages(checkout, "")),
    looked("further packages", () => furtherPackages(checkout)),
    looked("Java", java),
    looked("Firestore emulator", () => emulator("firestore")),
    looked("Pub/Sub emulator", () => emulator("pubsub")),
    looked("clamd", clamd),
    looked("Chromium", () => chromium(process.env)),
    looked("generated files", () => generated(checkout)),
  ]);
}

async function node(checkout: string): Promise<Verdict> {
  const wanted = (await readFile(join(checkout, ".node-version"), "utf8")).trim().split(".")[0];
  const [major] = process.versions.node.split(".");
  if (Number(major) >= Number(wanted)) return fine("Node.js", process.versions.node);
  return wrong("Node.js", {
    says: `${process.versions.node}, older than ${wanted}`,
    why: "Scripts run on the Node.js that npm installs with the packages: start them by npm run.",
    fix: ["npm ci"],
  });
}

/** Whether what is installed is what the lock file says: by version, package by package. */
export async function packages(checkout: string, folder: string): Promise<Verdict> {
  const part = folder === "" ? "packages" : folder;
  const lock = await lockOf(join(checkout, folder, "package-lock.json"));
  const there = await lockOf(join(checkout, folder, "node_modules", ".package-lock.json"));
  const command = folder === "" ? "npm ci" : "npm run packages";
  if (there.size === 0) {
    return wrong(part, {
      says: "not installed",
      why: "Nothing runs without them.",
      fix: [command],
    });
  }
  // What the lock file has for other systems is not installed on this one.
  const others = [...there].filter(([path, version]) => lock.get(path) !== version);
  if (others.length === 0) return fine(part, `${there.size} as package-lock.json has them`);
  return wrong(part, {
    says: `${others.length} are not as package-lock.json has them, such as ${others[0]?.[0]}`,
    why: "The checkout has moved on since they were installed.",
    fix: [command],
  });
}

async function lockOf(file: string): Promise<Map<string, string>> {
  const text = await readFile(file, "utf8").catch(() => "{}");
  const { packages = {} }: { packages?: Record<string, { version?: string }> } = JSON.parse(text);
  const entries = Object.entries(packages).filter(([path]) => path !== "");
  return new Map(entries.map(([path, { version = "" }]) => [path, version]));
}

async function furtherPackages(checkout: string): Promise<Verdict> {
  const folders = ["functions/client", "infra", "test/googleapis"];
  const verdicts = await Promise.all(folders.map((folder) => packages(checkout, folder)));
  const ill = verdicts.filter((verdict) => !verdict.fine);
  if (ill.length === 0) return fine("further packages", folders.join(", "));
  return toKnow("further packages", {
    says: `not up to date in ${ill.map(({ part }) => part).join(", ")}`,
    why: "The typed client, deployments and some tests need them; npm test and npm run deploy install them.",
    fix: ["npm run packages"],
  });
}

async function java(): Promise<Verdict> {
  const { command, major } = await findJava();
  return fine("Java", `${major} (${command})`);
}

async function emulator(name: JavaEmulator): Promise<Verdict> {
  const part = name === "firestore" ? "Firestore emulator" : "Pub/Sub emulator";
  const jar = await findJar(name);
  if (jar !== undefined) return fine(part, jar);
  return toKnow(part, {
    says: "not on this machine",
    why: "npm start downloads it, once, which takes a minute.",
    fix: [`npx firebase setup:emulators:${name}`],
  });
}

async function clamd(): Promise<Verdict> {
  const program = await clamdProgram();
  if (program !== undefined) return fine("clamd", program);
  return toKnow("clamd", {
    says: "not installed",
    why: "Attachments are not scanned for malware here, and say so; its tests are not run.",
    fix: [clamdRemedy],
  });
}

async function chromium({ CHROMIUM, PATH = "" }: Environment): Promise<Verdict> {
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const candidates = PATH.split(delimiter).flatMap((folder) =>
    names.map((name) => join(folder, name)),
  );
  for (const program of CHROMIUM === undefined ? candidates : [CHROMIUM]) {
    const found = await access(program).then(
      () => true,
      () => false,
    );
    if (found) return fine("Chromium", program);
  }
  return toKnow("Chromium", {
    says: "not installed",
    why: "The tests of pages are not run here; all else works.",
    fix: ["apt-get install chromium"],
  });
}

/** Whether what is generated is up to date, which cannot be told without the client's packages. */
export async function generated(checkout: string): Promise<Verdict> {
  const script = join(checkout, "scripts", "reference", "generate.ts");
  const { code, stderr } = await ask(process.execPath, [script, "--check"], { cwd: checkout });
  if (code === 0) return fine("generated files", "as the route table makes them");
  if (code === exitWithoutPackages) {
    return toKnow("generated files", {
      says: "not looked at",
      why: "That takes the packages of the typed client, which are not installed.",
      fix: ["npm run packages"],
    });
  }
  return wrong("generated files", {
    says: messageOf(stderr) || "they could not be made",
    why: "The API reference and the typed client would tell of another API than the one that answers.",
    fix: ["npm run generate"],
  });
}

/** Of an error that nobody caught, Node.js prints the place first, and then what it says. */
function messageOf(stderr: string): string | undefined {
  const lines = stderr.trim().split("\n");
  return /^\w*Error: (.+)$/m.exec(stderr)?.[1] ?? lines[0];
}
