import { connect } from "node:tls";
import { z } from "zod";
import { fine, looked, toKnow, type Verdict, wrong } from "./verdict.ts";

const Ready = z.object({ status: z.string(), release: z.string().optional() });
const Degraded = z.object({ degraded: z.array(z.string()) });
const Problem = z.object({
  error: z.object({ code: z.literal(401), status: z.literal("UNAUTHENTICATED") }),
});

const certificateDaysMin = 14;
const dayMs = 24 * 60 * 60 * 1_000;
/** How long Google, and a deployment, may take to answer. */
export const answerMs = 20_000;

/**
 * Whether a deployment answers as it should to somebody who has no account there. `origins` are pages
 * that are to be let in; `secure` is false for one without TLS, as on a developer's machine.
 */
export async function lookAtDeployment(
  url: string,
  { origins }: { origins: readonly string[] },
): Promise<Verdict[]> {
  const secure = url.startsWith("https:");
  const base = url.replace(/\/$/, "");
  const looks: [string, () => Promise<Verdict>][] = [
    ["ready", () => readiness(base)],
    ["without a token", () => refusal(base)],
    ["headers", () => headers(base, secure)],
    ["OpenAPI", () => document(base, "/openapi.json", (json) => "openapi" in json)],
    [
      "discovery",
      () =>
        document(
          base,
          "/$discovery/rest?version=v2",
          (json) => Reflect.get(json, "rootUrl") === `${base}/`,
        ),
    ],
    ...origins.map((origin): [string, () => Promise<Verdict>] => [
      `page ${origin}`,
      () => crossOrigin(base, origin),
    ]),
    ["TLS", () => (secure ? certificate(base) : Promise.resolve(withoutTls()))],
  ];
  return Promise.all(looks.map(([part, look]) => looked(part, look)));
}

async function readiness(base: string): Promise<Verdict> {
  const { status, text } = await got(`${base}/ready`);
  if (status === 200) {
    const { release } = Ready.parse(JSON.parse(text));
    const degraded = Degraded.safeParse(JSON.parse(text));
    if (!degraded.success) return fine("ready", release ? `release ${release}` : "it answers");
    return toKnow("ready", {
      says: `without ${degraded.data.degraded.join(", ")}`,
      why: "Calls are answered; what these parts do waits, and is made up for later.",
      fix: ["see infra/runbooks/"],
    });
  }
  return wrong("ready", {
    says: `/ready answered ${status}: ${text.slice(0, 200)}`,
    why:
      status === 503
        ? "It cannot serve until the parts that are named answer it."
        : "The front door does not lead to the api, or the api does not start: its log says why.",
    fix: [
      "gcloud logging read 'resource.type=cloud_run_revision AND severity>=ERROR' --limit=20 --project=PROJECT",
    ],
  });
}

async function refusal(base: string): Promise<Verdict> {
  const { status, text, headers } = await got(`${base}/v2/customers`);
  const isJson = headers.get("content-type")?.startsWith("application/json") === true;
  if (isJson && status === 401 && Problem.safeParse(JSON.parse(text)).success) {
    return fine("without a token", "refused with 401, as JSON");
  }
  return wrong("without a token", {
    says: `GET /v2/customers answered ${status}, ${headers.get("content-type") ?? "without a type"}`,
    why:
      status === 200
        ? "It answers to everybody!"
        : "Google's clients expect 401 in JSON. HTML comes from what stands before the api: is the api open to the front door (allUsers may invoke it)?",
    fix: ["gcloud run services get-iam-policy api --region=REGION --project=PROJECT"],
  });
}

const expectedHeaders = ["x-content-type-options", "content-security-policy", "referrer-policy"];

async function headers(base: string, secure: boolean): Promise<Verdict> {
  const { headers } = await got(`${base}/v2/customers`);
  const expected = secure ? [...expectedHeaders, "strict-transport-security"] : expectedHeaders;
  const missing = expected.filter((name) => !headers.has(name));
  if (missing.length === 0) return fine("headers", expected.join(", "));
  return wrong("headers", {
    says: `answers lack ${missing.join(", ")}`,
    why: "The api sends them with every answer: something before it takes them off, or it does not know that it runs in the cloud (K_SERVICE).",
    fix: [`curl -sI ${base}/v2/customers`],
  });
}

async function document(
  base: string,
  path: string,
  isIt: (json: object) => boolean,
): Promise<Verdict> {
  const part = path.startsWith("/openapi") ? "OpenAPI" : "discovery";
  const { status, text } = await got(base + path);
  const json: unknown = status === 200 ? JSON.parse(text) : undefined;
  if (typeof json === "object" && json !== null && isIt(json)) return fine(part, path);
  return wrong(part, {
    says:
      status === 200
        ? `${path} tells of another address or is something else`
        : `${path} answered ${status}`,
    why: "Clients learn the API from it.",
    fix: [`curl -s '${base}${path}'`],
  });
}

async function crossOrigin(base: string, origin: string): Promise<Verdict> {
  const response = await fetch(`${base}/v2/customers`, {
    method: "OPTIONS",
    headers: {
      origin,
      "access-control-request-method": "GET",
      "access-control-request-headers": "authorization",
    },
    signal: AbortSignal.timeout(answerMs),
  });
  await response.body?.cancel();
  if (response.headers.get("access-control-allow-origin") === origin) {
    return fine(`page ${origin}`, "let in");
  }
  return wrong(`page ${origin}`, {
    says: "not let in",
    why: "Browsers keep the answers from this page. Name it in `corsOrigins` of the settings, as browsers spell it, and deploy.",
    fix: ["npm run deploy -- --project PROJECT"],
  });
}

function certificate(base: string): Promise<Verdict> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const options = {
      host: hostname,
      servername: hostname,
      port: Number(port || 443),
      timeout: answerMs,
    };
    const socket = connect(options, () => {
      const { valid_to: until } = socket.getPeerCertificate();
      socket.end();
      resolve(lifeOf(until, Date.now()));
    });
    socket.once("timeout", () => socket.destroy(new Error("No TLS within 20 seconds.")));
    socket.once("error", reject);
  });
}

/** How long a certificate holds; Google renews its own a month before. */
export function lifeOf(until: string, now: number): Verdict {
  const days = Math.floor((Date.parse(until) - now) / dayMs);
  if (days >= certificateDaysMin) return fine("TLS", `a sound certificate, for ${days} days more`);
  return wrong("TLS", {
    says: `the certificate holds for ${days} days`,
    why: "It should have been renewed by now: DNS no longer leads to the front door, or a CAA record forbids it.",
    fix: ["gcloud certificate-manager certificates list --project=PROJECT"],
  });
}

function withoutTls(): Verdict {
  return toKnow("TLS", {
    says: "none",
    why: "Tokens pass in clear. That is right on one's own machine alone.",
    fix: [],
  });
}

async function got(url: string): Promise<{ status: number; text: string; headers: Headers }> {
  const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(answerMs) });
  return { status: response.status, text: await response.text(), headers: response.headers };
}
