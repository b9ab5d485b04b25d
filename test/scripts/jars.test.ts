import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findJar } from "../../scripts/stack/jars.ts";

const inSdk = "platform/cloud-firestore-emulator/cloud-firestore-emulator.jar";
const inCache = ".cache/firebase/emulators";

describe("jars", () => {
  let home: string;

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), "jars-test-"));
  });

  afterEach(() => rm(home, { recursive: true }));

  test("the jar that the environment names comes before an installed SDK", async () => {
    const named = await file("my.jar");
    await file(`sdk/${inSdk}`);

    const jar = await find({ FIRESTORE_EMULATOR_JAR: named, CLOUDSDK_ROOT_DIR: join(home, "sdk") });

    expect(jar).toBe(named);
  });

  test("a named jar that is missing is refused, so that no other version runs unnoticed", async () => {
    await file(`google-cloud-sdk/${inSdk}`);

    const refusal = find({ FIRESTORE_EMULATOR_JAR: join(home, "gone.jar") });

    await expect(refusal).rejects.toThrow(/^FIRESTORE_EMULATOR_JAR names .*gone.jar, which is not/);
  });

  test("the SDK that the environment chose comes before the one on the PATH", async () => {
    const chosen = await file(`chosen/${inSdk}`);
    await file(`other/${inSdk}`);
    await file("other/bin/gcloud");

    const jar = await find({
      CLOUDSDK_ROOT_DIR: join(home, "chosen"),
      PATH: join(home, "other/bin"),
    });

    expect(jar).toBe(chosen);
  });

  test("the SDK on the PATH is found through symbolic links, and before the cache", async () => {
    const expected = await file(`opt/sdk/${inSdk}`);
    const gcloud = await file("opt/sdk/bin/gcloud");
    await file(`${inCache}/cloud-firestore-emulator-v1.22.0.jar`);
    await mkdir(join(home, "bin"));
    await symlink(gcloud, join(home, "bin/gcloud"));

    const jar = await find({ PATH: join(home, "bin") });

    expect(jar).toBe(expected);
  });

  test("the SDK in the home folder is found", async () => {
    const expected = await file(`google-cloud-sdk/${inSdk}`);

    expect(await find({})).toBe(expected);
  });

  test("of several versions in a folder the newest is taken, by number", async () => {
    const lib = "sdk/platform/pubsub-emulator/lib";
    await file(`${lib}/cloud-pubsub-emulator-0.8.9-all.jar`);
    const newest = await file(`${lib}/cloud-pubsub-emulator-0.8.20-all.jar`);

    const places = { environment: { CLOUDSDK_ROOT_DIR: join(home, "sdk") }, home, usualSdks: [] };

    expect(await findJar("pubsub", places)).toBe(newest);
  });

  test.each([
    ["firestore", "cloud-firestore-emulator-v1.22.0.jar"],
    ["pubsub", "pubsub-emulator-0.8.37/pubsub-emulator/lib/cloud-pubsub-emulator-0.8.37-all.jar"],
  ] as const)("the %s jar is found where firebase-tools keeps it", async (emulator, path) => {
    const expected = await file(`moved/${path}`);
    const environment = { FIREBASE_EMULATORS_PATH: join(home, "moved") };

    expect(await findJar(emulator, { environment, home, usualSdks: [] })).toBe(expected);
  });

  test("a folder that packages use is looked into before the cache", async () => {
    const expected = await file(`usual/${inSdk}`);
    await file(`${inCache}/cloud-firestore-emulator-v1.22.0.jar`);

    const usualSdks = [join(home, "usual")];

    expect(await findJar("firestore", { environment: {}, home, usualSdks })).toBe(expected);
  });

  test("where there is no jar, none is found", async () => {
    expect(await find({})).toBeUndefined();
  });

  function find(environment: Record<string, string>): Promise<string | undefined> {
    return findJar("firestore", { environment, home, usualSdks: [] });
  }

  async function file(path: string): Promise<string> {
    const whole = join(home, path);
    await mkdir(dirname(whole), { recursive: true });
    await writeFile(whole, "");
    return whole;
  }
});
