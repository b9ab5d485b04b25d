import { z } from "zod";
import { log, traceOf } from "./log.ts";

const Granted = z.object({ access_token: z.string(), expires_in: z.number() });

const metadataTimeoutMs = 3_000;
/** A token is not used in its last minute, for a batch may wait that long to be sent. */
const reserveMs = 60_000;

let known: { headers: Record<string, string>; until: number } | undefined;

/**
 * The headers by which Google's own collector, telemetry.googleapis.com, knows this service; none for
 * any other. Never rejects: what cannot be had is logged, and the collector refuses what it gets.
 */
export async function googleAuthorization(): Promise<Record<string, string>> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT } = process.env;
  const endpoint = OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? OTEL_EXPORTER_OTLP_ENDPOINT ?? "";
  if (!/^https:\/\/telemetry\.googleapis\.com(\/|$)/.test(endpoint)) return {};
  if (known && Date.now() < known.until) return known.headers;
  try {
    const { access_token: token, expires_in: seconds } = await grantedToken();
    const headers = { Authorization: `Bearer ${token}` };
    known = { headers, until: Date.now() + seconds * 1_000 - reserveMs };
    return headers;
  } catch (error) {
    log("WARNING", "no token for traces", traceOf(error));
    return {};
  }
}

/** https://cloud.google.com/run/docs/securing/service-identity#access_tokens */
async function grantedToken(): Promise<z.output<typeof Granted>> {
  const host = process.env["GCE_METADATA_HOST"] ?? "metadata.google.internal";
  const path = "computeMetadata/v1/instance/service-accounts/default/token";
  const response = await fetch(`http://${host}/${path}`, {
    headers: { "Metadata-Flavor": "Google" },
    signal: AbortSignal.timeout(metadataTimeoutMs),
  });
  return Granted.parse(await response.json());
}
