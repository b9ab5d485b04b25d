import { describe, expect, test } from "vitest";
import { compilePath } from "#platform/route-path.ts";
import { routes } from "../../functions/routes.ts";
import { at, everything, kebab, ofType, one, planOf, textAt } from "./plan.ts";

const hosting = await planOf({ domain: "api.support.example" });
const balanced = await planOf(everything);
const every = await planOf({ ...everything, own: routes.map(({ contract }) => contract.name) });

describe("Firebase Hosting", () => {
  test("hands every path on to the api, in its region", () => {
    const { inputs } = one(hosting, "firebase/hostingVersion", "everything-to-the-api");
    const release = one(hosting, "firebase/hostingRelease", "everything-to-the-api").inputs;

    expect(inputs).toEqual({
      siteId: "acme-support",
      config: { rewrites: [{ glob: "**", run: { serviceId: "api", region: "europe-north1" } }] },
    });
    expect([release["siteId"], release["versionName"]]).toEqual([
      "acme-support",
      "sites/acme-support/versions/new",
    ]);
  });

  test("answers at the API's own host name where there is one", async () => {
    const named = ofType(hosting, "firebase/hostingCustomDomain").map(
      ({ inputs }) => inputs["customDomain"],
    );

    expect(named).toEqual(["api.support.example"]);
    expect(ofType(await planOf(), "firebase/hostingCustomDomain")).toEqual([]);
  });

  test("needs no machine, network or address of the project", () => {
    expect(hosting.filter(({ type }) => type.startsWith("gcp:compute/"))).toEqual([]);
  });
});

describe("the load balancer", () => {
  test("takes the place of Hosting", () => {
    expect(balanced.filter(({ type }) => type.startsWith("gcp:firebase/"))).toEqual([]);
  });

  test("has one backend for each HTTP service, all behind the shield", () => {
    const backends = ofType(balanced, "compute/regionBackendService");
    const groups = ofType(balanced, "compute/regionNetworkEndpointGroup").map(({ inputs }) =>
      at(inputs, "cloudRun", "service"),
    );

    expect(backends.map(({ name }) => name)).toEqual([
      "api",
      "create-case",
      "get-case",
      "sign-download",
      "upload-attachment",
    ]);
    expect(groups).toEqual(backends.map(({ name }) => name));
    expect(new Set(backends.map(({ inputs }) => inputs["securityPolicy"]))).toEqual(
      new Set(["shield"]),
    );
  });

  test("keeps no lines of requests, whose addresses hold names and search texts", () => {
    const logs = ofType(balanced, "compute/regionBackendService").map(({ inputs }) =>
      at(inputs, "logConfig", "enable"),
    );

    expect(new Set(logs)).toEqual(new Set([false]));
  });

  test("speaks TLS alone, with a certificate for the API's host name", () => {
    const rule = one(balanced, "compute/forwardingRule", "front-door").inputs;
    const tls = one(balanced, "compute/regionSslPolicy", "front-door").inputs;
    const certificate = one(balanced, "certificatemanager/certificate", "front-door").inputs;

    expect([rule["portRange"], rule["loadBalancingScheme"]]).toEqual(["443", "EXTERNAL_MANAGED"]);
    expect(tls["minTlsVersion"]).toBe("TLS_1_2");
    expect(at(certificate, "managed", "domains")).toEqual(["api.support.example"]);
  });

  test("has proxies in a subnetwork of their own, before it is given traffic", () => {
    const proxies = one(balanced, "compute/subnetwork", "front-door-proxies");

    expect([proxies.inputs["purpose"], proxies.inputs["role"]]).toEqual([
      "REGIONAL_MANAGED_PROXY",
      "ACTIVE",
    ]);
    expect(one(balanced, "compute/forwardingRule", "front-door").dependsOn).toContain(
      "front-door-proxies",
    );
  });
});

describe("the shield", () => {
  const rules = at(one(balanced, "compute/regionSecurityPolicy", "shield").inputs, "rules");
  const list = Array.isArray(rules) ? rules : [];

  test("lets nobody ask more than 1 200 times a minute, and lets everything else through", () => {
    const limit = list.find((rule) => at(rule, "action") === "throttle");
    const last = list.find((rule) => at(rule, "priority") === 2_147_483_647);

    expect(at(limit, "rateLimitOptions")).toEqual({
      conformAction: "allow",
      exceedAction: "deny(429)",
      enforceOnKey: "IP",
      rateLimitThreshold: { count: 1_200, intervalSec: 60 },
    });
    expect(at(last, "action")).toBe("allow");
  });

  test("looks into no file, and into no text that a person wrote or searches for", () => {
    const expressions = list
      .filter((rule) => textAt(rule, "action") === "deny(403)")
      .map((rule) => textAt(rule, "match", "expr", "expression"));

    expect(expressions).toEqual([
      "!request.path.startsWith('/upload/') && evaluatePreconfiguredWaf('scannerdetection-v33-stable', {'sensitivity': 1, 'opt_out_rule_ids': ['owasp-crs-v030301-id913120-scannerdetection']})",
    ]);
  });
});

/** The service that the load balancer gives a request to, as its URL map says. */
function chosen(method: string, path: string, headers: readonly string[] = []): string {
  const matcher = at(one(every, "compute/regionUrlMap", "front-door").inputs, "pathMatchers", 0);
  const rules = at(matcher, "routeRules");
  const found = (Array.isArray(rules) ? rules : [])
    .toSorted((a, b) => Number(at(a, "priority")) - Number(at(b, "priority")))
    .find((rule) => {
      const matches = at(rule, "matchRules");
      return (Array.isArray(matches) ? matches : []).some(
        (match) =>
          new RegExp(`^(?:${textAt(match, "regexMatch")})$`).test(path) &&
          at(match, "headerMatches", 0, "headerName") === ":method" &&
          at(match, "headerMatches", 0, "exactMatch") === method &&
          at(match, "headerMatches", 1, "invertMatch") === true &&
          !headers.includes(textAt(match, "headerMatches", 1, "headerName")),
      );
    });
  return found ? textAt(found, "service") : textAt(matcher, "defaultService");
}

describe("routes of functions on their own", () => {
  const samples = routes.flatMap(({ contract }) =>
    contract.paths.flatMap((template) =>
      ["v2", "v2beta"].flatMap((version) =>
        ["customers", "organizations"].map((form) => ({
          name: contract.name,
          method: contract.method,
          path: template
            .replace("{version}", version)
            .replace("/customers/", `/${form}/`)
            .replaceAll(/\{\w+\}/g, "a1-b_2"),
        })),
      ),
    ),
  );

  test("stay far below what a URL map holds", () => {
    const rules = at(
      one(every, "compute/regionUrlMap", "front-door").inputs,
      "pathMatchers",
      0,
      "routeRules",
      "length",
    );

    expect(Number(rules)).toBe(routes.length);
    expect(Number(rules)).toBeLessThan(200);
  });

  test("bring every request to the function that answers it, as the front door in process does", () => {
    const strayed = samples.filter(({ name, method, path }) => {
      const answering = routes.find(
        ({ contract }) =>
          contract.method === method &&
          contract.paths.some((template) => compilePath(template)(path)),
      );
      return answering?.contract.name !== name || chosen(method, path) !== kebab(name);
    });

    expect(strayed).toEqual([]);
    expect(samples.length).toBeGreaterThan(150);
  });

  test.each([
    ["another method", "DELETE", "/v2/customers/1001/cases/1", []],
    ["a HEAD", "HEAD", "/v2/customers/1001/cases/1", []],
    ["a preflight", "OPTIONS", "/v2/customers/1001/cases", []],
    ["a verb behind a percent sign", "POST", "/v2/customers/1001/cases/1%3Aclose", []],
    ["a name behind a percent sign", "GET", "/v2/customers/1001/cases/%31", []],
    ["a GET that came as POST", "POST", "/v2/customers/1001/cases", ["x-http-method-override"]],
    ["a page of the reference", "GET", "/docs", []],
    ["another version", "GET", "/v3/customers/1001/cases/1", []],
    ["more than the path", "GET", "/x/v2/customers/1001/cases/1", []],
  ])("leave %s to the api: %s %s", (...[, method, path, headers]) => {
    expect(chosen(method, path, headers)).toBe("api");
  });

  test("tell a case from a verb behind it", () => {
    expect(chosen("GET", "/v2/customers/1001/cases/17")).toBe("get-case");
    expect(chosen("POST", "/v2/customers/1001/cases/17:close")).toBe("close-case");
    expect(chosen("POST", "/v2/customers/1001/cases")).toBe("create-case");
  });

  test("are written in what RE2 knows: no look-around, no groups with names, no references back", () => {
    const patterns = JSON.stringify(one(every, "compute/regionUrlMap", "front-door").inputs);

    expect(/\(\?|\\\\[1-9k]/.test(patterns)).toBe(false);
  });
});
