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

    const named = lines.filter((line) => /^ {2}\S/.test(line));
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

  test("says beside what is open to everybody who checks the calls", async () => {
    const lines = graphInWords(await previewStack(settings())).split("\n");
    const open = lines.filter((line) => /allUsers|INGRESS_TRAFFIC_ALL/.test(line));

    expect(open).toHaveLength(2);
    expect(open.filter((line) => !/ [(].*checks .*token itself[)]$/.test(line))).toEqual([]);
  });

  test("tells of a subscription where what is given up goes to, over two lines where it is long", async () => {
    const words = graphInWords(await previewStack(settings()));

    expect(words).toMatch(
      /\n {2}case-events[.]confirmEvent: to https:\S+\/topics\/case-events,\n {6}given up to dead-letters, after 10\n/,
    );
  });

  test("cuts nothing off, and has no line that is longer than it needs to be", async () => {
    const lines = graphInWords(await previewStack(everything)).split("\n");

    expect(lines.filter((line) => line.includes("…"))).toEqual([]);
    expect(lines.filter((line) => line.length > 150 && line.includes(", "))).toEqual([]);
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
