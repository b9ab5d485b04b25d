import { z } from "zod";
import type { Grammar } from "#domain/query/grammar.ts";
import type { Node } from "#domain/query/node.ts";
import { parseQuery } from "#domain/query/parse.ts";
import { Refusal } from "#domain/refusal.ts";

/** A text in the filter language as a parameter, its faults told together with those of other parameters. */
export function filterParameter<Key extends string>(
  grammar: Grammar<Key>,
  name: string,
): z.ZodType<Node<Key> | undefined, string | undefined> {
  return z
    .string()
    .default("")
    .transform((text, context) => {
      try {
        return parseQuery(text, grammar, name);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        for (const { description } of error.details.violations ?? []) {
          context.addIssue({ code: "custom", message: description });
        }
        return z.NEVER;
      }
    });
}
