import { givenReasons } from "./given-reasons.ts";
import type { components } from "./schema.d.ts";

/**
 * Why a call failed: a reason of the service, `UNREACHABLE` where no answer came, and `UNKNOWN` for an answer
 * that is not the service's own or gives a reason that this version of the client does not know.
 */
export type Reason = components["schemas"]["ErrorInfo"]["reason"] | "UNREACHABLE" | "UNKNOWN";

/** The reason of this name; `UNKNOWN` where there is none. */
export function reasonOf(name: string): Reason {
  return givenReasons.find((known) => known === name) ?? "UNKNOWN";
}
