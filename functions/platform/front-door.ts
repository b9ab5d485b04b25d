import type { HttpFunction as Handler } from "@google-cloud/functions-framework";
import { type Answer, type Asked, noRoute, readRequest, respond } from "./exchange.ts";
import type { Routed } from "./http-function.ts";
import { leaveDomain } from "./leave-domain.ts";
import { observeRequest } from "./observe.ts";
import type { Page } from "./page.ts";

/** A handler that gives each request to the function whose method and path it bears, or to a page. */
export function frontDoor(functions: readonly Routed[], pages: readonly Page[]): Handler {
  return (request, response) => {
    leaveDomain();
    return observeRequest(request, (work) =>
      respond(response, async () => {
        const asked = readRequest(request);
        const { answer, name } = chosen(functions, asked) ?? turned(pages, asked);
        work.operation = name;
        return answer();
      }),
    );
  };
}

type Chosen = { name: string; answer: () => Promise<Answer> };

function chosen(functions: readonly Routed[], asked: Asked): Chosen | undefined {
  for (const each of functions) {
    const match = each.contract.method === asked.method ? each.match(asked.path) : undefined;
    if (match) return { name: each.contract.name, answer: () => each.answer(asked, match) };
  }
  return undefined;
}

function turned(pages: readonly Page[], asked: Asked): Chosen {
  const page = asked.method === "GET" && pages.find(({ path }) => path.test(asked.path));
  if (!page) throw noRoute();
  return { name: page.name, answer: () => page.answer(asked) };
}
