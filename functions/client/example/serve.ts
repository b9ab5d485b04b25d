import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Config } from "./config.ts";

/** The one whose pages the local stack lets in without being told. */
const usualPort = "5173";

// The variables by which the local stack is started on other ports.
const {
  FRONT_DOOR_PORT = "8080",
  AUTH_PORT = "9099",
  FIRESTORE_PORT = "8181",
  EXAMPLE_PORT = usualPort,
} = process.env;

const config: Config = {
  apiUrl: `http://127.0.0.1:${FRONT_DOOR_PORT}`,
  firebase: { projectId: "demo-cases", apiKey: "demo" },
  emulators: {
    auth: `http://127.0.0.1:${AUTH_PORT}`,
    firestore: { host: "127.0.0.1", port: Number(FIRESTORE_PORT) },
  },
};

const files = new Map([
  ["/", { type: "text/html", content: await besides("index.html") }],
  ["/style.css", { type: "text/css", content: await besides("style.css") }],
  ["/page.js", { type: "text/javascript", content: await bundled("page.ts") }],
  ["/config.json", { type: "application/json", content: JSON.stringify(config) }],
]);

const server = createServer(({ url = "" }, response) => {
  const file = files.get(url);
  const headers = { "Content-Type": `${file?.type ?? "text/plain"}; charset=utf-8` };
  response.writeHead(file ? 200 : 404, headers).end(file?.content ?? "There is no such file.");
});

server.listen(Number(EXAMPLE_PORT), "127.0.0.1", () => {
  process.stdout.write(`The example is at http://127.0.0.1:${EXAMPLE_PORT}\n`);
  if (EXAMPLE_PORT !== usualPort) process.stdout.write(`${letIn(EXAMPLE_PORT)}\n`);
});

function letIn(port: string): string {
  const origins = ["127.0.0.1", "localhost"].map((host) => `http://${host}:${port}`);
  return `The local stack lets it ask where it was started, with its other variables, so: CORS_ORIGINS=${origins.join(",")} npm start`;
}

function besides(name: string): Promise<string> {
  return readFile(new URL(name, import.meta.url), "utf8");
}

async function bundled(name: string): Promise<string> {
  const entry = fileURLToPath(new URL(name, import.meta.url));
  const target = "es2022";
  const made = await build({
    entryPoints: [entry],
    bundle: true,
    format: "esm",
    target,
    write: false,
  });
  return made.outputFiles[0]?.text ?? "";
}
