import { beforeAll, describe, expect, test } from "vitest";
import { auditOf, writeAudit } from "#adapters/firestore/audit.ts";
import { firestore } from "#adapters/firestore/client.ts";
import { moa, rut } from "../support/administration.ts";
import { call, olle, useServer } from "../support/client.ts";

useServer();

const path = "/v2/customers/1001/auditEntries";
const actor = { displayName: "Olle Lindqvist", email: olle, username: olle };

beforeAll(async () => {
  const user = `/v2/customers/1001/users/${rut}`;
  await call("PATCH", user, { as: olle, body: { role: "PORTAL_USER" } });
  await call("POST", `${user}:remove`, { as: olle });
});

describe("listCustomerAuditEntries", () => {
  test("tells who was let in and put out, the newest first", async () => {
    const { body } = await call("GET", path, { as: olle });

    expect(body).toMatchObject({
      auditEntries: [
        {
          action: "customerUser.changed",
          actor,
          subject: rut,
          changes: [{ field: "role", before: "PORTAL_USER" }],
        },
        {
          action: "customerUser.changed",
          actor,
          subject: rut,
          changes: [{ field: "role", after: "PORTAL_USER" }],
        },
      ],
    });
  });

  test("tells another customer nothing, of which the same person is an administrator", async () => {
    const own = await call("GET", "/v2/customers/1002/auditEntries", { as: rut });
    const foreign = await call("GET", path, { as: rut });
    const missing = await call("GET", "/v2/customers/9999/auditEntries", { as: rut });

    expect(own.text).toBe("{}");
    expect(foreign.status).toBe(403);
    expect(foreign.text).toBe(missing.text);
  });

  test("names no agent who acted, and no agent's id", async () => {
    await firestore().runTransaction(async (transaction) => {
      const entry = {
        id: "e1",
        action: "access.revoked",
        createdAt: "2999-01-01T00:00:00.000Z",
        actor: { kind: "agent", agentId: "a7k2" },
        subject: "alfa-partner.example",
        changes: [],
      } as const;
      writeAudit(transaction, { ...entry, changes: [] }, [{ kind: "customer", customer: "1001" }]);
      return entry;
    });

    const { body, text } = await call("GET", `${path}?pageSize=1`, { as: olle });
    await auditOf({ kind: "customer", customer: "1001" }).doc("e1").delete();

    expect(body).toMatchObject({
      auditEntries: [
        {
          actor: { displayName: "Support", email: "support@support.example", googleSupport: true },
        },
      ],
    });
    expect(text).not.toMatch(/a7k2|aino|Aino/);
  });

  test("is closed to the customer's other users", async () => {
    const reply = await call("GET", path, { as: moa });

    expect(reply.status).toBe(403);
  });
});
