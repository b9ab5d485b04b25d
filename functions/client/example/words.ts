import type { Case } from "../client.ts";

/** The states of a case, in words for the people who opened it. */
export const stateWords: Record<Case["state"], string> = {
  NEW: "New",
  IN_PROGRESS_GOOGLE_SUPPORT: "Support is working on it",
  ACTION_REQUIRED: "Support waits for your answer",
  SOLUTION_PROVIDED: "Solution provided",
  CLOSED: "Closed",
};

/** Why a file cannot be downloaded, now or ever. */
export const fileWords = {
  SCANNING: "is being scanned for malware",
  QUARANTINED: "is withheld: it may do harm",
  LOST: "is lost: please attach it again",
};

export function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KiB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
