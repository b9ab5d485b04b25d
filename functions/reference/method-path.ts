import type { Contract } from "#platform/contract.ts";

/** The one parameter of a path: the name of a resource, or of that below which a collection stands. */
export type ResourceName = { parameter: "name" | "parent"; pattern: string; forms: string[] };

export type MethodPath = {
  /** With the resource as one parameter: `v2/{+name}:close`. */
  path: string;
  /** With its ids one by one: `v2/customers/{customersId}/cases/{casesId}:close`. */
  flatPath: string;
  /** Where the bytes of an upload go. */
  uploadPath?: string;
  /** Absent for collections that stand below nothing. */
  resource?: ResourceName;
};

type Split = { resource: string; rest: string; parameter: "name" | "parent" };

/** The path of a function in the form of Google's discovery documents. */
export function methodPath(
  contract: Pick<Contract, "paths" | "methodId">,
  version: string,
): MethodPath {
  const templates = contract.paths.filter((path) => !path.startsWith("/upload/"));
  const splits = templates.map((template) => split(template, contract.methodId));
  // Google's v2 searches below a parent, its v2beta everywhere: where paths differ, these are the last and the first.
  const chosen = version === "v2" ? splits.at(-1) : splits[0];
  if (!chosen) throw new Error(`${contract.methodId} has no path.`);
  const alike = splits.filter((each) => formOf(each) === formOf(chosen));
  const path = `${version}/${formOf(chosen)}`;
  const flatPath = `${version}/${flat(chosen.resource)}${chosen.rest}`;
  const uploads = contract.paths.length > templates.length;
  return {
    path,
    flatPath,
    ...(uploads && { uploadPath: `/upload/${path}` }),
    ...(chosen.resource !== "" && { resource: resourceOf(alike, chosen.parameter) }),
  };
}

/** `customers/{customer}/cases/{case}` and `:close`, or `customers/{customer}` and `/cases:search`. */
function split(template: string, methodId: string): Split {
  const bare = template.replace("/{version}/", "");
  const verb = /:\w+$/.exec(bare)?.[0] ?? "";
  const path = bare.slice(0, bare.length - verb.length);
  if (path.endsWith("}")) {
    // So Google's own client calls it, though the feed is the case's.
    const parameter = methodId === "cases.showFeed" ? "parent" : "name";
    return { resource: path, rest: verb, parameter };
  }
  const at = path.lastIndexOf("}") + 1;
  return { resource: path.slice(0, at), rest: path.slice(at) + verb, parameter: "parent" };
}

function formOf({ resource, rest, parameter }: Split): string {
  return resource === "" ? rest : `{+${parameter}}${rest}`;
}

function resourceOf(splits: readonly Split[], parameter: "name" | "parent"): ResourceName {
  const forms = splits.map(({ resource }) => resource);
  const patterns = forms.map((form) =>
    form.replace(/^customers(?=\/)/, "(customers|organizations)").replaceAll(/\{\w+\}/g, "[^/]+"),
  );
  const pattern = patterns.length === 1 ? `^${patterns[0]}$` : `^(${patterns.join("|")})$`;
  return { parameter, pattern, forms };
}

function flat(resource: string): string {
  return resource.replaceAll(/(\w+)\/\{\w+\}/g, "$1/{$1Id}");
}
