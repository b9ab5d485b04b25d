import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { discoveryOf } from "#functions/discovery.ts";
import { openApiOf } from "#functions/openapi.ts";
import { reasons } from "#functions/reference/error-schemas.ts";
import { examples } from "#functions/reference/examples/examples.ts";
import { routes } from "#functions/routes.ts";

/** What is made of the route table and kept in the repository, by the path of each file. */
export async function generatedFiles(): Promise<Map<string, string>> {
  const openApi = JSON.stringify(openApiOf(routes, examples));
  const discovery = JSON.stringify({
    v2: discoveryOf(routes, "v2"),
    v2beta: discoveryOf(routes, "v2beta"),
  });
  const unformatted: [path: string, content: string][] = [
    ["functions/reference/openapi.json", openApi],
    ["functions/reference/discovery.json", discovery],
    ["functions/client/schema.d.ts", await typesOf(openApi)],
    ["functions/client/given-reasons.ts", givenReasons],
  ];
  const files = unformatted.map(async ([path, content]) => {
    return [path, await formatted(path, content)] as const;
  });
  return new Map(await Promise.all(files));
}

/** What the types say of reasons, for the client to look up while it runs. */
const givenReasons = `/** Every reason that the service gave when this was generated. */
export const givenReasons = ${JSON.stringify(reasons)} as const;
`;

// A default of the service is what a caller need not send; what it alone sets, a caller does not send at all.
const flags = ["--default-non-nullable=false", "--read-write-markers"];

/** The types of the client, by a generator that lies in the client's own package. */
async function typesOf(openApi: string): Promise<string> {
  const generator = fileOf("functions/client/node_modules/openapi-typescript/bin/cli.js");
  if (!existsSync(generator)) {
    throw new Error("The client's packages are not installed: npm run packages");
  }
  // Started in the client's folder, where it does not take our linter's settings for its own.
  const types = await outputOf([generator, ...flags], {
    input: openApi,
    folder: "functions/client",
  });
  // One file of thousands of lines, by which no rule of ours is meant.
  return `/* oxlint-disable */\n${types}`;
}

/** As the formatter would have it, so that the check of formats has nothing to say. */
function formatted(path: string, content: string): Promise<string> {
  const biome = fileOf("node_modules/@biomejs/biome/bin/biome");
  return outputOf([biome, "format", "--stdin-file-path", path], { input: content, folder: "." });
}

type Run = { input: string; folder: string };

/** What a script of Node prints for an input. Rejects with what it says where it fails. */
async function outputOf(script: string[], { input, folder }: Run): Promise<string> {
  const child = spawn(process.execPath, script, { cwd: fileOf(folder), stdio: "pipe" });
  child.stdin.end(input);
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  if (code !== 0) throw new Error(`${script.join(" ")} failed:\n${errors}`);
  return output;
}

function fileOf(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}
