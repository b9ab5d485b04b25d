import type * as gcp from "@pulumi/gcp";
import type { Contract } from "../functions/platform/contract.ts";
import { routes } from "../functions/routes.ts";

type MatchRule = gcp.types.input.compute.RegionUrlMapPathMatcherRouteRuleMatchRule;

/**
 * The requests that go to a function's own service rather than to the api: its method, and a path of its
 * templates, in RE2. What is written in another way (percent signs, a HEAD, a method override) goes to the api, which
 * reads it as the function would.
 */
export function matchRulesOf({ method, paths }: Pick<Contract, "method" | "paths">): MatchRule[] {
  return paths.map((template) => ({
    regexMatch: patternOf(template),
    headerMatches: [
      { headerName: ":method", exactMatch: method },
      { headerName: "x-http-method-override", presentMatch: true, invertMatch: true },
    ],
  }));
}

/** The templates of `platform/route-path.ts`, for a load balancer: undecoded, and without groups that have names. */
export function patternOf(template: string): string {
  return template
    .replace("/customers/", "/(customers|organizations)/")
    .replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      name === "version" ? "(v2|v2beta)" : "[^/:%]+",
    );
}

/** The contract of an HTTP function. */
export function contractOf(name: string): Contract {
  const found = routes.find(({ contract }) => contract.name === name);
  if (!found) throw new Error(`There is no HTTP function ${name}.`);
  return found.contract;
}
