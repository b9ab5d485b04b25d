import type { HttpFunction as Handler } from "@google-cloud/functions-framework";
import { type Answer, type Asked, noRoute, readRequest, respond } from "./exchange.ts";
import { type HttpFunction, logged } from "./http-function.ts";

/** A handler that gives each request to the function whose method and path it bears. */
export function frontDoor(functions: readonly HttpFunction[]): Handler {
  return async (request, response) => {
    const served = { by: "none" };
    await logged(served, () =>
      respond(response, async () => {
        const { answer, name } = chosen(functions, readRequest(request));
        served.by = name;
        return answer();
      }),
    );
  };
}

function chosen(
  functions: readonly HttpFunction[],
  asked: Asked,
): { name: string; answer: () => Promise<Answer> } {
  for (const each of functions) {
    const match = each.contract.method === asked.method ? each.match(asked.path) : undefined;
    if (match) return { name: each.contract.name, answer: () => each.answer(asked, match) };
  }
  throw noRoute();
}
