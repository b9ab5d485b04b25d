import { invalid } from "#domain/refusal.ts";
import { inCloud } from "./config.ts";
import type { Answer, Asked } from "./exchange.ts";
import type { Page } from "./page.ts";
import { assetNamed, pieces } from "./reference-assets.ts";
import { docsPage } from "./reference-docs.ts";
import { waysToSignIn } from "./reference-sign-in.ts";

/** The API reference, and the documents that describe the API to programs. */
export const referencePages: readonly Page[] = [
  { name: "home", path: /^\/$/, answer: async () => movedTo("/docs") },
  { name: "docs", path: /^\/docs\/?$/, answer: async () => docsPage() },
  {
    name: "docsSignIn",
    path: /^\/docs\/sign-in$/,
    answer: async () => ({ status: 200, json: await waysToSignIn() }),
  },
  { name: "docsAssets", path: /^\/docs\/[\w-]+\.(css|js|png)$/, answer: assetNamed },
  { name: "openApi", path: /^\/openapi\.json$/, answer: openApi },
  { name: "discovery", path: /^\/\$discovery\/rest$/, answer: discovery },
];

function movedTo(address: string): Answer {
  return { status: 302, json: undefined, headers: { Location: address }, media: pieces() };
}

// Both documents are large, and no other call needs them: they are loaded when they are asked for.
async function openApi(): Promise<Answer> {
  const { default: json } = await import("#functions/reference/openapi.json", {
    with: { type: "json" },
  });
  return { status: 200, json };
}

async function discovery({ query, headers }: Asked): Promise<Answer> {
  const { default: documents } = await import("#functions/reference/discovery.json", {
    with: { type: "json" },
  });
  const version = query.get("version") ?? "";
  if (version !== "v2" && version !== "v2beta") {
    throw invalid({ field: "version", description: "Give v2 or v2beta." });
  }
  const rootUrl = rootUrlOf(headers);
  const places = { rootUrl, baseUrl: rootUrl, documentationLink: `${rootUrl}docs` };
  return { status: 200, json: { ...documents[version], ...places } };
}

/**
 * Where the caller has asked, so that a client which builds itself from the answer asks there again. Whoever
 * sends a false host misleads nobody else: answers are not stored (`no-store`), and nothing but them is made of it.
 */
function rootUrlOf({ host, "x-forwarded-host": forwarded }: Asked["headers"]): string {
  const [first = ""] = (forwarded?.toString() ?? host ?? "").split(",");
  const name = first.trim();
  if (!/^([\w.-]+|\[[\da-fA-F:]+\])(:\d{1,5})?$/.test(name)) {
    throw invalid({ field: "Host", description: "Name the host that you ask." });
  }
  return `${inCloud() ? "https" : "http"}://${name}/`;
}
