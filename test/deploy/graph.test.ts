import { describe, expect, test } from "vitest";
import { previewStack } from "../../infra/preview.ts";
import { alwaysOn, graphInWords } from "../../scripts/deploy/graph.ts";
import { kinds } from "../../scripts/deploy/kinds.ts";
import { settings } from "./cloud.ts";

const balanced = { frontDoor: "loadBalancer", domain: "api.support.example" } as const;
const everything = settings({
  ...balanced,
  alertAddresses: ["oncall@support.example"],
  budget: { billingAccount: "012345-6789AB-CDEF01", monthly: 50, currency: "EUR" },
});

describe("the graph in words", () => {
  test.each([
    ["Firebase Hosting", settings()],
    ["a load balancer", everything],
  ])("tells every resource behind %s by its name", async (_, chosen) => {
    const graph = await previewStack(chosen);

    const lines = graphInWords(graph).split("\n");

    const named = lines.filter((line) => line.startsWith("  "));
    expect(named).toHaveLength(graph.length);
    expect(graph.filter(({ name }) => !named.some((line) => line.startsWith(`  ${name}`)))).toEqual(
      [],
    );
  });

  test("knows a word for every kind of resource", async () => {
    const graph = [...(await previewStack(settings())), ...(await previewStack(everything))];

    const unknown = graph.filter(({ type }) => !Object.hasOwn(kinds, type));

    expect([...new Set(unknown.map(({ type }) => type))]).toEqual([]);
  });

  test("says of a function what it takes and where it runs", async () => {
    const words = graphInWords(await previewStack(settings()));

    expect(words).toMatch(/^ {2}api: 1024Mi, warm 1, at most 20, in europe-north1, let in: /m);
  });

  test("tells what is paid for around the clock, and what of it the settings choose", async () => {
    const warm = alwaysOn(await previewStack(settings()));
    const cold = alwaysOn(await previewStack(settings({ apiInstancesMin: 0 })));

    expect(warm[0]).toBe("1 × api, kept warm with one processor and 1024Mi");
    expect(cold.join()).not.toContain("api");
  });

  test("of a kind that nobody has described says its type, and hides nothing", () => {
    const words = graphInWords([
      { type: "gcp:new/thing:Thing", name: "surprise", inputs: {}, dependsOn: [], kept: false },
    ]);

    expect(words).toBe("Thing (1; what it costs is not told here)\n  surprise");
  });
});

describe("what the graph does in one go", () => {
  test("comes in the order that the steps promise: indexes and rules, then functions, then what calls them", async () => {
    const graph = await previewStack(settings());
    const of = (type: string) => graph.filter((each) => each.type === type);
    const names = (type: string) => of(type).map(({ name }) => name);
    const before = [
      ...names("gcp:firestore/index:Index"),
      ...names("gcp:firebaserules/release:Release"),
    ];

    const services = of("gcp:cloudrunv2/service:Service");
    const pushes = of("gcp:pubsub/subscription:Subscription");

    const late = services.filter(({ dependsOn }) =>
      before.some((name) => !dependsOn.includes(name)),
    );
    expect(late.map(({ name }) => name)).toEqual([]);
    const functions = names("gcp:cloudrunv2/service:Service");
    expect(
      pushes.filter(({ dependsOn }) => !dependsOn.some((name) => functions.includes(name))),
    ).toEqual([]);
  });
});
