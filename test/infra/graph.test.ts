import { describe, expect, test } from "vitest";
import { previewStack } from "../../infra/preview.ts";
import { everything, listAt, ofType, one, planOf, settingsWith } from "./plan.ts";

const plan = await planOf();

describe("the graph", () => {
  test("is the same for the same settings, in the same order", async () => {
    const [first, second] = await Promise.all([
      previewStack(settingsWith(everything)),
      previewStack(settingsWith(everything)),
    ]);

    expect(first).toEqual(second);
    expect(first).toEqual(
      first.toSorted((a, b) => (`${a.type} ${a.name}` < `${b.type} ${b.name}` ? -1 : 1)),
    );
  });

  test("has no two resources of one kind and name", async () => {
    const names = (await planOf(everything)).map(({ type, name }) => `${type} ${name}`);

    expect(new Set(names).size).toBe(names.length);
  });

  test("stays, where it holds what cannot be made again, although the program names it no longer", () => {
    const kept = plan.filter((each) => each.kept);
    const kinds = new Set(kept.map(({ type }) => type));

    expect([...kinds]).toEqual([
      "gcp:firebase/hostingSite:HostingSite",
      "gcp:firestore/database:Database",
      "gcp:firestore/field:Field",
      "gcp:firestore/index:Index",
      "gcp:identityplatform/config:Config",
      "gcp:storage/bucket:Bucket",
    ]);
    expect(ofType(kept, "storage/bucket").map(({ name }) => name)).toEqual(["attachments"]);
    expect(ofType(kept, "firestore/index")).toHaveLength(12);
    expect(ofType(kept, "firestore/field")).toHaveLength(33);
  });

  test("lets functions of one release follow another without a gap: only the api cannot be deleted", () => {
    const guarded = ofType(plan, "cloudrunv2/service").filter(
      ({ inputs }) => inputs["deletionProtection"] === true,
    );

    expect(guarded.map(({ name }) => name)).toEqual(["api"]);
  });
});

const apis = (resources: typeof plan) =>
  ofType(resources, "projects/service").map(({ name }) => name);

const chosen = async (given: Parameters<typeof planOf>[0]) =>
  apis(await planOf(given)).filter((name) => !apis(plan).includes(name));

describe("APIs", () => {
  test("are those of the parts that every deployment has, and stay on", () => {
    expect(apis(plan)).toEqual([
      "cloudresourcemanager.googleapis.com",
      "cloudscheduler.googleapis.com",
      "firebase.googleapis.com",
      "firebasehosting.googleapis.com",
      "firebaserules.googleapis.com",
      "firestore.googleapis.com",
      "iam.googleapis.com",
      "iamcredentials.googleapis.com",
      "identitytoolkit.googleapis.com",
      "logging.googleapis.com",
      "monitoring.googleapis.com",
      "pubsub.googleapis.com",
      "run.googleapis.com",
      "secretmanager.googleapis.com",
      "serviceusage.googleapis.com",
      "storage.googleapis.com",
    ]);
    expect(
      ofType(plan, "projects/service").every(({ inputs }) => inputs["disableOnDestroy"] === false),
    ).toBe(true);
  });

  test("are joined by those of what is chosen", async () => {
    const { scanner, budget, domain } = everything;

    expect(await chosen({ personalDataDetector: "dlp" })).toEqual(["dlp.googleapis.com"]);
    expect(await chosen({ scanner })).toEqual(["compute.googleapis.com"]);
    expect(await chosen({ traceRatio: 0.1 })).toEqual([
      "cloudtrace.googleapis.com",
      "telemetry.googleapis.com",
    ]);
    expect(await chosen({ budget })).toEqual([
      "billingbudgets.googleapis.com",
      "cloudbilling.googleapis.com",
    ]);
    expect(await chosen({ frontDoor: "loadBalancer", domain, scanner })).toEqual([
      "certificatemanager.googleapis.com",
      "compute.googleapis.com",
    ]);
  });
});

describe("sign-in", () => {
  test("is by e-mail address and password, one account for an address", () => {
    expect(one(plan, "identityplatform/config", "sign-in").inputs["signIn"]).toEqual({
      allowDuplicateEmails: false,
      email: { enabled: true, passwordRequired: true },
    });
  });

  test("lets nobody make an account for another's address, nor remove what they could not make again", () => {
    expect(one(plan, "identityplatform/config", "sign-in").inputs["client"]).toEqual({
      permissions: { disabledUserSignup: true, disabledUserDeletion: true },
    });
  });

  test("is allowed on the pages of the portal, of the API and of those that may call it", async () => {
    const given = {
      domain: "api.support.example",
      corsOrigins: ["https://desk.support.example:8443"],
    };
    const { inputs } = one(await planOf(given), "identityplatform/config", "sign-in");

    expect(listAt(inputs, "authorizedDomains")).toEqual([
      "acme-support.firebaseapp.com",
      "acme-support.web.app",
      "api.support.example",
      "desk.support.example",
      "portal.support.example",
    ]);
  });
});
