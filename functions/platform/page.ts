import type { Answer, Asked } from "./exchange.ts";

/** What the front door answers besides the functions: to GET alone, and to everybody. */
export type Page = {
  /** Its name in the log. */
  name: string;
  /** Matches the whole of a decoded path. */
  path: RegExp;
  answer(asked: Asked): Promise<Answer>;
};
