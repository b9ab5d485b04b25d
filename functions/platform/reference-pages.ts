import { invalid } from "#domain/refusal.ts";
import { inCloud } from "./config.ts";
import type { Answer, Asked } from "./exchange.ts";
import type { Page } from "./page.ts";
import { assetNamed } from "./reference-assets.ts";
import { docsPage } from "./reference-docs.ts";
import { answerOf, type Held, heldOf, kept, pieces, versionOf } from "./reference-held.ts";
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
const openApiDocument = kept(async () => {
  const { default: json } = await import("#functions/reference/openapi.json", {
    with: { type: "json" },
  });
  return heldOf(Buffer.from(JSON.stringify(json)));
});

const discoveryDocuments = kept(async () => {
  const { default: documents } = await import("#functions/reference/discovery.json", {
    with: { type: "json" },
  });
  return { v2: withoutEnd(documents.v2), v2beta: withoutEnd(documents.v2beta) };
});

/** A document without its closing brace: what hangs on the host is written behind all else. */
function withoutEnd(document: object): Held {
  return heldOf(Buffer.from(JSON.stringify(document).slice(0, -1)));
}

const jsonType = "application/json; charset=UTF-8";

async function openApi(asked: Asked): Promise<Answer> {
  const headers = { "Content-Type": jsonType, "Cache-Control": "no-cache" };
  return answerOf(await openApiDocument(), asked, headers);
}

async function discovery(asked: Asked): Promise<Answer> {
  const version = asked.query.get("version") ?? "";
  if (version !== "v2" && version !== "v2beta") {
    throw invalid({ field: "version", description: "Give v2 or v2beta." });
  }
  const rootUrl = rootUrlOf(asked.headers);
  const { [version]: document } = await discoveryDocuments();
  const places = { rootUrl, baseUrl: rootUrl, documentationLink: `${rootUrl}docs` };
  const rest = Buffer.from(`,${JSON.stringify(places).slice(1)}`);
  const bytes = Buffer.concat([document.bytes, rest]);
  const headers = { "Content-Type": jsonType, "Cache-Control": "private, no-cache" };
  return answerOf({ bytes, version: versionOf(document.version, rest) }, asked, headers);
}

/**
 * Where the caller has asked, so that a client which builds itself from the answer asks there again. Whoever
 * sends a false host misleads nobody else: no cache that others share stores the answer (`private`), its ETag is
 * another for another host, and nothing but the answer is made of it.
 */
function rootUrlOf({ host, "x-forwarded-host": forwarded }: Asked["headers"]): string {
  const [first = ""] = (forwarded?.toString() ?? host ?? "").split(",");
  const name = first.trim();
  if (!/^([\w.-]+|\[[\da-fA-F:]+\])(:\d{1,5})?$/.test(name)) {
    throw invalid({ field: "Host", description: "Name the host that you ask." });
  }
  return `${inCloud() ? "https" : "http"}://${name}/`;
}
