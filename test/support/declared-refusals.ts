import { z } from "zod";
import { routes } from "#functions/routes.ts";
import { refusalsOf } from "#platform/refusals.ts";
import { decodePath } from "#platform/route-path.ts";

type Asked = { method?: string; path: string; headers?: Record<string, string> | undefined };

/**
 * Holds an answer of the front door against the contract of the function that gave it. Throws where it
 * is refused for a reason that the contract does not declare, so that every test checks the declarations.
 */
export function requireDeclared(asked: Asked, body: unknown): void {
  const reason = reasonIn(body);
  const contract = reason === undefined ? undefined : askedContract(asked);
  if (!contract || reason === undefined) return;
  const declared: ReadonlySet<string> = refusalsOf(contract);
  if (declared.has(reason)) return;
  throw new Error(
    `${contract.name} answers ${reason}, and its contract does not declare that: add it to its refusals.`,
  );
}

function askedContract({ method = "GET", path, headers = {} }: Asked) {
  const [bare = ""] = path.split("?");
  const decoded = decodePath(bare);
  const as = methodOf(method, headers);
  if (decoded === undefined) return undefined;
  return routes.find((each) => each.contract.method === as && each.match(decoded))?.contract;
}

/** HEAD is answered as GET, and Google's Python client overrides POST where an address is too long. */
function methodOf(method: string, headers: Record<string, string>): string {
  const override = Object.entries(headers).find(
    ([name]) => name.toLowerCase() === "x-http-method-override",
  );
  return method === "HEAD" || override?.[1] === "GET" ? "GET" : method;
}

/** The reason of an error in its form, but for a crash, which nobody declares. */
function reasonIn(body: unknown): string | undefined {
  const details = Problem.safeParse(body).data?.error.details ?? [];
  const reason = details.find((each) => each.reason !== undefined)?.reason;
  return reason === "INTERNAL" ? undefined : reason;
}

const Problem = z.object({
  error: z.object({ details: z.array(z.object({ reason: z.string().optional() })) }),
});
