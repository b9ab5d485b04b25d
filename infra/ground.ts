import type { CustomResourceOptions, Resource } from "@pulumi/pulumi";
import type { Settings } from "./settings.ts";

/** What every part of the graph stands on. */
export type Ground = {
  settings: Settings;
  /** The options of a resource: the project's own provider, after the enabled APIs and whatever is named here. */
  after: (...others: readonly Resource[]) => CustomResourceOptions;
};
