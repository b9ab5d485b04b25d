import { expect, test } from "vitest";
import { call, newCase, olle, useServer } from "../support/client.ts";
import { tokenFor } from "../support/server.ts";

useServer();

test("somebody on record without a name is shown by the address, whatever name the token gives", async () => {
  const outsider = "ext@consultant.example";
  await call("PATCH", `/v2/customers/1001/users/${outsider}`, {
    as: olle,
    body: { role: "PORTAL_USER" },
  });

  const reply = await call("POST", "/v2/customers/1001/cases", {
    headers: { Authorization: `Bearer ${tokenFor(outsider, { name: "Support" })}` },
    body: newCase,
  });

  expect(reply.body).toMatchObject({
    creator: { displayName: outsider, email: outsider, username: outsider },
  });
});
