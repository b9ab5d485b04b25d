import { attachments } from "./attachments.ts";
import { cases } from "./cases.ts";
import { classifications } from "./classifications.ts";
import { comments } from "./comments.ts";
import { customers } from "./customers.ts";
import type { Example } from "./example.ts";
import { people } from "./people.ts";

/** For every function, by its name, one call that works against the demo data. */
export const examples: Readonly<Record<string, Example>> = {
  ...attachments,
  ...cases,
  ...classifications,
  ...comments,
  ...customers,
  ...people,
};
