import { readFileSync } from "node:fs";
import * as gcp from "@pulumi/gcp";
import type { Resource } from "@pulumi/pulumi";
import { z } from "zod";
import declared from "../firestore.indexes.json" with { type: "json" };
import type { Ground } from "./ground.ts";

const Order = z.enum(["ASCENDING", "DESCENDING"]);
const Scope = z.enum(["COLLECTION", "COLLECTION_GROUP"]);
const Contains = z.literal("CONTAINS");

/** What firestore.indexes.json may hold here; anything else stops the program, so that it is not overlooked. */
const Declared = z.strictObject({
  indexes: z.array(
    z.strictObject({
      collectionGroup: z.string(),
      queryScope: Scope,
      fields: z.array(
        z.strictObject({
          fieldPath: z.string(),
          order: Order.optional(),
          arrayConfig: Contains.optional(),
        }),
      ),
    }),
  ),
  fieldOverrides: z.array(
    z.strictObject({
      collectionGroup: z.string(),
      fieldPath: z.string(),
      ttl: z.literal(true).optional(),
      indexes: z.array(
        z.strictObject({
          order: Order.optional(),
          arrayConfig: Contains.optional(),
          queryScope: Scope,
        }),
      ),
    }),
  ),
});
type Declared = z.infer<typeof Declared>;

const daySeconds = 86_400;

/** The database; `ready` is what a new release of a function waits for, so that it never asks before its index. */
export function makeDatabase(
  ground: Ground,
  before: readonly Resource[],
): {
  database: gcp.firestore.Database;
  ready: Resource[];
} {
  const database = new gcp.firestore.Database(
    "database",
    {
      name: "(default)",
      locationId: ground.settings.databaseLocation,
      type: "FIRESTORE_NATIVE",
      pointInTimeRecoveryEnablement: "POINT_IN_TIME_RECOVERY_ENABLED",
      deleteProtectionState: "DELETE_PROTECTION_ENABLED",
      deletionPolicy: "ABANDON",
    },
    { ...ground.after(...before), protect: true },
  );
  makeBackups(ground, database);
  const { indexes, fieldOverrides } = Declared.parse(declared);
  const ready = [
    ...indexes.map((each) => makeIndex(each, ground, database)),
    ...fieldOverrides.map((each) => makeField(each, ground, database)),
    makeRules(ground, database),
  ];
  return { database, ready };
}

function makeBackups({ after }: Ground, database: gcp.firestore.Database): void {
  new gcp.firestore.BackupSchedule(
    "daily-backup",
    { database: database.name, retention: `${7 * daySeconds}s`, dailyRecurrence: {} },
    after(database),
  );
  new gcp.firestore.BackupSchedule(
    "weekly-backup",
    {
      database: database.name,
      retention: `${14 * 7 * daySeconds}s`,
      weeklyRecurrence: { day: "SUNDAY" },
    },
    after(database),
  );
}

function makeIndex(
  { collectionGroup, queryScope, fields }: Declared["indexes"][number],
  { after }: Ground,
  database: gcp.firestore.Database,
): Resource {
  const path = fields.map(({ fieldPath, order, arrayConfig }) => {
    return `${fieldPath}-${(order ?? arrayConfig ?? "").toLowerCase()}`;
  });
  const group = queryScope === "COLLECTION_GROUP" ? "group-" : "";
  return new gcp.firestore.Index(
    `${group}${collectionGroup}.${path.join(".")}`,
    { database: database.name, collection: collectionGroup, queryScope, fields },
    // An earlier release may still ask by it: an index that is no longer declared is taken away by hand.
    { ...after(database), retainOnDelete: true },
  );
}

function makeField(
  { collectionGroup, fieldPath, ttl, indexes }: Declared["fieldOverrides"][number],
  { after }: Ground,
  database: gcp.firestore.Database,
): Resource {
  return new gcp.firestore.Field(
    `${collectionGroup}.${fieldPath}`,
    {
      database: database.name,
      collection: collectionGroup,
      field: fieldPath,
      indexConfig: { indexes },
      ...(ttl && { ttlConfig: {} }),
    },
    { ...after(database), retainOnDelete: true },
  );
}

/** Rules read the database, so they may be released once it is there; a ruleset is never changed, only followed. */
function makeRules({ after }: Ground, database: gcp.firestore.Database): Resource {
  const content = readFileSync(new URL("../firestore.rules", import.meta.url), "utf8");
  const ruleset = new gcp.firebaserules.Ruleset(
    "rules",
    { source: { files: [{ name: "firestore.rules", content }] } },
    after(database),
  );
  return new gcp.firebaserules.Release(
    "rules",
    { name: "cloud.firestore", rulesetName: ruleset.name },
    after(database),
  );
}
