import { describe, expect, test } from "vitest";
import { CommentResource } from "#platform/wire/comment.ts";
import { aino, anna, call, failureOf, faultsIn, olle, open, useServer } from "../support/client.ts";

useServer();

async function aComment(caseName: string, internal = false): Promise<CommentResource> {
  const body = { body: "Still late.", internal };
  const reply = await call("POST", `/v2/${caseName}/comments`, { as: aino, body });
  return CommentResource.parse(reply.body);
}

describe("getComment", () => {
  test.each([anna, olle, aino])("shows a comment to %s", async (as) => {
    const { name } = await aComment((await open()).name);

    const { body } = await call("GET", `/v2/${name}`, { as });

    expect(body).toMatchObject({ name, body: "Still late.", plainTextBody: "Still late." });
  });

  test("answers under the form that the caller uses, in v2beta", async () => {
    const comment = await aComment((await open()).name);
    const name = comment.name.replace("customers/", "organizations/");

    const { body } = await call("GET", `/v2beta/${name}`, { as: aino });

    expect(body).toEqual({ ...comment, name });
  });

  test("answers 404 alike for a missing comment, a note, and a comment of another case", async () => {
    const [here, there] = [await open(), await open()];
    const note = await aComment(here.name, true);
    const elsewhere = await aComment(there.name);
    const ids = [
      "c0",
      "constructor",
      ...[note, elsewhere].map(({ name }) => name.split("/").at(-1)),
    ];

    const replies = await Promise.all(
      ids.map((id) => call("GET", `/v2/${here.name}/comments/${id}`, { as: anna })),
    );

    expect(replies.map(failureOf)).toEqual(
      ids.map(() => ({ status: 404, reason: "CHILD_NOT_FOUND" })),
    );
    expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
  });

  test("shows a note to agents", async () => {
    const note = await aComment((await open()).name, true);

    const { body } = await call("GET", `/v2/${note.name}`, { as: "bo@support.example" });

    expect(body).toEqual({ ...note, internal: true });
  });

  test.each(["a%20b", "__proto__", "x".repeat(65)])("refuses %s, which is no id", async (id) => {
    const { name } = await open();

    const reply = await call("GET", `/v2/${name}/comments/${id}?colour=red`, { as: anna });

    expect(failureOf(reply)).toEqual(faultsIn("colour", "comment"));
  });
});
