import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import declared from "../../firestore.indexes.json" with { type: "json" };
import { at, ofType, one, planOf, textAt } from "./plan.ts";

const plan = await planOf();

describe("the database", () => {
  test("keeps every version for a week, cannot be deleted, and lies where the settings say", () => {
    const { inputs } = one(plan, "firestore/database", "database");

    expect(inputs).toEqual({
      name: "(default)",
      locationId: "eur3",
      type: "FIRESTORE_NATIVE",
      pointInTimeRecoveryEnablement: "POINT_IN_TIME_RECOVERY_ENABLED",
      deleteProtectionState: "DELETE_PROTECTION_ENABLED",
      deletionPolicy: "ABANDON",
    });
  });

  test("comes after the bucket of releases, by which a next deployment knows it for its own", () => {
    expect(one(plan, "firestore/database", "database").dependsOn).toContain("releases");
  });

  test("is backed up each day for seven days, and each week for fourteen weeks", () => {
    const backups = ofType(plan, "firestore/backupSchedule").map(({ inputs }) => inputs);

    expect(backups).toEqual([
      { database: "(default)", dailyRecurrence: {}, retention: "604800s" },
      { database: "(default)", weeklyRecurrence: { day: "SUNDAY" }, retention: "8467200s" },
    ]);
  });

  test("has the rules of firestore.rules, word for word", () => {
    const { inputs } = one(plan, "firebaserules/ruleset", "rules");
    const release = one(plan, "firebaserules/release", "rules");

    expect(at(inputs, "source", "files", 0, "content")).toBe(
      readFileSync("firestore.rules", "utf8"),
    );
    expect(release.inputs).toEqual({
      name: "cloud.firestore",
      rulesetName: "projects/acme-support/rulesets/new",
    });
  });
});

const sorted = (values: readonly unknown[]) =>
  values.map((each) => JSON.stringify(each)).toSorted();

describe("indexes", () => {
  test("are those of firestore.indexes.json, field by field", () => {
    const made = ofType(plan, "firestore/index").map(
      ({ inputs: { collection, queryScope, fields } }) => [
        collection,
        queryScope,
        at(fields, "length"),
        ...Array.from({ length: Number(at(fields, "length")) }, (_, place) => [
          at(fields, place, "fieldPath"),
          at(fields, place, "order") ?? at(fields, place, "arrayConfig"),
        ]),
      ],
    );

    expect(sorted(made)).toEqual(
      sorted(
        declared.indexes.map(({ collectionGroup, queryScope, fields }) => [
          collectionGroup,
          queryScope,
          fields.length,
          ...fields.map((field) => [
            field.fieldPath,
            "order" in field ? field.order : field.arrayConfig,
          ]),
        ]),
      ),
    );
  });

  test("of single fields are those of firestore.indexes.json, those switched off included", () => {
    const made = ofType(plan, "firestore/field").map(({ inputs }) => [
      inputs["collection"],
      inputs["field"],
      JSON.stringify(at(inputs, "indexConfig", "indexes")).length > 2,
    ]);

    expect(sorted(made)).toEqual(
      sorted(
        declared.fieldOverrides.map(({ collectionGroup, fieldPath, indexes }) => [
          collectionGroup,
          fieldPath,
          indexes.length > 0,
        ]),
      ),
    );
  });

  test("are there before any function of a release runs, and so are the rules", () => {
    const first = [
      ...ofType(plan, "firestore/index"),
      ...ofType(plan, "firestore/field"),
      ...ofType(plan, "firebaserules/release"),
    ];
    const services = ofType(plan, "cloudrunv2/service");

    expect(services).toHaveLength(15);
    for (const { dependsOn } of services) {
      expect(dependsOn).toEqual(expect.arrayContaining(first.map(({ name }) => name)));
    }
  });
});

describe("documents that are to be forgotten", () => {
  const expiring = ofType(plan, "firestore/field")
    .filter(({ inputs }) => inputs["ttlConfig"] !== undefined)
    .map(({ inputs }) => `${textAt(inputs, "collection")}.${textAt(inputs, "field")}`);

  test("are those of receipts, deliveries and access records", () => {
    expect(expiring.toSorted()).toEqual([
      "accessRecords.expiresAt",
      "deliveries.expiresAt",
      "receipts.expiresAt",
    ]);
  });

  test("are written with `expiresAt` by as many adapters, so that none is kept for ever by mistake", () => {
    const folder = "functions/adapters/firestore/";
    const writing = readdirSync(folder).filter((file) =>
      /expiresAt[:,}]/.test(readFileSync(folder + file, "utf8")),
    );

    expect(writing.toSorted()).toEqual(["access-records.ts", "deliveries.ts", "receipts.ts"]);
  });
});

test("whatever is made comes after the APIs that it stands on", () => {
  const apis = ofType(plan, "projects/service").map(({ name }) => name);
  const others = plan.filter(({ type }) => !type.startsWith("gcp:projects/service:"));

  expect(apis).toContain("firestore.googleapis.com");
  for (const { name, dependsOn } of others) {
    expect([name, ...dependsOn]).toEqual(expect.arrayContaining(apis));
  }
});
