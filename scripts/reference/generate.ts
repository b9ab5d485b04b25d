import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { generatedFiles } from "./documents.ts";

// With --check nothing is written: what differs is named, and the exit code is 1.
const checking = process.argv.includes("--check");

// Foreseen of a fresh clone, to which the place in our code says nothing.
const generator = new URL(
  "../../functions/client/node_modules/openapi-typescript/",
  import.meta.url,
);
if (!existsSync(generator)) {
  console.error("The client's packages are not installed: npm run packages");
  process.exit(2);
}

for (const [path, content] of await generatedFiles()) {
  const file = new URL(`../../${path}`, import.meta.url);
  const present = await readFile(file, "utf8").catch(() => "");
  if (present === content) continue;
  if (checking) {
    console.error(`${path} is not up to date: run node scripts/reference/generate.ts`);
    process.exitCode = 1;
  } else {
    await mkdir(dirname(file.pathname), { recursive: true });
    await writeFile(file, content);
    console.log(`${path} has been written.`);
  }
}
