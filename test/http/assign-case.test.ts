import { describe, expect, test } from "vitest";
import {
  aino,
  anna,
  call,
  failureOf,
  faultsIn,
  keepsThePromisesOfWrites,
  olle,
  open,
  stored,
  useServer,
} from "../support/client.ts";

useServer();

const bo = { email: "bo@support.example", displayName: "Bo Holm", googleSupport: true };
const body = { assignee: bo.email };

describe("assignCase", () => {
  keepsThePromisesOfWrites({ path: ":assign", as: aino, body });

  test("gives a case to an agent, whose name the agents read", async () => {
    const { name } = await open();

    const reply = await call("POST", `/v2/${name}:assign`, { as: aino, body });

    expect(reply.body).toMatchObject({ name, assignee: bo });
  });

  test("shows the customer's side nothing of it: the answers stay the same bytes", async () => {
    const { name } = await open();
    const seen = () =>
      Promise.all(
        [anna, olle].flatMap((as) =>
          [name, `${name}/history`, "customers/1001/cases"].map((path) =>
            call("GET", `/v2/${path}`, { as }).then(({ text }) => text),
          ),
        ),
      );
    const before = await seen();

    await call("POST", `/v2/${name}:assign`, { as: aino, body });

    expect(await seen()).toEqual(before);
  });

  test("changes nothing for the agent who has the case", async () => {
    const { name } = await open();
    await call("POST", `/v2/${name}:assign`, { as: aino, body });
    const before = await stored(name);

    const { status } = await call("POST", `/v2/${name}:assign`, { as: aino, body });

    expect(status).toBe(200);
    expect(await stored(name)).toEqual(before);
  });

  test.each([
    ["nobody", {}],
    ["what is no address", { assignee: "bo" }],
    ["somebody who is no agent", { assignee: anna }],
    ["an unknown address of the support domain", { assignee: "constructor@support.example" }],
  ])("refuses %s and changes nothing", async (_, given) => {
    const { name } = await open();
    const before = await stored(name);

    const reply = await call("POST", `/v2/${name}:assign`, { as: aino, body: given });

    expect(failureOf(reply)).toEqual(faultsIn("assignee"));
    expect(await stored(name)).toEqual(before);
  });

  test.each([anna, olle])("is refused to %s, whoever is named", async (as) => {
    const { name } = await open();
    const ask = (assignee: string) =>
      call("POST", `/v2/${name}:assign`, { as, body: { assignee } });

    const [agent, stranger] = [await ask(bo.email), await ask("nobody@support.example")];

    expect(failureOf(agent)).toEqual({ status: 403, reason: "PRIVILEGE_MISSING" });
    expect(stranger.text).toBe(agent.text);
  });
});
