import { beforeAll, describe, expect, test } from "vitest";
import {
  aino,
  anna,
  call,
  failureOf,
  olle,
  open,
  type Reply,
  useServer,
} from "../support/client.ts";
import { attached, fetched, upload } from "../support/uploads.ts";

delete process.env["CLAMD_ADDRESS"];
useServer();

const tor = "tor@nordan.example";
const missing = "customers/1004/cases/999999999999";

let foreign: string;
let foreignId: string;

beforeAll(async () => {
  ({ name: foreign } = await open({}, { as: tor, parent: "customers/1004" }));
  const { name } = await attached(foreign, { as: tor });
  foreignId = name.split("/").at(-1) ?? "";
});

describe("getAttachment", () => {
  test("shows what is known of a file, under the name in which it was asked for", async () => {
    const { name } = await attached((await open()).name, { as: olle });
    const asOrganization = name.replace("customers/", "organizations/");

    const reply = await call("GET", `/v2beta/${asOrganization}`, { as: anna });

    expect(reply.body).toEqual({
      name: asOrganization,
      filename: "log.txt",
      mimeType: "text/plain",
      sizeBytes: "12",
      creator: { displayName: "Olle Lindqvist", email: olle, username: olle },
      createTime: expect.any(String),
      state: "AVAILABLE",
    });
  });

  test("obfuscates an agent to all but agents", async () => {
    const { name } = await attached((await open()).name, { as: aino });
    const creatorFor = async (as: string) =>
      Object((await call("GET", `/v2/${name}`, { as })).body).creator;

    expect(await creatorFor(aino)).toMatchObject({ email: aino, googleSupport: true });
    for (const as of [anna, olle]) {
      expect(await creatorFor(as)).toEqual({
        displayName: "Support",
        email: "support@support.example",
        googleSupport: true,
      });
    }
  });

  test("gives the fields that are asked for", async () => {
    const { name } = await attached((await open()).name);

    const { bytes } = await fetched(`${name}?fields=filename,sizeBytes`);

    expect(bytes.toString()).toBe('{"filename":"log.txt","sizeBytes":"12"}');
  });

  test("knows neither a comment nor an attachment of another case by that name", async () => {
    const { name } = await open();
    const { name: other } = await attached((await open()).name);
    const path = `/v2/${name}/comments`;
    const { name: comment } = Object(
      (await call("POST", path, { as: anna, body: { body: "Late." } })).body,
    );
    const ids = [comment, other, "x/a0"].map((each) => String(each).split("/").at(-1));

    const replies = await Promise.all(
      ids.map((id) => call("GET", `/v2/${name}/attachments/${id}`, { as: anna })),
    );

    const none = { status: 404, reason: "CHILD_NOT_FOUND" };
    expect(replies.map(failureOf)).toEqual([none, none, none]);
    expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
  });
});

/** Every function of attachments, asked by somebody for a file of a case. */
const functions: [string, (caseName: string, id: string) => Promise<Reply>][] = [
  ["getAttachment", (name, id) => get(`${name}/attachments/${id}`)],
  ["listAttachments", (name) => get(`${name}/attachments`)],
  ["downloadAttachment", (name, id) => get(`${name}/attachments/${id}:download`)],
  ["signDownload", (name, id) => get(`${name}/attachments/${id}:signedUrl`)],
  ["uploadAttachment", (name) => upload(name)],
  ["uploadAttachment", (name) => upload(name, { query: "validateOnly=true" })],
  ["uploadAttachment", (name) => upload(name, { filename: "a.exe" })],
  ["uploadAttachment", (name) => upload(name, { bytes: Buffer.from("4111 1111 1111 1111") })],
  ["uploadAttachment", (name) => post(`${name}/attachments`, { attachment: { filename: "a" } })],
  ["startUpload", (name) => post(`${name}/attachments:startUpload`, starting)],
  ["finishUpload", (name) => post(`${name}/attachments:finishUpload`, finishing)],
  ["removeAttachment", (name, id) => post(`${name}/attachments/${id}:remove`, { reason: "Old." })],
];

const starting = { attachment: { filename: "a.txt", mimeType: "text/plain", sizeBytes: "7" } };
const finishing = { uploadToken: "none", crc32c: "AAAAAA==" };

const get = (path: string) => call("GET", `/v2/${path}`, { as: anna });
const post = (path: string, body: object) => call("POST", `/v2/${path}`, { as: anna, body });

describe.each(functions)("%s", (_, ask) => {
  test("answers for a foreign case as for a missing one, byte for byte", async () => {
    const [hidden, none] = [await ask(foreign, foreignId), await ask(missing, foreignId)];

    expect(hidden.text).toBe(none.text);
    expect(failureOf(hidden)).toEqual({ status: 403, reason: "NOT_VISIBLE" });
  });
});
