import { z } from "zod";

/** What `validateOnly` adds to the resource that would result. */
export const Rehearsal = z
  .strictObject({
    rules: z.array(z.string()).meta({ description: "The rules of access that held." }),
    mails: z
      .array(z.strictObject({ emailAddress: z.string(), reasons: z.array(z.string()) }))
      .optional()
      .meta({ description: "Who would be mailed, and why." }),
  })
  .meta({ id: "Rehearsal" });
export type Rehearsal = z.infer<typeof Rehearsal>;
