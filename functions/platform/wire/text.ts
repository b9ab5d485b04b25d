import { z } from "zod";

/** A text that says something, of at most so many code points, as the contract counts. */
export function limitedText(lengthMax: number): z.ZodType<string> {
  return z
    .string({ error: "Give a text." })
    .refine((text) => text.trim() !== "", "This is required, and not empty.")
    .refine((text) => lengthOf(text) <= lengthMax, `Give at most ${lengthMax} characters.`)
    .refine(
      (text) => text.isWellFormed() && !text.includes("\u0000"),
      "Give well-formed text without NUL.",
    );
}

/** Length in code points, which is how the contract counts. */
export function lengthOf(text: string): number {
  return Array.from(text).length;
}

const OutputOnly = z.unknown().optional().meta({
  description: "Set by the product: accepted as it was read, and without effect.",
  readOnly: true,
});

/** Fields that only the product sets: accepted in a body, and without effect. */
export function outputOnly<N extends string>(
  ...names: N[]
): Record<N, z.ZodOptional<z.ZodUnknown>> {
  return Object.fromEntries(names.map((name) => [name, OutputOnly])) as Record<
    N,
    z.ZodOptional<z.ZodUnknown>
  >;
}
