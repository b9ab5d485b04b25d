import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Example } from "#functions/reference/examples/example.ts";
import { examples } from "#functions/reference/examples/examples.ts";
import { routes } from "#functions/routes.ts";
import { MediaReply } from "#platform/media.ts";
import { resetData, startServer, tokenFor } from "../support/server.ts";

let server: Awaited<ReturnType<typeof startServer>>;

beforeAll(async () => {
  server = await startServer();
  await resetData();
  const { loadDemoFiles } = await import("../../scripts/demo/load-files.ts");
  await loadDemoFiles();
});
afterAll(() => server.stop());

test("every function has an example, and every example a function", () => {
  const functions = routes.map(({ contract }) => contract.name);

  expect(Object.keys(examples).toSorted()).toEqual(functions.toSorted());
});

const everyPath = routes.flatMap(({ contract }) =>
  contract.paths.map((path) => ({ name: contract.name, method: contract.method, path, contract })),
);

describe.each(["first", "second"])("tried for the %s time, after all the others,", () => {
  test.each(everyPath)(
    "the example of $name succeeds ($method $path)",
    async ({ name, method, path, contract }) => {
      const answer = await sent(method, path, exampleOf(name));

      expect(answer).toMatchObject({ status: 200 });
      if (contract.reply !== MediaReply) contract.reply.parse(JSON.parse(answer.text));
    },
  );
});

test("the file of the examples comes back as it was attached", async () => {
  const path = "/{version}/customers/{customer}/cases/{case}/attachments/{attachment}:download";

  const { text } = await sent("GET", path, exampleOf("downloadAttachment"));

  expect(text).toBe("07:40 550 5.7.26 unauthenticated sender\n");
});

function exampleOf(name: string): Example {
  const example = examples[name];
  if (!example) throw new Error(`${name} has no example.`);
  return example;
}

async function sent(
  method: string,
  path: string,
  { by, params, query = {}, body }: Example,
): Promise<{ status: number; text: string }> {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    name === "version" ? "v2" : (params[name] ?? ""),
  );
  // An upload brings the bytes themselves: their name stands in the address.
  const bytes = path.startsWith("/upload/");
  const parameters = new URLSearchParams(query).toString();
  const response = await fetch(`${server.url}${filled}?${parameters}`, {
    method,
    headers: {
      Authorization: `Bearer ${tokenFor(by)}`,
      ...(body && { "Content-Type": bytes ? "text/plain" : "application/json" }),
    },
    ...(body && { body: bytes ? "07:40 550 5.7.26\n" : JSON.stringify(body) }),
  });
  return { status: response.status, text: await response.text() };
}
