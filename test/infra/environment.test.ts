import { describe, expect, test } from "vitest";
import { Config } from "#platform/config.ts";
import { routes } from "../../functions/routes.ts";
import { subscriptions } from "../../functions/subscriptions.ts";
import type { Planned } from "../../infra/preview.ts";
import { containerOf, variablesOf } from "./containers.ts";
import { bundled } from "./evidence.ts";
import { everything, kebab, listAt, ofType, one, planOf, textAt } from "./plan.ts";

const every = { ...everything, own: routes.map(({ contract }) => contract.name) };
const least = await planOf();
const most = await planOf(every);

const service = "cloudrunv2/service";

/** What a service would read of its variables, with secrets in place of their names. */
function environmentOf(planned: Planned): Record<string, string> {
  const secrets: Record<string, string> = {
    "secret:SMTP_URL": "smtps://mail.support.example",
    "secret:PAGE_TOKEN_KEY": "a key that the tests made up, of 32 and more",
  };
  return Object.fromEntries(
    [...variablesOf(planned)].map(([name, value]) => [name, secrets[value] ?? value]),
  );
}

describe("variables", () => {
  test.each([...ofType(least, service), ...ofType(most, service)])(
    "of $name satisfy the product's configuration",
    (planned) => {
      const read = Config.safeParse(environmentOf(planned));

      expect(read.error?.issues).toBeUndefined();
    },
  );

  test.each([...ofType(least, service), ...ofType(most, service)])(
    "of $name have a name each, for Cloud Run refuses one that comes twice",
    (planned) => {
      const names = listAt(containerOf(planned), "envs").map((each) => textAt(each, "name"));

      expect(names).toEqual([...new Set(names)]);
      expect(names).toContain("RELEASE");
    },
  );

  const optional = ["ATTACHMENT_TYPES", "CLAMD_ADDRESS", "CORS_ORIGINS", "PERSONAL_DATA_DETECTOR"];

  test.each([
    ...routes.map(({ contract }) => ["http", contract.name] as const),
    ...subscriptions.map(({ to }) => ["events", to.contract.name] as const),
  ])("of %s %s that may be left out are those that its code reads", async (folder, name) => {
    const file = kebab(name);
    const code = await bundled(`functions/${folder}/${file}.ts`, "whole");
    const set = variablesOf(one(most, service, file));

    expect(optional.filter((each) => set.has(each))).toEqual(
      optional.filter((each) => code.includes(`.${each}`) || code.includes(`${each} }`)),
    );
  });

  test("hold the password of the mail server where mail is sent alone", () => {
    const knowing = ofType(most, service).filter(
      (each) => variablesOf(each).get("SMTP_URL") === "secret:SMTP_URL",
    );

    expect(knowing.map(({ name }) => name)).toEqual(["mail-consent", "mail-followers"]);
  });

  test("tell every service its release, which health shows", () => {
    const releases = ofType(least, service).map((each) => variablesOf(each).get("RELEASE"));

    expect(new Set(releases)).toEqual(new Set(["20261123-0815-3101a87"]));
  });

  test("have every service answer an error without its text", () => {
    const modes = ofType(most, service).map((each) => variablesOf(each).get("NODE_ENV"));

    expect(new Set(modes)).toEqual(new Set(["production"]));
  });

  test("tell the front door the web API key, which is no secret", () => {
    const knowing = ofType(most, service).filter((each) => variablesOf(each).has("WEB_API_KEY"));

    expect(knowing.map(({ name }) => name)).toEqual(["api"]);
  });

  test("switch the exporter of traces on where a share of them is wanted, and say nothing of it elsewhere", () => {
    const traced = variablesOf(one(most, service, "mail-followers"));

    expect(traced.get("OTEL_TRACES_EXPORTER")).toBe("otlp");
    expect(traced.get("OTEL_TRACES_SAMPLER_ARG")).toBe("0.1");
    expect(traced.get("OTEL_EXPORTER_OTLP_ENDPOINT")).toBe("https://telemetry.googleapis.com");
    expect(
      [...variablesOf(one(least, service, "api")).keys()].filter((name) => name.startsWith("OTEL")),
    ).toEqual([]);
  });
});
