import { describe, expect, test } from "vitest";
import { call, failureOf, faultsIn, type Options, type Reply } from "./client.ts";

export const sara = "sara@alfa-partner.example";
export const moa = "moa@lindqvist.example";
export const rut = "rut@granit.example";
export const bo = "bo@support.example";

/** A write to a person, as its own tests know it. */
export type PersonWrite = {
  method: "PATCH" | "POST";
  as: string;
  /** The party's people, such as `agents`, without a version. */
  people: string;
  /** What follows the address: nothing, or a verb. */
  verb?: string;
  /** The domain in which people are made for these tests. */
  domain: string;
  /** What makes a person of the party. */
  entered: Record<string, unknown>;
  /** What the write sends. */
  body: Record<string, unknown>;
};

let made = 0;

/** The promises that every write to a person keeps: rehearsal, keys, etags and faults. */
export function keepsThePromisesOfPeople(write: PersonWrite): void {
  const { method, as, people, verb = "", domain, entered, body } = write;
  const prepare = async () => {
    const name = `${people}/kim${(made += 1)}@${domain}`;
    const reply = await call("PATCH", `/v2/${name}`, { as, body: entered });
    return { name, etag: etagOf(reply.body) };
  };
  const ask = (name: string, { query = "", ...given }: Asking = {}) =>
    call(method, `/v2/${name}${verb}${query}`, { as, body, ...given });
  const stored = async () => {
    const trail = people.startsWith("agents") ? "supportDesk" : people.replace("/users", "");
    const paths = [`${people}?pageSize=100`, `${trail}/auditEntries?pageSize=100`];
    const replies = await Promise.all(paths.map((path) => call("GET", `/v2/${path}`, { as })));
    return replies.map(({ text }) => text);
  };

  describe("as every write to a person", () => {
    test("rehearses with validateOnly: the result, the rules that held, and nothing stored", async () => {
      const { name } = await prepare();
      const before = await stored();

      const reply = await ask(name, { query: "?validateOnly=true" });

      expect(reply).toMatchObject({
        status: 200,
        body: { rehearsal: { rules: expect.any(Array) } },
      });
      expect(await stored()).toEqual(before);
    });

    test("leaves a key free that a rehearsal bore", async () => {
      const { name } = await prepare();
      const keyed = { headers: { "idempotency-key": name } };

      await ask(name, { ...keyed, query: "?validateOnly=true" });
      const reply = await ask(name, keyed);

      expect(reply.status).toBe(200);
      expect(reply.body).not.toHaveProperty("rehearsal");
    });

    test("answers the same again to the same key, and does it once", async () => {
      const { name } = await prepare();
      const keyed = { headers: { "idempotency-key": name } };
      const first = await ask(name, keyed);
      const after = await stored();

      const again = await ask(name, keyed);

      expect(again).toMatchObject({ status: 200, text: first.text });
      expect(await stored()).toEqual(after);
    });

    test("refuses a key that was used with another body", async () => {
      const { name } = await prepare();
      const keyed = { headers: { "idempotency-key": name } };
      await ask(name, keyed);
      const after = await stored();

      const reply = await ask(name, { ...keyed, body: { ...body, etag: "*" } });

      expect(failureOf(reply)).toEqual({ status: 409, reason: "IDEMPOTENCY_KEY_REUSED" });
      expect(await stored()).toEqual(after);
    });

    test("refuses a stale etag, as If-Match and in the body, and takes the current one", async () => {
      const { name, etag } = await prepare();
      const before = await stored();

      const byHeader = await ask(name, { headers: { "if-match": '"0"' } });
      const byBody = await ask(name, { body: { ...body, etag: '"7"' } });
      const kept = await stored();
      const fresh = await ask(name, { headers: { "if-match": etag } });

      const stale = { status: 409, reason: "ETAG_MISMATCH" };
      expect([byHeader, byBody].map(failureOf)).toEqual([stale, stale]);
      expect(kept).toEqual(before);
      expect(fresh.status).toBe(200);
    });

    test("finds every fault of a request at once, and stores nothing", async () => {
      const { name } = await prepare();
      const before = await stored();

      const reply = await ask(name, { query: "?colour=red", body: { ...body, surprise: 1 } });
      const nobody = await ask(`${people}/kim`);

      expect(failureOf(reply)).toEqual(faultsIn("colour", "surprise"));
      expect(failureOf(nobody)).toEqual(faultsIn("user"));
      expect(await stored()).toEqual(before);
    });
  });
}

export function etagOf(body: unknown): string {
  return String(Object(body).etag);
}

/** The statuses of answers that came in any order. */
export function statusesOf(replies: readonly Reply[]): string[] {
  return replies.map(({ status }) => String(status)).toSorted();
}

type Asking = Omit<Options, "as"> & { query?: string };
