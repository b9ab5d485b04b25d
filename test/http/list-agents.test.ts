import { describe, expect, test } from "vitest";
import { aino, call, useServer } from "../support/client.ts";

useServer();

describe("listAgents", () => {
  test("lists the agents by address, page after page", async () => {
    const first = await call("GET", "/v2/agents?pageSize=1", { as: aino });
    const { nextPageToken } = Object(first.body);
    const second = await call("GET", `/v2/agents?pageToken=${nextPageToken}`, { as: aino });

    expect(first.body).toMatchObject({
      agents: [{ name: `agents/${aino}`, displayName: "Aino Salo", deskAdministrator: true }],
    });
    expect(second.body).toEqual({
      agents: [{ name: "agents/bo@support.example", displayName: "Bo Holm", etag: '"1"' }],
    });
  });
});
