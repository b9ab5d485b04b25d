import { runtime } from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks.js";
import { answerOf, answerTo } from "./cloud-answers.ts";
import type { Settings } from "./settings.ts";

/** A resource as it would be asked for: its type, and its name in the program. */
export type Planned = {
  type: string;
  name: string;
  inputs: Record<string, unknown>;
  /** The names of what comes before it. */
  dependsOn: string[];
  /** True where it stays in the project although the program no longer declares it. */
  kept: boolean;
};

type Asked = Omit<Planned, "dependsOn" | "kept">;
type Place = Pick<Planned, "dependsOn" | "kept">;

const previewProject = "support-cases";

let last: Promise<unknown> = Promise.resolve();

/**
 * The whole graph for these settings, ordered by type and name, without a cloud, an account or Pulumi's engine. It
 * shows what would be asked of Google; whether Google accepts it, the provider alone can tell.
 */
export function previewStack(settings: Settings): Promise<Planned[]> {
  // Pulumi has one monitor for a process.
  const planned = last.then(() => preview(settings));
  last = planned.catch(() => undefined);
  return planned;
}

async function preview(settings: Settings): Promise<Planned[]> {
  const planned: Asked[] = [];
  const places = new Map<string, Place>();
  const mocks: runtime.Mocks = {
    newResource({ type, name, inputs }) {
      planned.push({ type, name, inputs });
      return answerTo({ type, name, inputs }, settings);
    },
    call: ({ inputs, token }) => ({ ...inputs, ...answerOf(token, settings) }),
  };
  await runtime.setMocks(mocks, previewProject, "preview");
  runtime.setMockOptions(watched(mocks, places), previewProject, "preview");
  // Not before: the provider's classes read the monitor's abilities when they are loaded.
  const { declareStack } = await import("./stack.ts");
  declareStack(settings);
  await runtime.disconnect();
  return planned
    .filter(({ type }) => !type.startsWith("pulumi:"))
    .map((each) => ({ ...each, ...placeIn(places, each) }))
    .toSorted((a, b) => compare(a.type, b.type) || compare(a.name, b.name));
}

function placeIn(places: ReadonlyMap<string, Place>, { type, name }: Asked): Place {
  const place = places.get(`${type} ${name}`);
  if (!place) throw new Error(`${type} ${name} was never registered.`);
  return place;
}

/** A monitor that notes what each resource comes after, and whether it stays, which the mocks are not told. */
function watched(mocks: runtime.Mocks, places: Map<string, Place>): MockMonitor {
  const monitor = new MockMonitor(mocks);
  const registerResource = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, callback) => {
    const urns: string[] = request.getDependenciesList();
    const names = urns.map((urn) => urn.slice(urn.lastIndexOf("::") + 2));
    places.set(`${request.getType()} ${request.getName()}`, {
      dependsOn: [...new Set(names)].toSorted(),
      kept: request.getProtect() === true || request.getRetainondelete() === true,
    });
    return registerResource(request, callback);
  };
  return monitor;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
