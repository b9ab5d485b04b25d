import { type Planned, previewStack } from "../../infra/preview.ts";
import { Settings } from "../../infra/settings.ts";

export type Given = Record<string, unknown>;

const least = {
  project: "acme-support",
  region: "europe-north1",
  databaseLocation: "eur3",
  bucketLocation: "EU",
  release: "20261123-0815-3101a87",
  supportDomain: "support.example",
  portalUrl: "https://portal.support.example",
  mailFrom: "Support <cases@support.example>",
  mailDomain: "mail.support.example",
};

/** Everything that can be chosen, chosen. */
export const everything: Given = {
  frontDoor: "loadBalancer",
  domain: "api.support.example",
  own: ["createCase", "getCase", "uploadAttachment", "signDownload"],
  corsOrigins: ["https://portal.support.example"],
  attachmentTypes: ["image/*", "application/pdf"],
  scanner: { address: "10.20.0.5:3310", network: "inside", subnetwork: "inside-north" },
  personalDataDetector: "dlp",
  webApiKey: "an-api-key",
  traceRatio: 0.1,
  alertAddresses: ["oncall@support.example"],
  budget: { billingAccount: "012345-6789AB-CDEF01", monthly: 300, currency: "EUR" },
};

export function settingsWith(given: Given = {}): Settings {
  return Settings.parse({ ...least, ...given });
}

const plans = new Map<string, Promise<readonly Planned[]>>();

/** The planned resources of the least settings, changed by those given; one and the same for the same settings. */
export function planOf(given: Given = {}): Promise<readonly Planned[]> {
  const key = JSON.stringify(given, (_name, value: unknown) => value ?? null);
  const plan = plans.get(key) ?? previewStack(settingsWith(given));
  plans.set(key, plan);
  return plan;
}

/** The resources of a type, such as `pubsub/topic`. */
export function ofType(plan: readonly Planned[], type: string): Planned[] {
  return plan.filter((each) => each.type.startsWith(`gcp:${type}:`));
}

/** The one resource of a type and a name. */
export function one(plan: readonly Planned[], type: string, name: string): Planned {
  const [found, ...more] = ofType(plan, type).filter((each) => each.name === name);
  if (!found || more.length > 0) throw new Error(`There is not one ${type} ${name}.`);
  return found;
}

/** What stands in an input, however deep: `at(inputs, "template", "containers", 0)`. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, key) => Reflect.get(Object(inner), key), value);
}

/** The text that stands in an input; anything else as JSON. */
export function textAt(value: unknown, ...path: readonly (string | number)[]): string {
  const found = at(value, ...path);
  return typeof found === "string" ? found : JSON.stringify(found ?? null);
}

/** The list that stands in an input; none where there is nothing. */
export function listAt(value: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** The name of a function's file and of its service. */
export function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** A copy in which one resource's inputs are changed. */
export function changed(
  plan: readonly Planned[],
  { type, name }: Pick<Planned, "type" | "name">,
  inputs: Record<string, unknown>,
): Planned[] {
  return plan.map((each) =>
    each.type === type && each.name === name
      ? { ...each, inputs: { ...each.inputs, ...inputs } }
      : each,
  );
}
