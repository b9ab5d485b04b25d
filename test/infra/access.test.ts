import { describe, expect, test } from "vitest";
import { routes } from "../../functions/routes.ts";
import { accountOf, bindingsIn, faultsOf } from "./bindings.ts";
import { evidenceOf } from "./evidence.ts";
import { kebab, ofType, one, planOf, textAt } from "./plan.ts";

const service = "cloudrunv2/service";

const http = await evidenceOf("http");
const events = await evidenceOf("events");
const every = { own: routes.map(({ contract }) => contract.name) };
const plan = await planOf(every);

describe("service accounts", () => {
  test.each([...http, ...events])(
    "%s runs as an account of its own, with what its code needs",
    (name, evidence) => {
      const account = accountOf(one(plan, service, kebab(name)));

      expect(account).toBe(`fn-${kebab(name)}`);
      expect(faultsOf(account, plan, evidence)).toEqual([]);
    },
  );

  test("the front door may do what the functions behind it may together, and no more", () => {
    const together = new Set([...http.values()].flatMap((evidence) => [...evidence]));

    expect(accountOf(one(plan, service, "api"))).toBe("fn-api");
    expect(faultsOf("fn-api", plan, together)).toEqual([]);
  });

  test.each(ofType(plan, service))("$name runs once its account has every role", (running) => {
    const member = textAt(running.inputs, "template", "serviceAccount");
    const roles = plan.filter(({ inputs }) => inputs["member"] === `serviceAccount:${member}`);

    expect(roles).not.toEqual([]);
    expect(running.dependsOn).toEqual(expect.arrayContaining(roles.map(({ name }) => name)));
  });

  test("no account is shared, and none is without a service or a subscription", () => {
    const running = ofType(plan, service).map(accountOf);
    const pushing = ofType(plan, "pubsub/subscription").map(
      ({ name }) => `push-${kebab(name.split(".")[1] ?? "")}`,
    );
    const accounts = ofType(plan, "serviceaccount/account").map(({ inputs }) =>
      textAt(inputs, "accountId"),
    );

    expect(new Set(running).size).toBe(running.length);
    expect(accounts.toSorted()).toEqual([...running, ...new Set(pushing)].toSorted());
  });

  test("every account's id is one that Google takes: 6 to 30 letters, digits and hyphens", () => {
    const ids = ofType(plan, "serviceaccount/account").map(({ inputs }) =>
      textAt(inputs, "accountId"),
    );

    expect(ids.filter((id) => !/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/.test(id))).toEqual([]);
  });

  test("DLP is allowed to those who search for personal data, and only where it is chosen", async () => {
    const chosen = await planOf({ ...every, personalDataDetector: "dlp" });
    const dlp = bindingsIn(chosen).filter(({ role }) => role === "roles/dlp.user");
    const searching = [...http, ...events].filter(([, evidence]) => evidence.has("detect"));

    expect(dlp.map(({ member }) => member).toSorted()).toEqual(
      ["fn-api", ...searching.map(([name]) => `fn-${kebab(name)}`)].toSorted(),
    );
  });

  test("traces may be written by every function, and only where they are exported", async () => {
    const exporting = bindingsIn(await planOf({ traceRatio: 0.1 }));
    const writers = exporting.filter(({ role }) => role === "roles/telemetry.tracesWriter");

    expect(writers.map(({ member }) => member).every((member) => member.startsWith("fn-"))).toBe(
      true,
    );
    expect(writers).toHaveLength(15);
    expect(bindingsIn(plan).filter(({ role }) => role.includes("telemetry"))).toEqual([]);
  });
});

/** Everything that anybody may do in the project by this program: role, on what, who, and why. */
const reasons: readonly [role: string, on: RegExp, member: RegExp, why: string][] = [
  ["roles/datastore.viewer", /^project acme-support$/, /^fn-/, "reads documents"],
  ["roles/datastore.user", /^project acme-support$/, /^fn-/, "reads and writes documents"],
  ["roles/pubsub.publisher", /^topic (case|custody)-events$/, /^fn-/, "tells of what it changed"],
  ["roles/pubsub.publisher", /^topic access-records$/, /^fn-/, "tells whom it showed a case"],
  ["roles/storage.objectViewer", /^bucket acme-support-attachments$/, /^fn-/, "reads files"],
  ["roles/storage.objectCreator", /^bucket acme-support-attachments$/, /^fn-/, "stores files"],
  [
    "projects/acme-support/roles/attachmentRemover",
    /^bucket acme-support-attachments$/,
    /^fn-/,
    "removes files",
  ],
  [
    "projects/acme-support/roles/attachmentReader",
    /^bucket acme-support-attachments$/,
    /^fn-sign-download$/,
    "shows a file to the bearer of its address",
  ],
  [
    "projects/acme-support/roles/addressSigner",
    /^account fn-/,
    /^fn-(api|sign-download|start-upload)$/,
    "signs addresses",
  ],
  ["roles/secretmanager.secretAccessor", /^secret SMTP_URL$/, /^fn-mail-/, "sends mail"],
  ["roles/secretmanager.secretAccessor", /^secret PAGE_TOKEN_KEY$/, /^fn-/, "seals page tokens"],
  ["roles/run.invoker", /^service /, /^push-/, "pushes events"],
  [
    "roles/run.invoker",
    /^service /,
    /^allUsers$/,
    "asks; the function verifies the ID token itself",
  ],
  [
    "roles/iam.serviceAccountTokenCreator",
    /^account push-/,
    /^gcp-sa-pubsub$/,
    "Pub/Sub signs its pushes",
  ],
  [
    "roles/pubsub.publisher",
    /^topic (dead-letters|late-access-records)$/,
    /^gcp-sa-pubsub$/,
    "Pub/Sub buries what was given up",
  ],
  [
    "roles/pubsub.subscriber",
    /^subscription /,
    /^gcp-sa-pubsub$/,
    "Pub/Sub takes off what it has buried",
  ],
  [
    "roles/pubsub.publisher",
    /^topic attachment-objects$/,
    /^gs-project-accounts$/,
    "Cloud Storage tells of finished uploads",
  ],
  [
    "roles/storage.objectViewer",
    /^bucket acme-support-releases$/,
    /^serverless-robot-prod$/,
    "Cloud Run fetches the code",
  ],
];

describe("every binding", () => {
  test.each(reasons)("%s on %s for %s: it %s", (role, on, member) => {
    const found = bindingsIn(plan).filter(
      (each) => each.role === role && on.test(each.on) && member.test(each.member),
    );

    expect(found).not.toEqual([]);
  });

  test("has a reason", () => {
    const without = bindingsIn(plan).filter(
      (each) =>
        !reasons.some(
          ([role, on, member]) =>
            each.role === role && on.test(each.on) && member.test(each.member),
        ),
    );

    expect(without).toEqual([]);
  });

  test("everybody may ask HTTP functions alone, which verify the ID token themselves", () => {
    const open = bindingsIn(plan).filter(({ member }) => /^all(Authenticated)?Users$/.test(member));

    expect(open.map(({ on }) => on).toSorted()).toEqual(
      ["api", ...[...http.keys()].map(kebab)].map((name) => `service ${name}`).toSorted(),
    );
  });

  test("an account that pushes may invoke the one service that it pushes to, and do nothing else", () => {
    const pushing = bindingsIn(plan).filter(({ member }) => member.startsWith("push-"));

    expect(pushing.map(({ member, role, on }) => `${member} ${role} ${on}`).toSorted()).toEqual(
      [...events.keys()]
        .map((name) => `push-${kebab(name)} roles/run.invoker service ${kebab(name)}`)
        .toSorted(),
    );
  });

  test("the roles of our own can sign and no more, read and not list, remove and neither read nor write", () => {
    const roles = ofType(plan, "projects/iAMCustomRole").map(({ inputs }) => [
      inputs["roleId"],
      inputs["permissions"],
    ]);

    expect(roles).toEqual([
      ["addressSigner", ["iam.serviceAccounts.signBlob"]],
      ["attachmentReader", ["storage.objects.get"]],
      ["attachmentRemover", ["storage.objects.delete", "storage.objects.list"]],
    ]);
  });

  test("functions that sign addresses do so as themselves alone, and can make no tokens", () => {
    const given = bindingsIn(plan).filter(({ member }) => member.startsWith("fn-"));
    const signing = given.filter(({ role }) => role.endsWith("/addressSigner"));

    expect(signing.map(({ member, on }) => `${member} on ${on}`).toSorted()).toEqual([
      "fn-api on account fn-api",
      "fn-sign-download on account fn-sign-download",
      "fn-start-upload on account fn-start-upload",
    ]);
    expect(given.filter(({ role }) => role.includes("TokenCreator"))).toEqual([]);
  });
});
