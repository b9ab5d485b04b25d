import { beforeAll, describe, expect, test } from "vitest";
import { bo, sara } from "../support/administration.ts";
import { aino, call, failureOf, useServer } from "../support/client.ts";

useServer();

const path = "/v2/supportDesk/auditEntries";
const actor = { displayName: "Aino Salo", email: aino, googleSupport: true };

beforeAll(async () => {
  const kim = "/v2/agents/kim@support.example";
  await call("PATCH", kim, { as: aino, body: { displayName: "Kim Lahti" } });
  await call("POST", `${kim}:remove`, { as: aino });
});

describe("listDeskAuditEntries", () => {
  test("tells who made whom an agent, by name, the newest first", async () => {
    const { body } = await call("GET", path, { as: aino });

    const subject = "kim@support.example";
    expect(body).toMatchObject({
      auditEntries: [
        {
          action: "agent.changed",
          actor,
          subject,
          changes: [
            { field: "agent", before: true },
            { field: "deskAdministrator", before: false },
            { field: "displayName", before: "Kim Lahti" },
          ],
        },
        {
          action: "agent.changed",
          actor,
          subject,
          changes: [
            { field: "agent", after: true },
            { field: "deskAdministrator", after: false },
            { field: "displayName", after: "Kim Lahti" },
          ],
        },
      ],
    });
  });

  test.each([bo, sara, "olle@lindqvist.example"])("is closed to %s", async (as) => {
    const reply = await call("GET", path, { as });

    expect(failureOf(reply)).toEqual({ status: 403, reason: "PRIVILEGE_MISSING" });
  });
});
