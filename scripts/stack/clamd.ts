import { constants } from "node:fs";
import { access, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { requireFreePort, stackPorts } from "./ports.ts";
import { startProgram } from "./program.ts";

/** A malware scanner that is ready: its address as `host:port`, and its end. */
export type Clamd = {
  address: string;
  pid: number;
  stop(): Promise<void>;
  /** Resolves with how it ended and what it said last, so that a stack can notice a crash. */
  ended: Promise<string>;
};

type Environment = Readonly<Record<string, string | undefined>>;

/** Where Debian puts it, which is on the PATH of root alone. */
const usualFolders = ["/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin"];

// freshclam's whole database takes a minute to load; the local one takes none.
const readySeconds = 180;

/** Files of the product have at most 1 GiB; clamd can look at no more than 2 GiB less one byte. */
const fileMegabytesMax = 1_024;

/** MD5 and length of the EICAR test file, which is no malware, and which every scanner finds. */
const eicarSignature = "44d88612fea8a8f36de82e1278abb02f:68:Local.Eicar.Test\n";

/**
 * The clamd program: what CLAMD names, else the first on the PATH or where packages put it; undefined
 * where there is none, or CLAMD is empty. Rejects where CLAMD names what cannot be run.
 */
export async function clamdProgram(
  environment: Environment = process.env,
  usual: readonly string[] = usualFolders,
): Promise<string | undefined> {
  const named = environment["CLAMD"];
  if (named === "") return undefined;
  if (named !== undefined) {
    if (await runs(named)) return named;
    throw new Error(`CLAMD names ${named}, which is no program that can be run here.`);
  }
  const onPath = (environment["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  for (const folder of [...onPath, ...usual]) {
    const program = join(folder, "clamd");
    if (await runs(program)) return program;
  }
  return undefined;
}

/**
 * Starts clamd on 127.0.0.1 as the user that runs this, with its files in `folder`: for Debian's
 * AppArmor profile that is one below /tmp. It knows the EICAR test file alone, unless CLAMD_DATABASE
 * names a database that freshclam fills. Files larger than `megabytesMax` it does not look at, and says so.
 *
 * Rejects when the port is taken, when there is no clamd, or with what the program said.
 */
export async function startClamd(options: {
  port: number;
  folder: string;
  megabytesMax?: number;
}): Promise<Clamd> {
  const { port, folder, megabytesMax = fileMegabytesMax } = options;
  const { name, variable } = stackPorts.clamd;
  const command = await clamdProgram();
  if (command === undefined) throw new Error(`${name} is missing: ${clamdRemedy}`);
  await requireFreePort(name, port, variable);
  const database = process.env["CLAMD_DATABASE"] ?? (await localDatabase(folder));
  const temporary = join(folder, "streams");
  await mkdir(temporary, { recursive: true });
  const configuration = join(folder, "clamd.conf");
  await writeFile(configuration, lines({ port, database, temporary, megabytesMax }));
  const address = `127.0.0.1:${port}`;
  const program = await startProgram({
    name,
    command,
    args: ["--config-file", configuration],
    readyUrl: `tcp://${address}`,
    readySeconds,
  });
  return { address, ...program };
}

/** Starts clamd in a folder of its own, which goes with it; resolves to nothing where there is no clamd. */
export async function startClamdIfFound(port: number): Promise<Clamd | undefined> {
  if ((await clamdProgram()) === undefined) return undefined;
  const folder = await mkdtemp(join(tmpdir(), "clamd-"));
  const removeFolder = () => rm(folder, { recursive: true, force: true });
  try {
    const clamd = await startClamd({ port, folder });
    return { ...clamd, stop: () => clamd.stop().then(removeFolder) };
  } catch (error) {
    await removeFolder();
    throw error;
  }
}

/** What to do where there is no clamd. */
export const clamdRemedy = "apt-get install clamav-daemon";

async function localDatabase(folder: string): Promise<string> {
  const database = join(folder, "signatures");
  await mkdir(database, { recursive: true });
  await writeFile(join(database, "local.hdb"), eicarSignature);
  return database;
}

/** The configuration. Nothing in it names a log: the product knows what became of each file. */
function lines(options: {
  port: number;
  database: string;
  temporary: string;
  megabytesMax: number;
}): string {
  const { port, database, temporary, megabytesMax } = options;
  const settings = {
    Foreground: "yes",
    TCPAddr: "127.0.0.1",
    TCPSocket: port,
    DatabaseDirectory: database,
    TemporaryDirectory: temporary,
    StreamMaxLength: `${megabytesMax}M`,
    MaxFileSize: `${megabytesMax}M`,
    // An archive and all that is in it.
    MaxScanSize: `${2 * megabytesMax}M`,
    MaxRecursion: 10,
    MaxFiles: 2_000,
    // Otherwise what exceeds a limit is not looked at, and called OK.
    AlertExceedsMax: "yes",
  };
  return Object.entries(settings)
    .map(([setting, value]) => `${setting} ${value}\n`)
    .join("");
}

async function runs(program: string): Promise<boolean> {
  return access(program, constants.X_OK).then(
    () => true,
    () => false,
  );
}
