import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findJava, javaMajor } from "../../scripts/stack/java.ts";

describe("java", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "java-test-"));
  });

  afterEach(() => rm(folder, { recursive: true }));

  test.each([
    ['openjdk version "17.0.15" 2025-04-15', 17],
    ['openjdk version "21" 2023-09-19', 21],
    ['java version "1.8.0_401"', 8],
    ["The operation couldn’t be completed. Unable to locate a Java Runtime.", undefined],
  ])("%s means %s", (output, major) => {
    expect(javaMajor(output)).toBe(major);
  });

  test("JAVA_HOME is preferred to the PATH", async () => {
    const home = await javaIn("home/bin", "17.0.1");
    const path = await javaIn("path", "21.0.1");

    const java = await findJava({ JAVA_HOME: join(home, ".."), PATH: path });

    expect(java).toEqual({ command: join(home, "java"), major: 17 });
  });

  test("a Java that is too old is passed over for one on the PATH", async () => {
    const home = await javaIn("home/bin", "1.8.0_401");
    const path = await javaIn("path", "11.0.2");

    const java = await findJava({ JAVA_HOME: join(home, ".."), PATH: `none${delimiter}${path}` });

    expect(java).toEqual({ command: join(path, "java"), major: 11 });
  });

  test("only Java that is too old is refused with what was found and what to install", async () => {
    const path = await javaIn("path", "1.8.0_401");

    const refusal = findJava({ PATH: path });

    await expect(refusal).rejects.toThrow(
      `The emulators need Java 11 or newer, but ${join(path, "java")} is Java 8. Install one`,
    );
  });

  test("no Java at all is refused with what to install", async () => {
    await expect(findJava({ PATH: folder })).rejects.toThrow("no Java was found. Install one");
  });

  async function javaIn(place: string, version: string): Promise<string> {
    const bin = join(folder, place);
    await mkdir(bin, { recursive: true });
    await writeFile(join(bin, "java"), `#!/bin/sh\necho 'openjdk version "${version}"' >&2\n`);
    await chmod(join(bin, "java"), 0o755);
    return bin;
  }
});
