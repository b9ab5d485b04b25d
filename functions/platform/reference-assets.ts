import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Answer, Asked } from "./exchange.ts";
import { noRoute } from "./exchange.ts";
import { script } from "./reference-script.ts";
import { style } from "./reference-style.ts";

type Asset = { type: string; read(): Promise<Uint8Array> };

type Name =
  | "swagger-ui.css"
  | "swagger-ui-bundle.js"
  | "favicon-32x32.png"
  | "docs.css"
  | "docs.js";

// Found where the package lies, in a checkout as in a deployed archive, which has it unbundled.
const packaged = (file: string) => () =>
  readFile(createRequire(import.meta.url).resolve(`swagger-ui-dist/${file}`));

const written = (text: string) => async () => Buffer.from(text);

const css = "text/css; charset=utf-8";
const js = "text/javascript; charset=utf-8";

const assets: Record<Name, Asset> = {
  "swagger-ui.css": { type: css, read: packaged("swagger-ui.css") },
  "swagger-ui-bundle.js": { type: js, read: packaged("swagger-ui-bundle.js") },
  "favicon-32x32.png": { type: "image/png", read: packaged("favicon-32x32.png") },
  "docs.css": { type: css, read: written(style) },
  "docs.js": { type: js, read: written(script) },
};

/**
 * One file of the reference page. Asked for with its own version (`addressOf`) it may be kept for good; otherwise it
 * is to be asked for again, and is not sent twice.
 */
export async function assetNamed({ path, query, headers }: Asked): Promise<Answer> {
  const name = path.slice("/docs/".length);
  if (!isName(name)) throw noRoute();
  const bytes = await assets[name].read();
  const version = versionOf(bytes);
  const kept = query.get("v") === version;
  const told = {
    "Cache-Control": kept ? "public, max-age=31536000, immutable" : "no-cache",
    ETag: `"${version}"`,
  };
  if (headers["if-none-match"]?.includes(version)) {
    return { status: 304, json: undefined, headers: told, media: pieces() };
  }
  const length = { "Content-Type": assets[name].type, "Content-Length": String(bytes.length) };
  return { status: 200, json: undefined, headers: { ...told, ...length }, media: pieces(bytes) };
}

/** Where a file of the page is found, with the version that it has now. */
export async function addressOf(name: Name): Promise<string> {
  return `/docs/${name}?v=${versionOf(await assets[name].read())}`;
}

function isName(name: string): name is Name {
  return Object.hasOwn(assets, name);
}

/** Bytes as an answer hands them out. */
export async function* pieces(...bytes: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* bytes;
}

function versionOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 16);
}
