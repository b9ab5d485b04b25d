import type { Answer, Call } from "./exchange.ts";
import { json } from "./exchange.ts";
import { type Fault, fault } from "./faults.ts";
import * as buckets from "./json-buckets.ts";
import * as objects from "./json-objects.ts";
import * as uploads from "./json-uploads.ts";
import type { Store } from "./store.ts";

/** What a handler gets: the request, and the names in its path, decoded. */
export type JsonCall = Call & { names: string[] };

type Handler = (call: JsonCall, store: Store) => Answer | Promise<Answer>;

/** Google's client leaves `/storage/v1` out when STORAGE_EMULATOR_HOST is set. */
const prefix = /^(\/upload|\/download)?(?:\/storage\/v1)?(?=\/b(?:\/|$))/;

const routes: [string, RegExp, Handler][] = [
  ["GET /b", /^\/b$/, buckets.list],
  ["POST /b", /^\/b$/, buckets.create],
  ["GET bucket", /^\/b\/([^/]+)$/, buckets.get],
  ["DELETE bucket", /^\/b\/([^/]+)$/, buckets.remove],
  ["GET configs", /^\/b\/([^/]+)\/notificationConfigs$/, buckets.listNotifications],
  ["POST configs", /^\/b\/([^/]+)\/notificationConfigs$/, buckets.createNotification],
  ["GET config", /^\/b\/([^/]+)\/notificationConfigs\/([^/]+)$/, buckets.getNotification],
  ["DELETE config", /^\/b\/([^/]+)\/notificationConfigs\/([^/]+)$/, buckets.removeNotification],
  ["GET objects", /^\/b\/([^/]+)\/o$/, objects.list],
  ["GET object", /^\/b\/([^/]+)\/o\/([^/]+)$/, objects.get],
  ["DELETE object", /^\/b\/([^/]+)\/o\/([^/]+)$/, objects.remove],
  [
    "POST copy",
    /^\/b\/([^/]+)\/o\/([^/]+)\/(?:rewriteTo|copyTo)\/b\/([^/]+)\/o\/([^/]+)$/,
    objects.copy,
  ],
  ["POST upload", /^\/upload\/b\/([^/]+)\/o$/, uploads.begin],
  ["PUT upload", /^\/upload\/b\/([^/]+)\/o$/, uploads.put],
  ["DELETE upload", /^\/upload\/b\/([^/]+)\/o$/, uploads.cancel],
];

/** True for a path of the JSON API; every other one is the XML API's. */
export function isJsonPath(path: string): boolean {
  return prefix.test(path);
}

/** The JSON API; it asks for no credentials, as Google's own emulators do not. */
export async function answerJson(call: Call, store: Store): Promise<Answer> {
  const upload = prefix.exec(call.path)?.[1] === "/upload" ? "/upload" : "";
  const path = `${upload}${call.path.replace(prefix, "")}`;
  for (const [route, pattern, handler] of routes) {
    const match = pattern.exec(path);
    if (match && route.startsWith(`${call.method} `)) {
      return handler({ ...call, names: match.slice(1).map(decodeURIComponent) }, store);
    }
  }
  throw fault("notFound");
}

/** The error in the JSON API's form. */
export function jsonProblem({ status, message, reason, details }: Fault): Answer {
  const told = details["Details"] ?? message;
  const errors = [{ message: told, domain: "global", reason }];
  return json(status, { error: { code: status, message: told, errors } });
}
