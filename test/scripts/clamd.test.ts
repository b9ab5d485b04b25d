import { createHash } from "node:crypto";
import { chmod, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { scannerAt } from "#adapters/clamd/scanner.ts";
import { clamdProgram, startClamd, startClamdIfFound } from "../../scripts/stack/clamd.ts";
import { freePort } from "../../scripts/stack/ports.ts";
import { welcome } from "../../scripts/stack/welcome.ts";

const found = (await clamdProgram()) !== undefined;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "clamd-test-"));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

describe("clamdProgram", () => {
  test("takes what CLAMD names before what stands on the PATH", async () => {
    const named = await program("my-clamd");
    await program("clamd");

    expect(await clamdProgram({ CLAMD: named, PATH: folder })).toBe(named);
  });

  test("looks along the PATH", async () => {
    const clamd = await program("clamd");

    expect(await clamdProgram({ PATH: `/nowhere:${folder}` }, [])).toBe(clamd);
  });

  test("looks where packages put it, which is on the PATH of root alone", async () => {
    const clamd = await program("clamd");

    expect(await clamdProgram({ PATH: "/nowhere" }, [folder])).toBe(clamd);
  });

  test("finds nothing where there is none, or what is there cannot be run", async () => {
    await chmod(await program("clamd"), 0o644);

    expect(await clamdProgram({ PATH: folder }, ["/nowhere"])).toBeUndefined();
  });

  test("an empty CLAMD means none, whatever is installed", async () => {
    await program("clamd");

    expect(await clamdProgram({ CLAMD: "", PATH: folder })).toBeUndefined();
  });

  test("refuses a CLAMD that cannot be run, for nothing would be scanned unnoticed", async () => {
    const asked = clamdProgram({ CLAMD: "/nowhere/clamd", PATH: folder });

    await expect(asked).rejects.toThrow("CLAMD names /nowhere/clamd, which is no program");
  });
});

describe.skipIf(!found)("startClamd", () => {
  test("runs as the user that runs this, and is gone when stopped", async () => {
    const clamd = await startClamd({ port: await freePort(), folder });

    await clamd.stop();

    expect(await scan(clamd.address, "text").catch(() => "nobody answers")).toBe("nobody answers");
    expect(await clamd.ended).not.toMatch(/error/i);
  });

  test("takes its signatures from CLAMD_DATABASE", async () => {
    const md5 = createHash("md5").update("a test of ours").digest("hex");
    await writeFile(join(folder, "ours.hdb"), `${md5}:14:Ours.Test\n`);
    vi.stubEnv("CLAMD_DATABASE", folder);

    const clamd = await startClamd({ port: await freePort(), folder });

    expect(await scan(clamd.address, "a test of ours")).toBe("infected");
    expect(await scan(clamd.address, "a test of yours")).toBe("clean");
    await clamd.stop();
  });

  test("without a database to read rejects with what clamd said", async () => {
    vi.stubEnv("CLAMD_DATABASE", join(folder, "nowhere"));

    const started = startClamd({ port: await freePort(), folder });

    await expect(started).rejects.toThrow(/ended before it was ready.*nowhere/s);
  });

  test("leaves nothing of what it scanned in its folder", async () => {
    const clamd = await startClamd({ port: await freePort(), folder });

    await scan(clamd.address, "personal data");
    await clamd.stop();

    expect(await filesBelow(join(folder, "streams"))).toEqual([]);
  });

  test("a port that is taken is refused with the variable that moves it", async () => {
    const port = await freePort();
    const server = createServer();
    await new Promise<void>((resolve) => {
      server.listen(port, "127.0.0.1", resolve);
    });

    await expect(startClamd({ port, folder })).rejects.toThrow(
      `The malware scanner cannot listen on 127.0.0.1:${port}`,
    );
    server.close();
  });
});

describe("startClamdIfFound", () => {
  test("starts nothing where there is no clamd", async () => {
    vi.stubEnv("CLAMD", "");

    expect(await startClamdIfFound(await freePort())).toBeUndefined();
  });

  test.skipIf(!found)("takes its folder with it", async () => {
    vi.stubEnv("TMPDIR", folder);
    const clamd = await startClamdIfFound(await freePort());
    const before = await filesBelow(folder);

    await clamd?.stop();

    expect(before.filter((file) => file.endsWith("clamd.conf"))).toHaveLength(1);
    expect(await filesBelow(folder)).toEqual([]);
  });
});

describe("the welcome", () => {
  const stack = {
    api: "http://127.0.0.1:8080",
    inbox: "http://127.0.0.1:1080",
    smtp: "smtp://127.0.0.1:1025",
    firestoreHost: "127.0.0.1:8181",
    pubsubHost: "127.0.0.1:8185",
    authHost: "127.0.0.1:9099",
    objectStore: "http://127.0.0.1:9199",
  };

  test("says loudly that nothing is scanned, what that means, and the remedy", () => {
    const text = welcome({ ...stack, scanner: undefined }, { clamd: 3310 });

    expect(text).toContain("ATTACHMENTS ARE NOT SCANNED FOR MALWARE");
    expect(text).toContain('AVAILABLE at once, marked "scanned": false');
    expect(text).toContain("apt-get install clamav-daemon");
  });

  test("names the object store and the scanner, and is quiet where there is one", () => {
    const text = welcome({ ...stack, scanner: "127.0.0.1:3310" }, { clamd: 3310 });

    expect(text).toContain("object store http://127.0.0.1:9199\n  scanner      127.0.0.1:3310\n");
    expect(text).not.toContain("NOT SCANNED");
  });

  test("has the packages of the example installed by npm's own settings, the machine's proxy included", () => {
    const text = welcome({ ...stack, scanner: undefined }, { clamd: 3310 });

    expect(text).toContain("npm run packages && npm run example --prefix functions/client");
    expect(text).not.toContain("npm ci --prefix");
  });
});

async function program(name: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, "#!/bin/sh\n", { mode: 0o755 });
  return path;
}

function scan(address: string, text: string): Promise<string> {
  return scannerAt(address).scan(
    (async function* () {
      yield Buffer.from(text);
    })(),
  );
}

async function filesBelow(folder: string): Promise<string[]> {
  return (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
}
