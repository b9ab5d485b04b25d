import { routes } from "../functions/routes.ts";
import { subscriptions } from "../functions/subscriptions.ts";
import { serviceNameOf } from "./names.ts";
import { eventNeeds, httpNeeds, type Need } from "./needs.ts";

/** A function as the cloud has it. */
export type Deployed = {
  /** Its entry point, `mailFollowers`. */
  name: string;
  /** Its Cloud Run service, `mail-followers`. */
  service: string;
  kind: "http" | "event";
  needs: ReadonlySet<Need>;
};

/** The front door, the HTTP functions that are deployed on their own, and every function with a subscription. */
export function deployedFunctions(own: readonly string[]): readonly Deployed[] {
  const everyRoute = routes.flatMap(({ contract }) => needsOf(contract.name, httpNeeds));
  const events = new Set(subscriptions.map(({ to }) => to.contract.name));
  return [
    deployed("api", "http", everyRoute),
    ...[...new Set(own)].map((name) => deployed(name, "http", needsOf(name, httpNeeds))),
    ...[...events].map((name) => deployed(name, "event", needsOf(name, eventNeeds))),
  ];
}

function deployed(name: string, kind: Deployed["kind"], needs: readonly Need[]): Deployed {
  // Who may do more may do less, too: one role, not two.
  const all = new Set(needs);
  if (all.has("records:write")) all.delete("records:read");
  if (all.has("files:read")) all.delete("files:show");
  return { name, service: serviceNameOf(name), kind, needs: all };
}

function needsOf(name: string, table: Readonly<Record<string, readonly Need[]>>): readonly Need[] {
  const needs = Object.hasOwn(table, name) ? table[name] : undefined;
  if (!needs) throw new Error(`infra/needs.ts does not say what ${name} needs.`);
  return needs;
}
