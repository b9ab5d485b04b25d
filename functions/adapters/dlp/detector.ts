import type { protos, v2 } from "@google-cloud/dlp";
import { type Finding, type PersonalDataDetector, withoutOverlap } from "#domain/personal-data.ts";
import { Refusal } from "#domain/refusal.ts";
import { config } from "#platform/config.ts";
import { log, traceOf } from "#platform/log.ts";
import { findingsOf } from "./findings.ts";
import { infoTypes } from "./info-types.ts";
import { halves, type Piece, requestsOf } from "./pieces.ts";

type Client = InstanceType<typeof v2.DlpServiceClient>;
type Options = NonNullable<ConstructorParameters<typeof v2.DlpServiceClient>[0]>;

/** A client of DLP, and the project that pays for its answers. */
type Service = { client: Client; project: string };

/**
 * Finds personal data through Google's DLP API. Where DLP fails, or does not tell all that it found, the
 * detector rejects with UNAVAILABLE, so that nothing is stored unscreened. The options are the client's.
 */
export function dlpDetector(options: Options = {}): PersonalDataDetector {
  let service: Promise<Service> | undefined;
  return {
    async detect(texts) {
      const found: Finding[][] = texts.map(() => []);
      try {
        service ??= newService(options);
        for (const pieces of requestsOf(texts)) {
          for (const { text, finding } of await inspected(await service, pieces))
            found[text]?.push(finding);
        }
      } catch (error) {
        // A client that found no credentials once never looks for them again.
        service = undefined;
        // Not the message of the error: it may hold a piece of the text.
        log("ERROR", "DLP did not screen", traceOf(error));
        throw new Refusal("UNAVAILABLE", "Personal data could not be looked for. Try again.");
      }
      return found.map((findings, at) => withoutOverlap(findings, texts[at]?.length ?? 0));
    },
  };
}

/** Imported on first use: a deployment that screens by itself never loads it. REST spares it gRPC as well. */
async function newService(options: Options): Promise<Service> {
  const { v2 } = await import("@google-cloud/dlp");
  const client = new v2.DlpServiceClient({ fallback: true, ...options });
  // Its methods would do so too, but nobody catches what then fails for want of credentials: the process ends.
  await client.initialize();
  return { client, project: options.projectId ?? config().GOOGLE_CLOUD_PROJECT };
}

async function inspected(service: Service, pieces: readonly Piece[]): Promise<Found[]> {
  const [{ result }] = await service.client.inspectContent(
    requestOf(service.project, pieces),
    callOptions,
  );
  if (!result) throw new Error("DLP gave no result.");
  if (!result.findingsTruncated) return findingsOf(result, pieces);
  const parts = halves(pieces);
  if (parts.length === 0) throw new Error("DLP did not tell all that it found.");
  const found: Found[] = [];
  for (const part of parts) found.push(...(await inspected(service, part)));
  return found;
}

type Found = ReturnType<typeof findingsOf>[number];

/** A person waits for the answer: the client by itself would go on asking for ten minutes. */
const callOptions = {
  retry: {
    // Over REST a failure carries the code of HTTP.
    retryCodes: [503],
    backoffSettings: {
      initialRetryDelayMillis: 100,
      retryDelayMultiplier: 2,
      maxRetryDelayMillis: 1_000,
      initialRpcTimeoutMillis: 5_000,
      rpcTimeoutMultiplier: 1,
      maxRpcTimeoutMillis: 5_000,
      totalTimeoutMillis: 10_000,
    },
  },
};

/** One row a text, so that one request screens all fields of a case. DLP never sends the values back. */
function requestOf(
  project: string,
  pieces: readonly Piece[],
): protos.google.privacy.dlp.v2.IInspectContentRequest {
  return {
    parent: `projects/${project}/locations/global`,
    inspectConfig: {
      infoTypes: infoTypes.map((name) => ({ name })),
      minLikelihood: "POSSIBLE",
      includeQuote: false,
    },
    item: {
      table: {
        headers: [{ name: "text" }],
        rows: pieces.map(({ value }) => ({ values: [{ stringValue: value }] })),
      },
    },
  };
}
