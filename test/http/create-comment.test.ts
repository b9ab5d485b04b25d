import { describe, expect, test } from "vitest";
import { CommentResource } from "#platform/wire/comment.ts";
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

const body = "Still late, since 09:00.";
const annasActor = { displayName: "Anna Berg", email: anna, username: anna };

/** A case in this state, which support has set. */
async function aCaseIn(state: string): Promise<string> {
  const { name } = await open();
  await call("PATCH", `/v2/${name}?updateMask=state`, { as: aino, body: { state } });
  return name;
}

describe("createComment", () => {
  keepsThePromisesOfWrites({ path: "/comments", body: { body } });

  test("answers with the comment, which can be read at once", async () => {
    const { name } = await open();

    const reply = await call("POST", `/v2/${name}/comments`, { as: anna, body: { body } });

    const comment = CommentResource.parse(reply.body);
    expect(comment).toEqual({
      name: expect.stringMatching(new RegExp(`^${name}/comments/[A-Za-z0-9_-]+$`)),
      body,
      plainTextBody: body,
      creator: annasActor,
      createTime: expect.any(String),
    });
    expect((await call("GET", `/v2/${comment.name}`, { as: olle })).text).toBe(reply.text);
  });

  test("obfuscates an agent to all but agents, and marks the comment as support's", async () => {
    const { name } = await open();
    const written = await call("POST", `/v2/${name}/comments`, { as: aino, body: { body } });
    const { name: commentName } = CommentResource.parse(written.body);

    const shown = await call("GET", `/v2/${commentName}`, { as: anna });

    expect(CommentResource.parse(shown.body).creator).toEqual({
      displayName: "Support",
      email: "support@support.example",
      googleSupport: true,
    });
    expect(CommentResource.parse(written.body).creator).toEqual({
      displayName: "Aino Salo",
      email: aino,
      googleSupport: true,
    });
  });

  test.each([
    ["a partner's user", anna, "ACTION_REQUIRED", "IN_PROGRESS_GOOGLE_SUPPORT"],
    ["the customer's user", olle, "SOLUTION_PROVIDED", "IN_PROGRESS_GOOGLE_SUPPORT"],
    ["an agent", aino, "ACTION_REQUIRED", "ACTION_REQUIRED"],
  ])("by %s (%s) makes of %s %s", async (...[, as, before, after]) => {
    const name = await aCaseIn(before);

    await call("POST", `/v2/${name}/comments`, { as, body: { body } });

    expect((await call("GET", `/v2/${name}`, { as: anna })).body).toMatchObject({ state: after });
  });

  test("is not taken by a closed case, and the answer says what to do", async () => {
    const name = await aCaseIn("CLOSED");
    const before = await stored(name);

    const reply = await call("POST", `/v2/${name}/comments`, { as: anna, body: { body } });

    expect(failureOf(reply)).toEqual({ status: 400, reason: "CASE_CLOSED" });
    expect(await stored(name)).toEqual(before);
  });

  test("takes 12 800 code points, however many units they are", async () => {
    const { name } = await open();
    const longest = { body: "🥐".repeat(12_800) };

    const reply = await call("POST", `/v2/${name}/comments`, { as: anna, body: longest });

    expect(reply.body).toMatchObject(longest);
  });

  test("ignores fields that only output holds, and takes both spellings", async () => {
    const { name } = await open();
    const output = {
      name: "x",
      creator: { email: olle },
      create_time: "1999",
      plain_text_body: "",
    };

    const reply = await call("POST", `/v2/${name}/comments`, {
      as: anna,
      body: { ...output, body, internal: false },
    });

    expect(reply.body).toMatchObject({ body, creator: annasActor });
    expect(reply.body).not.toHaveProperty("internal");
  });

  test.each([
    ["no body", {}, ["body"]],
    ["a blank body", { body: " \n" }, ["body"]],
    ["a body that is no text", { body: 7 }, ["body"]],
    ["12 801 characters", { body: "x".repeat(12_801) }, ["body"]],
    ["NUL", { body: "a\u0000b" }, ["body"]],
    ["half a character", '{"body": "\\ud83e"}', ["body"]],
    ["`internal` that is no flag, and no body", { internal: "yes" }, ["body", "internal"]],
    [
      "one field in two spellings",
      { body, plainTextBody: "", plain_text_body: "" },
      ["plain_text_body"],
    ],
  ])("refuses %s and changes nothing", async (_, given, fields) => {
    const { name } = await open();
    const before = await stored(name);

    const reply = await call("POST", `/v2/${name}/comments`, { as: anna, body: given });

    expect(failureOf(reply)).toEqual(faultsIn(...fields));
    expect(await stored(name)).toEqual(before);
  });
});

describe("createComment with internal: true", () => {
  const note = { body: "Looks like SPF again: zwieback.", internal: true };

  test("writes a note that agents read, also on a closed case", async () => {
    const name = await aCaseIn("CLOSED");

    const reply = await call("POST", `/v2/${name}/comments`, { as: aino, body: note });

    expect(reply.body).toMatchObject(note);
    expect((await call("GET", `/v2/${name}/comments`, { as: aino })).body).toMatchObject({
      comments: [note],
    });
  });

  test.each([anna, olle])("stays invisible to %s in every answer, byte for byte", async (as) => {
    const { name } = await open();
    const word = "zwieback";
    const paths = [
      name,
      `${name}/comments`,
      `${name}/history`,
      `${name}:showFeed`,
      "customers/1001/cases",
      `cases:search?query=${word}`,
      `cases:search?query=${word}%20state=OPEN`,
      `cases:search?query=-${word}`,
      `customers/1001/cases:search?query=${word}`,
    ];
    const seen = async () => {
      const texts = [];
      for (const path of paths) texts.push((await call("GET", `/v2/${path}`, { as })).text);
      return texts;
    };
    const before = await seen();

    const written = await call("POST", `/v2/${name}/comments`, { as: aino, body: note });

    expect(await seen()).toEqual(before);
    const byName = CommentResource.parse(written.body).name;
    const [hidden, missing] = [
      await call("GET", `/v2/${byName}`, { as }),
      await call("GET", `/v2/${name}/comments/c0`, { as }),
    ];
    expect(failureOf(hidden)).toEqual({ status: 404, reason: "CHILD_NOT_FOUND" });
    expect(missing.text).toBe(hidden.text);
  });

  test.each([anna, olle])("is refused to %s", async (as) => {
    const { name } = await open();
    const before = await stored(name);

    const reply = await call("POST", `/v2/${name}/comments`, { as, body: note });

    expect(failureOf(reply)).toEqual({ status: 403, reason: "PRIVILEGE_MISSING" });
    expect(await stored(name)).toEqual(before);
  });
});
