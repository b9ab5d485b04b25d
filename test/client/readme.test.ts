import { execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { extract } from "tar";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";

const run = promisify(execFile);
const client = fileURLToPath(new URL("../../functions/client", import.meta.url));
const ports = inject("ports");

/** A folder of somebody's own, with the packed client installed in it, and the README's program. */
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "readme-"));
  await install();
  await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  const readme = await readFile(join(client, "README.md"), "utf8");
  const parts = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, part = ""]) => part);
  await writeFile(join(folder, "readme.ts"), here(parts.join("\n")));
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the README's program, with the packed client", () => {
  test("is right by its types, which are not lost on their way into the package", async () => {
    const wrong =
      '\n// @ts-expect-error: there is no such path.\nawait client.GET("/v2/tickets");\n';
    const program = await readFile(join(folder, "readme.ts"), "utf8");
    await writeFile(join(folder, "checked.ts"), program + wrong);

    const { stdout } = await typesChecked("checked.ts");

    expect(stdout).toBe("");
  });

  test("runs, part for part, and hears live what it wrote", async () => {
    const program = spawn(process.execPath, ["readme.ts"], { cwd: folder });
    let said = "";
    for (const stream of [program.stdout, program.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        said += text;
      });
    }

    const heard = (text: string) => expect.poll(() => said).toContain(text);
    try {
      await heard("[ 'Granit Bygg AB', 'Lindqvist Bageri AB', 'Solvik Energi AB' ]\n");
      await heard("400 CONSENT_NOT_GRANTED The customer has not granted access. Ask an admin");
      await heard("Mail to a supplier bounces NEW\n");
      await heard("text/plain 16\n");
      await heard("[ 'It began at 07:40.', 'mail.log' ]\n");
      await heard("P2 Mail to a supplier bounces\n");
    } finally {
      program.kill();
    }
  });
});

/** Packs the client as its README says, and installs it beside the packages that are installed already. */
async function install(): Promise<void> {
  const { stdout } = await run("npm", ["pack", client, "--pack-destination", folder, "--silent"]);
  const own = join(folder, "node_modules/@support-cases/client");
  await mkdir(own, { recursive: true });
  await extract({ file: join(folder, stdout.trim().split("\n").at(-1) ?? ""), cwd: own, strip: 1 });
  const packages = await readdir(join(client, "node_modules"));
  for (const name of packages.filter((each) => !each.startsWith("."))) {
    await symlink(join(client, "node_modules", name), join(folder, "node_modules", name));
  }
}

/** The same at the ports of this stack. */
function here(program: string): string {
  return program
    .replaceAll("127.0.0.1:8080", `127.0.0.1:${ports["FRONT_DOOR_PORT"]}`)
    .replaceAll("127.0.0.1:9099", `127.0.0.1:${ports["AUTH_PORT"]}`)
    .replaceAll('"127.0.0.1", 8181', `"127.0.0.1", ${ports["FIRESTORE_PORT"]}`);
}

/** As a page's own project does it, with another version of TypeScript than ours. */
async function typesChecked(file: string): Promise<{ stdout: string }> {
  const compilerOptions = {
    strict: true,
    noEmit: true,
    target: "es2022",
    module: "esnext",
    moduleResolution: "bundler",
    lib: ["es2022", "dom", "dom.iterable"],
    types: [],
    skipLibCheck: true,
  };
  const project = JSON.stringify({ compilerOptions, files: [file] });
  await writeFile(join(folder, "tsconfig.json"), project);
  const tsc = join(client, "node_modules/typescript/bin/tsc");
  // Where it finds something, it ends with an error and says it.
  return run(process.execPath, [tsc, "-p", folder]).catch((error: unknown) => {
    return error as { stdout: string };
  });
}
