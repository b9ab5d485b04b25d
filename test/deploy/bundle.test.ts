import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundle, checkout } from "../../scripts/deploy/bundle.ts";
import { serviceNamed, servicesOf } from "../../scripts/deploy/services.ts";
import { type Staged, stage } from "../../scripts/deploy/stage.ts";
import { settings } from "./cloud.ts";

describe("a bundle", () => {
  let sources: readonly string[];
  let main: string;

  beforeAll(async () => {
    const made = await bundle(await serviceNamed("closeCase"));
    ({ sources } = made);
    main = made.files.get("main.js") ?? "";
  }, 120_000);

  test("holds its own function, and no other", () => {
    const functions = sources.filter((source) => /^functions\/(http|events)\//.test(source));

    expect(functions).toEqual(["functions/http/close-case.ts"]);
  });

  test("of a function on its own runs the front door that the function has made of itself, and no second", async () => {
    const served = [...main.matchAll(/\bserverOf\)?\("(\w+)"\)/g)].map(([, name]) => name);

    expect(served).toEqual(["closeCase"]);
  });

  test.each([
    "@google-cloud/storage",
    "nodemailer",
    "sharp",
    "unpdf",
    "minisearch",
    "swagger-ui-dist",
  ])("of a function that does not use %s holds nothing of it", (name) => {
    expect(sources.filter((source) => source.includes(`node_modules/${name}/`))).toEqual([]);
  });

  test("brings what it needs beside it, and nothing where it needs nothing", async () => {
    const upload = await bundle(await serviceNamed("uploadAttachment"));
    const mail = await bundle(await serviceNamed("mailFollowers"));

    expect(upload.packages.map(({ name }) => name)).toEqual([
      "@img/sharp-linux-x64",
      "@img/sharp-libvips-linux-x64",
    ]);
    expect(upload.files.has("pdf-worker.mjs")).toBe(true);
    expect([mail.packages, mail.files.has("pdf-worker.mjs")]).toEqual([[], false]);
  }, 120_000);
});

describe("a staged function", () => {
  const folders: string[] = [];
  let staged: (Staged | undefined)[];

  beforeAll(async () => {
    const services = [await serviceNamed("confirmEvent")];
    for (const _ of ["first", "second"]) folders.push(await mkdtemp(join(tmpdir(), "bundle-")));
    const runs = [];
    for (const folder of folders) runs.push(await stage(services, folder));
    staged = runs.map(([only]) => only);
  }, 240_000);
  afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

  test("has the same bytes each time, wherever it is staged", () => {
    const [first, second] = staged;

    expect(first?.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(second?.sha256).toBe(first?.sha256);
  });

  test("tells nothing of the machine on which it was made", async () => {
    const folder = staged[0]?.folder ?? "";
    const names = await readdir(folder);
    const texts = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));

    const telling = names.filter((_, index) => texts[index]?.includes(checkout));
    expect(names).toContain("main.js");
    expect(telling).toEqual([]);
  });
});

describe("the services", () => {
  test("that are staged are those that the graph runs, by the same archives", async () => {
    const { previewStack } = await import("../../infra/preview.ts");
    const own = ["createCase", "listCases"];

    const graph = await previewStack(settings({ own }));

    const running = graph
      .filter(({ type }) => type === "gcp:cloudrunv2/service:Service")
      .map(({ inputs }) => JSON.stringify(inputs).match(/[\w-]+\.tar\.gz/)?.[0] ?? "");
    const archives = (await servicesOf(own)).map(({ name }) => `${name}.tar.gz`);
    expect(running.toSorted()).toEqual(archives.toSorted());
  });

  test("name the release that they run, by which a rollback knows it", async () => {
    const { previewStack } = await import("../../infra/preview.ts");

    const graph = await previewStack(settings({ release: "20261124-1000-bbbbbbb" }));

    const services = graph.filter(({ type }) => type === "gcp:cloudrunv2/service:Service");
    const named = services.map(
      ({ inputs }) => /"name":"RELEASE","value":"([^"]+)"/.exec(JSON.stringify(inputs))?.[1],
    );
    expect(new Set(named)).toEqual(new Set(["20261124-1000-bbbbbbb"]));
  });

  test("of a function that is not there are refused by its name", async () => {
    await expect(servicesOf(["createCase", "openCase"])).rejects.toThrow("openCase");
  });
});
