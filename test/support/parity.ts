import { requireCustomer } from "#domain/customer.ts";
import { admit } from "#domain/decision.ts";
import { partnersSeen } from "#domain/relationship.ts";
import { aCase, outcomeOf } from "./builders.ts";
import { directClient } from "./direct.ts";
import { internalParts, type Opening, openParts } from "./stored-cases.ts";
import type { Caller, StoredWorld } from "./stored-worlds.ts";

type Customer = StoredWorld["customers"][number];

/** Whether one caller may read one document: as decided purely, over HTTP, and by the rules. */
export type Pair = { who: string; document: string; pure: boolean; http: boolean; rules: boolean };

export type Ask = (path: string, token: string | undefined) => Promise<Answer>;
export type Answer = { status: number; text: string };

type Question = { caller: Caller; document: string; pure: boolean; http: () => Promise<boolean> };

/** Every pair of a caller and a document of a world, put to all three. */
export async function pairsOf(world: StoredWorld, ask: Ask): Promise<Pair[]> {
  const answers = new Map<string, Promise<Answer>>();
  const once = (path: string, { token }: Caller) => {
    const key = `${token} ${path}`;
    const answer = answers.get(key) ?? ask(path, token);
    answers.set(key, answer);
    return answer;
  };
  const questions = world.callers.flatMap((caller) =>
    world.customers.flatMap((customer) => [
      ...customerQuestions(world, caller, { customer, once }),
      ...customer.cases.flatMap((opened, place) =>
        // What lies below a case is decided as the case is: of one case it is enough.
        caseQuestions(caller, customer, { opened, once }).slice(0, place === 0 ? undefined : 1),
      ),
    ]),
  );
  return inTurns(questions, async ({ caller, document, pure, http }) => ({
    who: caller.who,
    document,
    pure,
    http: await http(),
    rules: (await directClient(caller.token).get(document)) === 200,
  }));
}

const atOnce = 16;

/** Like `Promise.all`, a bounded number at a time. */
export async function inTurns<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const left = items.entries();
  const worker = async () => {
    for (const [place, item] of left) results[place] = await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}

type Once = (path: string, caller: Caller) => Promise<Answer>;

/** The profile, and the view of each partner: the caller's own, or all of them. */
function customerQuestions(
  { partners }: StoredWorld,
  caller: Caller,
  { customer: { id, custody }, once }: { customer: Customer; once: Once },
): Question[] {
  const now = new Date().toISOString();
  const { principal, person } = caller;
  const found = principal && { principal, person, custody };
  const seen = found !== undefined && allowed(() => requireCustomer(found, id, now));
  const shown = found && seen ? partnersSeen(found, id, now).map(({ domain }) => domain) : [];
  const of = (document: string, pure: boolean) => ({
    caller,
    document,
    pure,
    http: async () => (await once(`/v2/${document}`, caller)).status === 200,
  });
  return [
    of(`customers/${id}`, seen),
    ...partners.map((each) => of(`customers/${id}/partners/${each}`, shown.includes(each))),
  ];
}

function caseQuestions(
  caller: Caller,
  { id: customer, custody }: Customer,
  { opened, once }: { opened: Opening; once: Once },
): Question[] {
  const at = new Date().toISOString();
  const { principal, person } = caller;
  const stored = aCase({ customer, id: opened.id, createdAt: opened.at });
  const sight = () =>
    principal && admit({ principal, person, custody, case: stored }, { customer, at });
  const seen = principal !== undefined && allowed(sight);
  const agent = seen && sight()?.standing.agent === true;
  const name = `customers/${customer}/cases/${opened.id}`;
  const http = async (part: string) => {
    const [path, mark = ""] = overHttp[part] ?? [""];
    const { status, text } = await once(`/v2/${name}${path}`, caller);
    return status === 200 && text.includes(mark);
  };
  const of = (part: string, pure: boolean) => ({
    caller,
    document: name + part,
    pure,
    http: () => http(part),
  });
  return [
    ...openParts.map((part) => of(part, seen)),
    ...internalParts.map((part) => of(part, agent)),
  ];
}

/** Where each part of a case is read over HTTP, and what of the answer shows it. */
const overHttp: Record<string, [path: string, mark: string]> = {
  "": ["", '"description"'],
  "/feed/c1": ["/comments/c1", "Still late."],
  "/feed/n1": ["/comments/n1", "A known fault."],
  "/history/o1": ["/history", '"case.created"'],
  "/history/c1": ["/history", '"comment.created"'],
  "/history/n1": ["/history", '"note.created"'],
};

function allowed(act: () => unknown): boolean {
  return outcomeOf(act) === "allowed";
}
