import type { z } from "zod";
import type { Sighting } from "#domain/access-record.ts";
import type { Ask } from "#domain/decision.ts";
import type { Instant } from "#domain/instant.ts";
import type { Principal } from "#domain/person.ts";
import type { RefusalCode, Violation } from "#domain/refusal.ts";
import type { NameForm } from "./route-path.ts";

export type Shape = z.core.$ZodLooseShape;

/** A request's parameters and body as they came, spelt in camelCase; `at` is when. */
export type Given = {
  query: Readonly<Record<string, unknown>>;
  body: Readonly<Record<string, unknown>>;
  at: Instant;
};

/** What one HTTP function promises: all that the front door, the tests and the documents need of it. */
export type Contract<
  P extends Shape = Shape,
  Q extends Shape = Shape,
  B extends z.ZodType = z.ZodType,
> = {
  name: string;
  method: "GET" | "POST" | "PATCH";
  /** One or more templates (see `compilePath`) under which the function answers. */
  paths: readonly [string, ...string[]];
  /** The name by which Google's clients call it, such as `cases.comments.list`; one function's alone. */
  methodId: `${string}.${string}`;
  summary: string;
  /** For readers of the API reference, in Markdown: effects, limits and who may. */
  description: string;
  /** How this function says no, besides what any call may meet. */
  refusals: readonly RefusalCode[];
  params: P;
  query: Q;
  /** Present for writes, which also take `requestId`, `validateOnly` and an etag. */
  body?: B;
  /** True where the body brings a file besides JSON, in the forms of contract section 9. */
  upload?: true;
  reply: z.ZodType;
  /** Faults that no schema of one field can see, told together with the others. */
  check?: (given: Given) => Violation[];
  /** True where even the faults of a request are for those alone who may make it: the function then tells them. */
  faultsAfterAdmission?: true;
};

/** A call whose caller is verified and whose parameters and body have been checked against the contract. */
export type Call<P extends Shape, Q extends Shape, B extends z.ZodType> = {
  principal: Principal;
  at: Instant;
  form: NameForm;
  params: z.output<z.ZodObject<P>>;
  query: z.output<z.ZodObject<Q>>;
  body: z.output<B>;
  /** The write that this call asks for; `customer` is added by functions below a customer. */
  ask: Omit<Ask, "customer">;
  /** The file of an upload: its bytes, if any came, and the type that the sender gives them. */
  file: { bytes: Uint8Array | undefined; claimedType: string | undefined };
  /** Which bytes of a file are asked for (`Range`), and of which version alone (`If-Range`). */
  range: { wanted: string | undefined; version: string | undefined };
  /** What is wrong with parameters and body, which are not to be used then; none unless `faultsAfterAdmission`. */
  faults: readonly Violation[];
  /** Where the function notes which cases its answer shows or changes; the access records are made of it. */
  seen: Sighting[];
  /** Tells page tokens of this query from those of another: everything asked but the page itself. */
  pageDigest: string;
};
