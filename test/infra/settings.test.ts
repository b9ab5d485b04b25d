import { describe, expect, test } from "vitest";
// By its path, for the tests lie outside the package that has it.
import { runtime } from "../../infra/node_modules/@pulumi/pulumi/index.js";
import { readSettings, settingNames } from "../../infra/settings.ts";

const told: Readonly<Record<string, string>> = {
  project: "acme-support",
  region: "europe-north1",
  databaseLocation: "eur3",
  bucketLocation: "EU",
  supportDomain: "support.example",
  portalUrl: "https://portal.support.example",
  mailFrom: "Support <cases@support.example>",
  mailDomain: "mail.support.example",
};

const read = (given: Readonly<Record<string, string>>) => readSettings((name) => given[name]);

describe("settings", () => {
  test("are text, or JSON for lists, numbers and objects", () => {
    const settings = read({
      ...told,
      own: '["createCase"]',
      apiInstancesMin: "2",
      traceRatio: "0.25",
      release: "20261123-0815-3101a87",
      budget: '{"billingAccount":"012345-6789AB-CDEF01","monthly":300,"currency":"EUR"}',
    });

    expect(settings.own).toEqual(["createCase"]);
    expect(settings.apiInstancesMin).toBe(2);
    expect(settings.traceRatio).toBe(0.25);
    expect(settings.release).toBe("20261123-0815-3101a87");
    expect(settings.budget?.monthly).toBe(300);
  });

  test("have defaults that cost least: Hosting, the product's own detector, no traces, one warm instance", () => {
    const { frontDoor, own, apiInstancesMin, personalDataDetector, traceRatio, scanner } =
      read(told);

    expect({ frontDoor, own, apiInstancesMin, personalDataDetector, traceRatio, scanner }).toEqual({
      frontDoor: "hosting",
      own: [],
      apiInstancesMin: 1,
      personalDataDetector: "local",
      traceRatio: 0,
      scanner: undefined,
    });
  });

  test("that are missing are all told at once, with what they mean", () => {
    expect(() => read({})).toThrow(
      [
        "These settings are missing or wrong:",
        "- project: It is not set: set it. (The id of the Google Cloud project.)",
        "- region: It is not set: set it. (Where the functions, the scheduler and the load balancer run.)",
        "- databaseLocation: It is not set: set it. (Where Firestore keeps its data; it can never be changed.)",
        "- bucketLocation: It is not set: set it. (Where the bytes of attachments lie.)",
        "- supportDomain: It is not set: set it. (The mail domain whose people are the support agents.)",
        "- portalUrl: It is not set: set it. (Where a person reads a case; mails link there.)",
        "- mailFrom: It is not set: set it. (The sender of mails, such as Support <cases@support.example>.)",
        "- mailDomain: It is not set: set it. (The domain on the right of Message-IDs.)",
      ].join("\n"),
    );
  });

  test.each([
    ["project", "Acme", "Give a project id"],
    ["region", "Finland", "Give a region"],
    ["release", "latest", "Give a release"],
    ["domain", "https://api.support.example", "Give a host name"],
    ["own", '["createcase"]', "Give the name of an HTTP function"],
    ["corsOrigins", '["https://portal.support.example/"]', "Give an origin without a slash"],
    ["corsOrigins", '["https://*.support.example"]', "Give an origin"],
    ["portalUrl", "http://portal.support.example", "Invalid URL"],
    [
      "scanner",
      '{"address":"10.20.0.5","network":"inside","subnetwork":"north"}',
      "Give host:port",
    ],
    [
      "budget",
      '{"billingAccount":"ABC","monthly":300,"currency":"EUR"}',
      "Give it as 012345-6789AB-CDEF01",
    ],
    ["alertAddresses", '["oncall"]', "Invalid email address"],
    ["own", "createCase", "expected array"],
  ])("tell %s %s apart as wrong, with the remedy", (name, value, remedy) => {
    expect(() => read({ ...told, [name]: value })).toThrow(remedy);
    expect(() => read({ ...told, [name]: value })).toThrow(`- ${name}`);
  });

  test("want a host name for a load balancer's certificate", () => {
    expect(() => read({ ...told, frontDoor: "loadBalancer" })).toThrow(
      "- domain: Give the API's host name: a load balancer needs it for its certificate.",
    );
  });

  test("hold no secret: those are Secret Manager's alone", () => {
    expect(settingNames.filter((name) => /secret|password|smtp|key$/i.test(name))).toEqual([
      "webApiKey",
    ]);
  });
});

describe("the Pulumi program", () => {
  test("declares of Pulumi's own configuration what the preview shows of the same settings", async () => {
    const { previewStack } = await import("../../infra/preview.ts");
    const shown = await previewStack(read({ ...told, own: '["createCase"]' }));
    const declared: string[] = [];

    await runtime.setMocks(
      {
        newResource: ({ type, name, inputs }) => {
          declared.push(`${type} ${name}`);
          return { id: name, state: { ...inputs, member: "somebody" } };
        },
        call: () => ({ member: "somebody" }),
      },
      "support-cases",
      "test",
    );
    const config = { ...told, own: '["createCase"]' };
    runtime.setAllConfig(
      Object.fromEntries(
        Object.entries(config).map(([name, value]) => [`support-cases:${name}`, value]),
      ),
    );
    await import("../../infra/main.ts");
    await runtime.disconnect();

    expect(declared.filter((each) => !each.startsWith("pulumi:")).toSorted()).toEqual(
      shown.map(({ type, name }) => `${type} ${name}`).toSorted(),
    );
  });
});
