import { z } from "zod";

/** What `validateOnly` adds to the resource that would result. */
export const Rehearsal = z
  .strictObject({
    rules: z.array(z.string()).meta({
      description: "The rules of access that held.",
      examples: [["the caller belongs to the customer"]],
    }),
    mails: z
      .array(
        z.strictObject({
          emailAddress: z.string().meta({ description: "Who would be mailed." }),
          reasons: z.array(z.string()).meta({
            description:
              "By what: `creator`, `contact`, `follower`, `newFollower`, `assignee`, `uploader`.",
          }),
        }),
      )
      .optional()
      .meta({ description: "Who would be mailed, and why; absent for nobody." }),
  })
  .meta({ id: "Rehearsal", description: "What a request with `validateOnly=true` would do." });

/** In a resource that a write answers with. */
export const rehearsal = {
  rehearsal: Rehearsal.optional().meta({
    description: "In the answer to `validateOnly=true` alone: the rules that held, the mails.",
  }),
};
export type Rehearsal = z.infer<typeof Rehearsal>;
