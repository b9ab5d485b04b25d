import { cp, mkdir, mkdtemp, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const checkout = fileURLToPath(new URL("../../", import.meta.url));

/** What a recipe has one do to a file: write it, or put other lines in place of some that stand there once. */
export type Edit = { path: string; from?: string; to: string };

/** The files that a tool generates, a machine keeps for itself, or a copy has no use for. */
const notCopied = new Set([".git", ".local", "node_modules", "dist"]);

/** A copy of the checkout in a folder of its own, which borrows the installed packages. */
export async function copyOfCheckout(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), "recipes-"));
  for (const name of await readdir(checkout)) {
    if (notCopied.has(name)) continue;
    const filter = (source: string) => !notCopied.has(source.split("/").at(-1) ?? "");
    await cp(join(checkout, name), join(copy, name), { recursive: true, filter });
  }
  for (const folder of ["", "functions/client", "infra"]) {
    await symlink(join(checkout, folder, "node_modules"), join(copy, folder, "node_modules"));
  }
  return copy;
}

/**
 * The edits of a recipe, in their order: blocks of `diff`, in which `--- path` begins the lines about a file, and
 * each line behind a `+` that is none itself another place in it; and blocks of `ts` behind a line that ends in
 * "`path`:", which are whole files. Other blocks are for readers.
 */
export function editsOf(recipe: string): Edit[] {
  const block = /(?<before>[^\n]*)\n+(?<indent> *)```(?<kind>diff|ts)\n(?<body>[\s\S]*?)\n *```/g;
  return [...recipe.matchAll(block)].flatMap(({ groups = {} }) => {
    const { before = "", indent = "", kind, body = "" } = groups;
    const lines = body.split("\n").map((line) => line.slice(indent.length));
    if (kind === "diff") return changesOf(lines);
    const path = /`([^`]+)`:$/.exec(before)?.[1];
    return path === undefined ? [] : [{ path, to: lines.join("\n") }];
  });
}

function changesOf(lines: readonly string[]): Edit[] {
  const files = lines.join("\n").split(/^--- /m).slice(1);
  return files.flatMap((file) => {
    const [path = "", ...rest] = file.trimEnd().split("\n");
    const places = rest.join("\n").split(/(?<=^\+.*\n)(?!\+)/m);
    return places.map((place) => ({ path, from: side(place, "+"), to: side(place, "-") }));
  });
}

/** A place as it is before or after, without the lines of the other side and without the marks. */
function side(place: string, other: "+" | "-"): string {
  const lines = place
    .trimEnd()
    .split("\n")
    .filter((line) => !line.startsWith(other));
  return lines.map((line) => line.slice(1)).join("\n");
}

/** Does to a tree what a recipe says. Throws where it does not fit: lines that are not there, or not just once. */
export async function follow(tree: string, edits: readonly Edit[]): Promise<void> {
  for (const { path, from, to } of edits) {
    const file = join(tree, path);
    if (from === undefined) {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, `${to}\n`, { flag: "wx" });
      continue;
    }
    // With the ends of lines, so that no part of a line passes for a whole one.
    const [before = "", ...after] = `\n${await readFile(file, "utf8")}`.split(`\n${from}\n`);
    if (after.length !== 1) throw new Error(`${path} has ${after.length} places such as\n${from}`);
    await writeFile(file, `${before}\n${to}\n${after[0]}`.slice(1));
  }
}
