import { type HttpFunction as Handler, http } from "@google-cloud/functions-framework";
import type { z } from "zod";
import { callerOf } from "./caller.ts";
import { callerHash } from "./caller-hash.ts";
import type { Call, Contract, Shape } from "./contract.ts";
import type { Answer, Asked } from "./exchange.ts";
import { frontDoor } from "./front-door.ts";
import { healthPages } from "./health.ts";
import { MediaReply } from "./media.ts";
import { partial } from "./partial-response.ts";
import { callReader } from "./read-call.ts";
import { recordSeen } from "./record-seen.ts";
import { compilePath, type PathMatch } from "./route-path.ts";
import { currentWork } from "./work.ts";

type Factories = Record<string, () => unknown>;
type Services<F extends Factories> = { [K in keyof F]: ReturnType<F[K]> };

/** A function as the front door knows it. */
export type Routed = {
  contract: Contract;
  /** The parameters in a path of this function; undefined where the path is another's. */
  match(path: string): PathMatch | undefined;
  /** Answers a request that matched; rejects with what `problemOf` understands. */
  answer(asked: Asked, match: PathMatch): Promise<Answer>;
};

export type HttpFunction = Handler & Routed;

/**
 * Makes a deployable HTTP function of a contract, the adapters that it uses (made on first use) and
 * what it does. Registered with the framework under the contract's name.
 */
export function httpFunction<
  P extends Shape,
  Q extends Shape,
  B extends z.ZodType,
  F extends Factories,
>(
  contract: Contract<P, Q, B>,
  factories: F,
  handle: (call: Call<P, Q, B>, services: Services<F>) => Promise<unknown>,
): HttpFunction {
  const matchers = contract.paths.map(compilePath);
  const readCall = callReader(contract);
  const services = lazily(factories);
  const match = (path: string) => matchers.map((matcher) => matcher(path)).find((found) => found);
  const answer = async (asked: Asked, matched: PathMatch): Promise<Answer> => {
    const at = new Date().toISOString();
    const principal = await callerOf(asked.headers.authorization);
    const work = currentWork();
    if (work) work.caller = callerHash(principal.email);
    const { call, fields } = readCall({ asked, matched, principal, at });
    const reply = await handle(call, services());
    recordSeen(contract.name, call);
    const media = contract.reply === MediaReply ? MediaReply.parse(reply) : undefined;
    return media ? { ...media, json: undefined } : { status: 200, json: partial(reply, fields) };
  };
  const made = { contract, match, answer };
  const handler = frontDoor([made], healthPages);
  http(contract.name, handler);
  return Object.assign(handler, made);
}

function lazily<F extends Factories>(factories: F): () => Services<F> {
  let made: Services<F> | undefined;
  return () => {
    made ??= Object.fromEntries(
      Object.entries(factories).map(([name, make]) => [name, make()]),
    ) as Services<F>;
    return made;
  };
}
