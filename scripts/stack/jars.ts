import { glob, realpath, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { downloadEmulator } from "./firebase-tools.ts";

/** The emulators that are Java programs. */
export type JavaEmulator = "firestore" | "pubsub";

/** Where to look for jars. */
export type Places = {
  environment: Readonly<Record<string, string | undefined>>;
  /** The home folder. */
  home: string;
  /** Folders in which a Google Cloud SDK is put by packages, looked into last. */
  usualSdks: readonly string[];
};

const usualSdks = [
  "/usr/lib/google-cloud-sdk",
  "/usr/share/google-cloud-sdk",
  "/opt/google-cloud-sdk",
  "/snap/google-cloud-cli/current",
  "/snap/google-cloud-sdk/current",
  "/opt/homebrew/share/google-cloud-sdk",
  "/usr/local/share/google-cloud-sdk",
];

const variableOf = {
  firestore: "FIRESTORE_EMULATOR_JAR",
  pubsub: "PUBSUB_EMULATOR_JAR",
} as const satisfies Record<JavaEmulator, string>;

const inSdk = {
  firestore: "platform/cloud-firestore-emulator/cloud-firestore-emulator*.jar",
  pubsub: "platform/pubsub-emulator/lib/cloud-pubsub-emulator*.jar",
} as const satisfies Record<JavaEmulator, string>;

const inFirebaseCache = {
  firestore: "cloud-firestore-emulator-v*.jar",
  pubsub: "pubsub-emulator-*/pubsub-emulator/lib/cloud-pubsub-emulator*.jar",
} as const satisfies Record<JavaEmulator, string>;

const sdkComponent = {
  firestore: "cloud-firestore-emulator",
  pubsub: "pubsub-emulator",
} as const satisfies Record<JavaEmulator, string>;

/**
 * The emulator's jar: found on this machine, or else downloaded by firebase-tools, which takes a minute.
 *
 * Rejects with what to install or to set when neither succeeds.
 */
export async function requireJar(emulator: JavaEmulator, places = ownPlaces()): Promise<string> {
  const installed = await findJar(emulator, places);
  if (installed !== undefined) return installed;
  const failure = await downloadEmulator(emulator);
  const downloaded = await findJar(emulator, places);
  if (downloaded !== undefined) return downloaded;
  throw new Error(
    `There is no ${emulator} emulator on this machine, and firebase-tools could not download it` +
      `${failure === undefined ? "" : ` (${failure})`}. Install it with ` +
      `\`gcloud components install ${sdkComponent[emulator]}\` (Debian: apt-get install ` +
      `google-cloud-cli-${emulator}-emulator), or name its jar in ${variableOf[emulator]}.`,
  );
}

/**
 * The emulator's jar, in the order: the environment variable, a Google Cloud SDK, the firebase-tools cache.
 *
 * Of several versions in one folder the newest wins. Rejects if the variable names what is no file,
 * because falling back silently would run another version than the one asked for.
 */
export async function findJar(
  emulator: JavaEmulator,
  places = ownPlaces(),
): Promise<string | undefined> {
  const named = places.environment[variableOf[emulator]];
  if (named) {
    if (await isFile(named)) return named;
    throw new Error(`${variableOf[emulator]} names ${named}, which is not a file.`);
  }
  for (const pattern of await patterns(emulator, places)) {
    const [newest] = await newestFirst(pattern);
    if (newest !== undefined) return newest;
  }
  return undefined;
}

type Pattern = { folder: string; files: string };

async function patterns(emulator: JavaEmulator, places: Places): Promise<Pattern[]> {
  const { environment, home } = places;
  const cache =
    environment["FIREBASE_EMULATORS_PATH"] ?? join(home, ".cache", "firebase", "emulators");
  return [
    ...(await sdkFolders(places)).map((folder) => ({ folder, files: inSdk[emulator] })),
    { folder: cache, files: inFirebaseCache[emulator] },
  ];
}

/** Folders that a Google Cloud SDK may be in, the one that the environment chose first. */
async function sdkFolders(places: Places): Promise<string[]> {
  const { environment, home } = places;
  const chosen = environment["CLOUDSDK_ROOT_DIR"];
  const onPath = (environment["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const programs = await Promise.all(
    onPath.map((folder) => realpath(join(folder, "gcloud")).catch(() => undefined)),
  );
  return [
    ...(chosen ? [chosen] : []),
    ...programs.flatMap((program) => (program ? [dirname(dirname(program))] : [])),
    join(home, "google-cloud-sdk"),
    ...places.usualSdks,
  ];
}

async function newestFirst({ folder, files }: Pattern): Promise<string[]> {
  const found: string[] = [];
  for await (const file of glob(files, { cwd: folder })) found.push(join(folder, file));
  const byVersion = new Intl.Collator("en", { numeric: true });
  return found.toSorted((a, b) => byVersion.compare(b, a));
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() ?? false;
}

function ownPlaces(): Places {
  return { environment: process.env, home: homedir(), usualSdks };
}
