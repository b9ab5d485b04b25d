import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Answer, Asked } from "./exchange.ts";
import { noRoute } from "./exchange.ts";
import { answerOf, type Held, heldOf, kept } from "./reference-held.ts";
import { script } from "./reference-script.ts";
import { style } from "./reference-style.ts";

type Asset = { type: string; read: () => Promise<Held> };

type Name =
  | "swagger-ui.css"
  | "swagger-ui-bundle.js"
  | "favicon-32x32.png"
  | "docs.css"
  | "docs.js";

// Found where the package lies, in a checkout as in a deployed archive, which has it unbundled.
const packaged = (file: string) =>
  kept(async () =>
    heldOf(await readFile(createRequire(import.meta.url).resolve(`swagger-ui-dist/${file}`))),
  );

const written = (text: string) => kept(async () => heldOf(Buffer.from(text)));

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
export async function assetNamed(asked: Asked): Promise<Answer> {
  const name = asked.path.slice("/docs/".length);
  if (!isName(name)) throw noRoute();
  const { type, read } = assets[name];
  const held = await read();
  const same = asked.query.get("v") === held.version;
  return answerOf(held, asked, {
    "Content-Type": type,
    "Cache-Control": same ? "public, max-age=31536000, immutable" : "no-cache",
  });
}

/** Where a file of the page is found, with the version that it has now. */
export async function addressOf(name: Name): Promise<string> {
  return `/docs/${name}?v=${(await assets[name].read()).version}`;
}

function isName(name: string): name is Name {
  return Object.hasOwn(assets, name);
}
