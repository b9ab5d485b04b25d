/** A path template such as `/{version}/customers/{customer}/cases/{case}:close`, made into a matcher. */
export type PathMatcher = (path: string) => PathMatch | undefined;

/** The decoded parameters, and whether the caller wrote `customers/` or `organizations/`. */
export type PathMatch = { params: Record<string, string>; form: NameForm };

export type NameForm = "customers" | "organizations";

/**
 * Compiles a template. A parameter ends at `/` or `:`, so that `{case}:close` is never the case
 * `7:close`; `{version}` is `v2` or `v2beta`; a first `customers` also answers to `organizations`.
 */
export function compilePath(template: string): PathMatcher {
  const pattern = template
    .replace("/customers/", "/(?<form>customers|organizations)/")
    .replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      name === "version" ? "(?:v2|v2beta)" : `(?<${name}>[^/:]+)`,
    );
  const expression = new RegExp(`^${pattern}$`);
  return (path) => {
    const groups = expression.exec(path)?.groups;
    if (!groups && !expression.test(path)) return undefined;
    const { form, ...params } = { ...groups };
    return { params, form: form === "organizations" ? "organizations" : "customers" };
  };
}

/** Decodes a path once, segment by segment; undefined where it is not well-formed. */
export function decodePath(path: string): string | undefined {
  try {
    const segments = path.split("/").map(decodeURIComponent);
    // A slash that came encoded is part of no id here, and must not turn into a separator.
    return segments.some((segment) => segment.includes("/")) ? undefined : segments.join("/");
  } catch {
    return undefined;
  }
}
