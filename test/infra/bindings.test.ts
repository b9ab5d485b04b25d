import { describe, expect, test } from "vitest";
import type { Planned } from "../../infra/preview.ts";
import { bindingsIn, faultsOf } from "./bindings.ts";
import { evidenceOf } from "./evidence.ts";
import { planOf } from "./plan.ts";

const events = await evidenceOf("events");
const plan = await planOf();

const grant = (type: string, inputs: Record<string, unknown>): Planned[] => [
  ...plan,
  { type, name: "another", inputs, dependsOn: [], kept: false },
];
const mailer = "serviceAccount:fn-mail-followers@acme-support.iam.gserviceaccount.com";
const faults = (changed: readonly Planned[]) =>
  faultsOf("fn-mail-followers", changed, events.get("mailFollowers") ?? new Set());

describe("a graph that is changed", () => {
  test.each([
    ["gcp:projects/iAMMember:IAMMember", { project: "acme-support", role: "roles/editor" }],
    [
      "gcp:storage/bucketIAMMember:BucketIAMMember",
      { bucket: "acme-support-attachments", role: "roles/storage.objectViewer" },
    ],
    [
      "gcp:secretmanager/secretIamMember:SecretIamMember",
      { secretId: "PAGE_TOKEN_KEY", role: "roles/secretmanager.secretAccessor" },
    ],
    [
      "gcp:pubsub/topicIAMMember:TopicIAMMember",
      { topic: "case-events", role: "roles/pubsub.publisher" },
    ],
  ])("by a role too many (%s) is told", (type, inputs) => {
    expect(faults(grant(type, { ...inputs, member: mailer }))).toHaveLength(1);
  });

  test.each(bindingsIn(plan).filter(({ member }) => member === "fn-mail-followers"))(
    "by a role too few ($role) is told",
    ({ role }) => {
      const fewer = plan.filter(
        ({ inputs }) => inputs["member"] !== mailer || inputs["role"] !== role,
      );

      expect(faults(fewer)).toHaveLength(1);
    },
  );

  test("by a way of granting that no test knows is told", () => {
    const changed = grant("gcp:projects/iAMBinding:IAMBinding", {
      role: "roles/owner",
      members: [mailer],
    });

    expect(() => faults(changed)).toThrow("grants in a way that no test looks at");
  });
});
