import { describe, expect, test } from "vitest";
import { Config } from "#platform/config.ts";
import { routes } from "../../functions/routes.ts";
import { subscriptions } from "../../functions/subscriptions.ts";
import type { Planned } from "../../infra/preview.ts";
import { bundled } from "./evidence.ts";
import { at, everything, kebab, ofType, one, planOf, textAt } from "./plan.ts";

const every = { ...everything, own: routes.map(({ contract }) => contract.name) };
const least = await planOf();
const most = await planOf(every);

const service = "cloudrunv2/service";
const container = ({ inputs }: Planned) => at(inputs, "template", "containers", 0);

/** The variables of a service; a secret as `secret:NAME`. */
function variablesOf(planned: Planned): Map<string, string> {
  const envs = at(container(planned), "envs");
  const list = Array.isArray(envs) ? envs : [];
  return new Map(
    list.map((each) => {
      const secret = textAt(each, "valueSource", "secretKeyRef", "secret");
      return [textAt(each, "name"), secret === "null" ? textAt(each, "value") : `secret:${secret}`];
    }),
  );
}

/** What a service would read of its variables, with secrets in place of their names. */
function environmentOf(planned: Planned): Record<string, string> {
  const secrets: Record<string, string> = {
    "secret:SMTP_URL": "smtps://mail.support.example",
    "secret:PAGE_TOKEN_KEY": "a key that the tests made up, of 32 and more",
  };
  return Object.fromEntries(
    [...variablesOf(planned)].map(([name, value]) => [name, secrets[value] ?? value]),
  );
}

const ingress = (plan: readonly Planned[], name: string) =>
  one(plan, service, name).inputs["ingress"];
const memory = (name: string) =>
  at(container(one(most, service, name)), "resources", "limits", "memory");
const options = (name: string) => variablesOf(one(most, service, name)).get("NODE_OPTIONS");
const idle = (plan: readonly Planned[], name: string) =>
  at(container(one(plan, service, name)), "resources", "cpuIdle");

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
    const api = container(one(least, service, "api"));

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
      at(container(each), "startupProbe", "httpGet", "path"),
      at(container(each), "livenessProbe", "httpGet", "path"),
    ]);

    expect(new Set(probes.map(String))).toEqual(new Set(["/readyz,/healthz"]));
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

describe("variables", () => {
  test.each([...ofType(least, service), ...ofType(most, service)])(
    "of $name satisfy the product's configuration",
    (planned) => {
      const read = Config.safeParse(environmentOf(planned));

      expect(read.error?.issues).toBeUndefined();
    },
  );

  const optional = ["ATTACHMENT_TYPES", "CLAMD_ADDRESS", "CORS_ORIGINS", "PERSONAL_DATA_DETECTOR"];

  test.each([
    ...routes.map(({ contract }) => ["http", contract.name] as const),
    ...subscriptions.map(({ to }) => ["events", to.contract.name] as const),
  ])("of %s %s that may be left out are those that its code reads", async (folder, name) => {
    const file = kebab(name);
    const code = await bundled(`functions/${folder}/${file}.ts`, "whole");
    const set = variablesOf(one(most, service, file));

    expect(optional.filter((each) => set.has(each))).toEqual(
      optional.filter((each) => code.includes(`.${each}`) || code.includes(`${each} }`)),
    );
  });

  test("hold the password of the mail server where mail is sent alone", () => {
    const knowing = ofType(most, service).filter(
      (each) => variablesOf(each).get("SMTP_URL") === "secret:SMTP_URL",
    );

    expect(knowing.map(({ name }) => name)).toEqual(["mail-consent", "mail-followers"]);
  });

  test("tell every service its release, which health shows", () => {
    const releases = ofType(least, service).map((each) => variablesOf(each).get("RELEASE"));

    expect(new Set(releases)).toEqual(new Set(["20261123-0815-3101a87"]));
  });

  test("tell the front door the web API key, which is no secret", () => {
    const knowing = ofType(most, service).filter((each) => variablesOf(each).has("WEB_API_KEY"));

    expect(knowing.map(({ name }) => name)).toEqual(["api"]);
  });

  test("switch the exporter of traces on where a share of them is wanted, and say nothing of it elsewhere", () => {
    const traced = variablesOf(one(most, service, "mail-followers"));

    expect(traced.get("OTEL_TRACES_EXPORTER")).toBe("otlp");
    expect(traced.get("OTEL_TRACES_SAMPLER_ARG")).toBe("0.1");
    expect(traced.get("OTEL_EXPORTER_OTLP_ENDPOINT")).toBe("https://telemetry.googleapis.com");
    expect(
      [...variablesOf(one(least, service, "api")).keys()].filter((name) => name.startsWith("OTEL")),
    ).toEqual([]);
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
