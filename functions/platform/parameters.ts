import { z } from "zod";
import { invalid, Refusal, type Violation } from "#domain/refusal.ts";
import { camelCase } from "./parse-body.ts";

/** Parameters that Google's clients add to any call: accepted, and without effect but for `fields` and `alt`. */
const ignored = new Set([
  "$.xgafv",
  // A token in an address ends up in logs; the header alone counts.
  "access_token",
  "callback",
  "key",
  "oauth_token",
  "prettyPrint",
  "quotaUser",
  "uploadType",
  "upload_protocol",
]);

const pageSizeMax = 100;

/** How many at the most: ten unless told, and never more than a hundred however large the number. */
export const PageSize = z
  .string()
  .regex(/^\d{1,100}$/, "Give a number that is not negative.")
  .meta({ examples: ["25"] })
  .transform((text) => Math.min(Number(text) || 10, pageSizeMax))
  .default(10)
  .meta({
    description:
      "How many items the page has at most: 10 unless told or where it is 0, never more than 100.",
  });

export const PageToken = z.string().max(2_000).default("").meta({
  description:
    "The `nextPageToken` of the page before; absent for the first page. All other parameters but `pageSize` must be those of the first page.",
});

/** Where the next page begins, in the answer of a list. */
export const NextPageToken = z.string().optional().meta({
  description: "Give it as `pageToken` to get the next page; absent on the last one.",
});

export const Flag = z
  .enum(["true", "false"], { error: "Give true or false." })
  .transform((text) => text === "true")
  .default(false);

export const paging = { pageSize: PageSize, pageToken: PageToken };

export type Parameters = {
  given: Record<string, string | string[]>;
  fields?: string;
};

/**
 * The parameters of a query string by their camelCase names, without the standard ones. A repeated
 * parameter becomes a list, in whatever spellings. Throws `INVALID_ARGUMENT` for more parameters than
 * any call has, and `NOT_IMPLEMENTED` for an `alt` that this product, or this function, does not speak.
 */
export function readParameters(
  query: URLSearchParams,
  { media }: { media: boolean } = { media: false },
): Parameters {
  if (query.size > parametersMax) throw invalid(countFault);
  const given: Record<string, string | string[]> = Object.create(null);
  const own = [...query].filter(([key]) => !ignored.has(key) && key !== "alt" && key !== "fields");
  for (const [name, pairs] of Map.groupBy(own, ([key]) => camelCase(key))) {
    const [[, first] = ["", ""], ...more] = pairs;
    given[name] = more.length === 0 ? first : pairs.map(([, value]) => value);
  }
  requireSpoken(query.getAll("alt"), media);
  const [fields, ...more] = query.getAll("fields");
  if (more.length > 0) throw invalid({ field: "fields", description: "Give this once." });
  return fields ? { given, fields } : { given };
}

const parametersMax = 100;
const countFault = { field: "…", description: `Give at most ${parametersMax} parameters.` };

function requireSpoken(alternatives: string[], media: boolean): void {
  for (const alt of alternatives) {
    if (alt === "json" || alt === "" || (alt === "media" && media)) continue;
    if (alt === "proto" || alt === "media") {
      throw new Refusal("NOT_IMPLEMENTED", `alt=${alt} is not spoken here.`, {
        remedy: "Ask with alt=json.",
      });
    }
    throw invalid(altFault);
  }
}

const altFault: Violation = { field: "alt", description: "Give json." };

/** Accepted from v2beta clients, which may send the parent beside a query that says where to search. */
export const ParentIgnored = z.string().optional().meta({
  description: "Has no effect: name the customer in the path or in `query`.",
});
