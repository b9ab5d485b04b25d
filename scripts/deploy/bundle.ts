import { fileURLToPath } from "node:url";
import { type BuildOptions, build, transform } from "esbuild";
import type { Service } from "./services.ts";

/** What one function becomes: its files by name, and what they were made of. */
export type Bundle = {
  /** `main.js`, which runs the function on PORT, and what it loads when it needs it. */
  files: ReadonlyMap<string, string>;
  /** Every source file that is in it, relative to the checkout. */
  sources: readonly string[];
  /** The packages that are not in it, and must lie in `node_modules` beside it. */
  packages: readonly Package[];
};

export const checkout = fileURLToPath(new URL("../../", import.meta.url));

/** The thread that reads PDFs has an entry of its own; `functions/adapters/content/pdf-text.ts` names it. */
const pdfReader = "functions/adapters/content/pdf-text.ts";
const pdfWorker = "functions/adapters/content/pdf-worker.ts";

/** A package whose files lie beside a bundle as they are: all, or those that are named. */
export type Package = { name: string; files?: readonly string[] };

/** By the source file that needs them: machine code, and what is found by `require.resolve` and handed out. */
const packagesOf: Readonly<Record<string, readonly Package[]>> = {
  "functions/adapters/content/picture.ts": [
    { name: "@img/sharp-linux-x64" },
    { name: "@img/sharp-libvips-linux-x64" },
  ],
  "functions/platform/reference-assets.ts": [
    {
      name: "swagger-ui-dist",
      files: ["package.json", "swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png"],
    },
  ],
};

const common: BuildOptions = {
  absWorkingDir: checkout,
  bundle: true,
  platform: "node",
  target: "node24",
  legalComments: "none",
  logLevel: "error",
  write: false,
  outdir: checkout,
  metafile: true,
};

/** Makes the bundle of a function; of the same sources the same bytes, whatever the machine. */
export async function bundle(service: Service): Promise<Bundle> {
  const { outputFiles = [], metafile } = await build({
    ...common,
    stdin: { contents: entryOf(service), resolveDir: `${checkout}functions`, loader: "ts" },
    format: "esm",
    splitting: true,
    entryNames: "main",
    external: ["@img/sharp-*"],
  });
  const modules = outputFiles.map(async ({ path, text }) => [fileName(path), await required(text)]);
  const files = new Map<string, string>((await Promise.all(modules)) as [string, string][]);
  files.set("package.json", '{ "type": "commonjs" }\n');
  const sources = Object.keys(metafile?.inputs ?? {}).toSorted();
  if (sources.includes(pdfReader)) files.set("pdf-worker.mjs", await bundledWorker());
  return { files, sources, packages: sources.flatMap((source) => packagesOf[source] ?? []) };
}

/**
 * Turns a module into the older form. Loading it takes a sixth less processor time at each cold start
 * than loading the same as ES modules, and what is loaded late stays in files of its own, which esbuild
 * does not do for that form by itself.
 */
async function required(module: string): Promise<string> {
  // A package in the older form that is loaded late would be a default export, without the names in it
  // (https://github.com/evanw/esbuild/issues/3245).
  const whole = module.replace(/^export default (require_\w+\(\));$/m, "module.exports = $1;");
  const { code } = await transform(whole, {
    format: "cjs",
    platform: "node",
    target: "node24",
    supported: { "dynamic-import": false },
    define: { "import.meta.url": "moduleUrl" },
    banner: 'const moduleUrl = require("node:url").pathToFileURL(__filename).href;',
    logLevel: "error",
  });
  return code;
}

async function bundledWorker(): Promise<string> {
  const { outputFiles = [] } = await build({ ...common, entryPoints: [pdfWorker], format: "esm" });
  return outputFiles[0]?.text ?? "";
}

/** Both servers find the function by its name, under which its file registers it with the framework. */
function entryOf({ name, functionName, kind }: Service): string {
  const [folder, door, server] =
    kind === "event" ? ["events", "event-server", "eventServerOf"] : ["http", "door", "serverOf"];
  return `import "./${folder}/${name}.ts";
    import { serve } from "./main.ts";
    import { ${server} } from "./platform/${door}.ts";
    serve(${server}("${functionName}"));`;
}

function fileName(path: string): string {
  return path.slice(checkout.length);
}
