import { describe, expect, test } from "vitest";
import { routes } from "../../functions/routes.ts";
import { subscriptions } from "../../functions/subscriptions.ts";
import type { Planned } from "../../infra/preview.ts";
import { containerOf, variablesOf } from "./containers.ts";
import { at, everything, kebab, ofType, one, planOf } from "./plan.ts";

const every = { ...everything, own: routes.map(({ contract }) => contract.name) };
const least = await planOf();
const most = await planOf(every);

const service = "cloudrunv2/service";

const ingress = (plan: readonly Planned[], name: string) =>
  one(plan, service, name).inputs["ingress"];
const memory = (name: string) =>
  at(containerOf(one(most, service, name)), "resources", "limits", "memory");
const options = (name: string) => variablesOf(one(most, service, name)).get("NODE_OPTIONS");
const idle = (plan: readonly Planned[], name: string) =>
  at(containerOf(one(plan, service, name)), "resources", "cpuIdle");

describe("services", () => {
  test("are the front door and every event function, named as their files are", () => {
    const names = ofType(least, service).map(({ inputs }) => inputs["name"]);

    expect(names).toEqual([
      "api",
      "confirm-event",
      "discard-attachment",
      "expire-consents",
      "expire-reopen-windows",
      "index-words",
      "inspect-attachment",
      "mail-consent",
      "mail-followers",
      "record-access",
      "reindex-customer",
      "remind-reopen-windows",
      "republish-events",
      "revive-dead-letter",
      "sweep-attachments",
    ]);
  });

  test("run the archive of the release as it lies in the bucket, on an image that Google keeps mended", () => {
    const api = containerOf(one(least, service, "api"));

    expect(at(api, "image")).toBe("scratch");
    expect(at(api, "baseImageUri")).toBe(
      "europe-north1-docker.pkg.dev/serverless-runtimes/google-24-full/runtimes/nodejs24",
    );
    expect([at(api, "commands"), at(api, "args")]).toEqual([["node"], ["main.js"]]);
    expect(at(api, "sourceCode", "cloudStorageSource")).toEqual({
      bucket: "acme-support-releases",
      object: "20261123-0815-3101a87/api.tar.gz",
    });
    expect(variablesOf(one(least, service, "api")).get("RELEASE")).toBe("20261123-0815-3101a87");
  });

  test("of events are reached from inside alone; the others by everybody, or by the load balancer alone", () => {
    const events = subscriptions.map(({ to }) => kebab(to.contract.name));

    expect(new Set(events.map((name) => ingress(most, name)))).toEqual(
      new Set(["INGRESS_TRAFFIC_INTERNAL_ONLY"]),
    );
    expect(ingress(least, "api")).toBe("INGRESS_TRAFFIC_ALL");
    expect(ingress(most, "api")).toBe("INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER");
    expect(ingress(most, "create-case")).toBe("INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER");
  });

  test("are probed where Cloud Run reaches the container itself", () => {
    const probes = ofType(most, service).map((each) => [
      at(containerOf(each), "startupProbe", "httpGet", "path"),
      at(containerOf(each), "livenessProbe", "httpGet", "path"),
    ]);

    expect(new Set(probes.map(String))).toEqual(new Set(["/readyz,/healthz"]));
  });

  test("are asked every second whether they have started, for a minute, so that a cold start takes no longer than it must", () => {
    const probes = ofType(most, service).map((each) => {
      const probe = at(containerOf(each), "startupProbe");
      return ["periodSeconds", "timeoutSeconds", "failureThreshold"].map((name) => at(probe, name));
    });

    expect(new Set(probes.map(String))).toEqual(new Set(["1,1,60"]));
  });

  test("that take files have 512 MiB and more, and the small ones a heap that fits them", () => {
    expect(["api", "upload-attachment", "finish-upload", "inspect-attachment"].map(memory)).toEqual(
      ["1024Mi", "1024Mi", "512Mi", "512Mi"],
    );
    expect([memory("create-case"), options("create-case")]).toEqual([
      "256Mi",
      "--max-semi-space-size=2",
    ]);
    expect(options("api")).toBeUndefined();
  });

  test("that send mail work on one event at a time, so that no claim lapses in a queue for a connection", () => {
    const concurrency = ["mail-followers", "mail-consent"].map((name) =>
      at(one(most, service, name).inputs, "template", "maxInstanceRequestConcurrency"),
    );

    expect(concurrency).toEqual([1, 1]);
  });

  test("that keep access records or traces to send have a CPU between requests", () => {
    expect(idle(least, "api")).toBe(false);
    expect(idle(least, "mail-followers")).toBe(true);
    expect(idle(most, "mail-followers")).toBe(false);
  });

  test("are warm where that was chosen: the api alone", async () => {
    const warm = ofType(await planOf({ apiInstancesMin: 2 }), service).map((each) => [
      each.name,
      at(each.inputs, "template", "scaling", "minInstanceCount"),
    ]);

    expect(warm.filter(([, instances]) => instances !== 0)).toEqual([["api", 2]]);
    expect(warm).toHaveLength(15);
  });

  test("reach the scanner's network where they scan, and nowhere else", () => {
    const inside = ofType(most, service).filter(
      ({ inputs }) => at(inputs, "template", "vpcAccess") !== undefined,
    );

    expect(inside.map(({ name }) => name)).toEqual(["inspect-attachment"]);
    expect(at(inside[0]?.inputs, "template", "vpcAccess")).toEqual({
      egress: "PRIVATE_RANGES_ONLY",
      networkInterfaces: [{ network: "inside", subnetwork: "inside-north" }],
    });
  });

  test("are not made before there is a release, nor is anything that pushes to them", async () => {
    const empty = await planOf({ release: undefined });

    expect(ofType(empty, service)).toEqual([]);
    expect(ofType(empty, "pubsub/subscription")).toEqual([]);
    expect(ofType(empty, "storage/bucket").map(({ name }) => name)).toEqual([
      "attachments",
      "releases",
    ]);
    expect(ofType(empty, "secretmanager/secret")).toHaveLength(2);
  });
});

describe("secrets", () => {
  test("are made without a value, so that none passes through this program", () => {
    expect(ofType(most, "secretmanager/secretVersion")).toEqual([]);
    expect(ofType(most, "secretmanager/secret").map(({ inputs }) => inputs["secretId"])).toEqual([
      "PAGE_TOKEN_KEY",
      "SMTP_URL",
    ]);
  });

  test("are in no input: nothing looks like a password, a key or an address with one", () => {
    const suspicious = /:\/\/[^/\s"]*:[^/\s"]*@|-----BEGIN|"(password|secretData|privateKey)":"/;

    expect(most.filter(({ inputs }) => suspicious.test(JSON.stringify(inputs)))).toEqual([]);
  });
});
