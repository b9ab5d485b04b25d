import { invalid, type Refusal } from "#domain/refusal.ts";

/** Refuses a file for what it is: one sentence, with what to do about it. */
export function refusedFile(description: string): Refusal {
  return invalid({ field: "attachment", description });
}
