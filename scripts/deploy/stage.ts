import { createHash } from "node:crypto";
import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { create } from "tar";
import { bundle, checkout, type Package } from "./bundle.ts";
import type { Service } from "./services.ts";

/** A function that is ready to be uploaded. */
export type Staged = {
  service: Service;
  /** The files as they will lie in the container. */
  folder: string;
  archive: string;
  archiveBytes: number;
  /** Of what lies in the folder. */
  bytes: number;
  /** Of the archive, in hexadecimal. */
  sha256: string;
};

/** Where a release is staged unless told otherwise; git knows nothing of it. */
export function stagingFolder(release: string): string {
  return join(checkout, ".local", "deploy", release);
}

// Older than every commit, so that the clock is not in the archive.
const fileTime = new Date("2000-01-01T00:00:00Z");

/**
 * Writes `{service}/` and `{service}.tar.gz` of each function into a folder, over what lies there. Needs
 * nothing but the checkout after `npm ci`. Rejects where a package for Linux is missing on this machine.
 */
export async function stage(services: readonly Service[], into: string): Promise<Staged[]> {
  const staged: Staged[] = [];
  // One after the other: each takes some hundred megabytes for a moment.
  for (const service of services) staged.push(await stageOne(service, into));
  return staged;
}

async function stageOne(service: Service, into: string): Promise<Staged> {
  const { files, packages } = await bundle(service);
  const folder = join(into, service.name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [name, text] of files) await writeFile(join(folder, name), text);
  for (const each of packages) await copyPackage(each, folder);
  const archive = `${folder}.tar.gz`;
  const names = await namesIn(folder);
  const options = { cwd: folder, file: archive, gzip: { level: 9 }, portable: true };
  await create({ ...options, mtime: fileTime, noDirRecurse: true }, names);
  const packed = await readFile(archive);
  const sha256 = createHash("sha256").update(packed).digest("hex");
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  return { service, folder, archive, archiveBytes: packed.length, bytes, sha256 };
}

async function copyPackage({ name, files }: Package, folder: string): Promise<void> {
  const source = join(checkout, "node_modules", name);
  const target = join(folder, "node_modules", name);
  const names = files ?? (await namesIn(source).catch(() => []));
  if (names.length === 0) throw new Error(await whatToInstall(name));
  for (const each of names) {
    await mkdir(dirname(join(target, each)), { recursive: true });
    await cp(join(source, each), join(target, each));
  }
}

/** On another system than Linux, npm has installed the files of that system alone. */
async function whatToInstall(name: string): Promise<string> {
  const { optionalDependencies } = JSON.parse(
    await readFile(join(checkout, "node_modules", "sharp", "package.json"), "utf8"),
  );
  return (
    `${name}, which runs in the cloud, is not installed on this machine. Install it with ` +
    `\`npm install --no-save --force ${name}@${optionalDependencies[name]}\`.`
  );
}

/** The files in a folder and below it, in the order of their names. */
async function namesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();
}
