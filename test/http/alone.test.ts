import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { routes } from "#functions/routes.ts";
import { caseRequests, newCase } from "../support/case-requests.ts";
import { callersOf, reasonOf, type Wish } from "../support/request.ts";
import { requireBucket, resetData } from "../support/server.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const files = readdirSync(`${root}functions/http`).filter((file) => file.endsWith(".ts"));

const anna = "anna@alfa-partner.example";
const olle = "olle@lindqvist.example";
const theCase = "/v2/customers/1001/cases/310000001001";
const partner = "/v2/customers/1001/partners/alfa-partner.example";
const ofAlfa = "/v2/partners/alfa-partner.example";
const sara = "sara@alfa-partner.example";
const aino = "aino@support.example";
const nils = `${ofAlfa}/users/nils@alfa-partner.example`;
const moa = "/v2/customers/1001/users/moa@lindqvist.example";
const bo = "/v2/agents/bo@support.example";
const requests: Record<string, Wish> = {
  ...Object.fromEntries(
    caseRequests(theCase.slice("/v2/".length)).map(({ name, ...wish }) => [name, wish]),
  ),
  // Rehearsed, so that no function finds what another has ended.
  closeCase: { method: "POST", path: `${theCase}:close?validateOnly=true` },
  createCase: { method: "POST", path: "/v2/customers/1001/cases", body: newCase },
  createPartner: {
    method: "POST",
    path: "/v2/customers/1001/partners?validateOnly=true",
    body: { partner: "hjalp-partner.example", kind: "SUPPORT_PARTNER" },
  },
  endPartner: {
    method: "POST",
    path: "/v2/customers/1005/partners/hjalp-partner.example:end?validateOnly=true",
  },
  explainAccess: { path: "/v2/customers/1001:explainAccess" },
  getClassification: { path: "/v2/caseClassifications/gws-gmail-search" },
  getCustomer: { path: "/v2/customers/1001" },
  getCustomerUser: { path: moa },
  getPartner: { path: partner },
  getPartnerUser: { path: nils },
  grantAccess: { method: "POST", path: `${partner}:grantAccess` },
  listAgents: { path: "/v2/agents" },
  listAccessRecords: { path: "/v2/customers/1001/accessRecords" },
  listCases: { path: "/v2/customers/-/cases" },
  listCustomerAuditEntries: { path: "/v2/customers/1001/auditEntries" },
  listCustomerUsers: { path: "/v2/customers/1001/users" },
  listCustomers: { path: "/v2/customers" },
  listDeskAuditEntries: { path: "/v2/supportDesk/auditEntries" },
  listPartnerAuditEntries: { path: `${ofAlfa}/auditEntries` },
  listPartnerUsers: { path: `${ofAlfa}/users` },
  listPartners: { path: "/v2/customers/1001/partners" },
  patchAgent: { method: "PATCH", path: bo, body: {} },
  patchCustomerUser: { method: "PATCH", path: moa, body: {} },
  patchPartnerUser: { method: "PATCH", path: nils, body: {} },
  screenText: { method: "POST", path: "/v2/cases:screen", body: { text: "Mail is late." } },
  removeAgent: { method: "POST", path: `${bo}:remove?validateOnly=true` },
  removeCustomerUser: { method: "POST", path: `${moa}:remove?validateOnly=true` },
  revokeAccess: { method: "POST", path: `${partner}:revokeAccess?validateOnly=true` },
  searchCases: { path: "/v2/cases:search" },
  searchClassifications: { path: "/v2/caseClassifications:search" },
};

/** Whom a function serves, where it is not anna; and what it answers where nothing can be got of it. */
const others: Record<string, { as?: string; status?: number; reason?: string }> = {
  assignCase: { as: aino },
  createPartner: { as: olle },
  endPartner: { as: "eva@tallek.example" },
  getCustomerUser: { as: olle },
  getPartnerUser: { as: sara },
  listAgents: { as: aino },
  listCustomerAuditEntries: { as: olle },
  listCustomerUsers: { as: olle },
  listDeskAuditEntries: { as: aino },
  listPartnerAuditEntries: { as: sara },
  listPartnerUsers: { as: sara },
  patchAgent: { as: aino },
  patchCustomerUser: { as: olle },
  patchPartnerUser: { as: sara },
  recallPersonalData: { as: aino },
  removeAgent: { as: aino },
  removeAttachment: { as: aino, status: 404, reason: "CHILD_NOT_FOUND" },
  signDownload: { status: 404, reason: "CHILD_NOT_FOUND" },
  removeCustomerUser: { as: olle },
  downloadAttachment: { status: 404, reason: "CHILD_NOT_FOUND" },
  finishUpload: { status: 400, reason: "INVALID_ARGUMENT" },
  getAttachment: { status: 404, reason: "CHILD_NOT_FOUND" },
  getComment: { status: 404, reason: "CHILD_NOT_FOUND" },
  getRecallCertificate: { as: aino, status: 404, reason: "CHILD_NOT_FOUND" },
  grantAccess: { as: olle },
  listAccessRecords: { as: olle },
  revokeAccess: { as: olle },
};

let child: ChildProcess | undefined;
let compileCache = "";

beforeAll(async () => {
  compileCache = await mkdtemp(join(tmpdir(), "compile-cache-"));
  await Promise.all([resetData(), requireBucket()]);
});

afterAll(() => rm(compileCache, { recursive: true }));

afterEach(() => {
  child?.kill();
});

describe("deployed alone", () => {
  test("every file of functions/http is a function of the route table, but the front door", () => {
    const names = files.map(functionOf).filter((name) => name !== "api");

    expect(names.toSorted()).toEqual(routes.map(({ contract }) => contract.name).toSorted());
  });

  test.each(files.filter((file) => file !== "api.ts"))(
    "%s answers its own requests, and no others",
    async (file) => {
      const name = functionOf(file);
      const { as = anna, status = 200, reason } = others[name] ?? {};
      const caller = callersOf(await serve(file, name))(as);

      const own = await caller.send(requests[name] ?? { path: "/" });
      const foreign = await caller.get(
        name === "listCustomers" ? "/v2/cases:search" : "/v2/customers",
      );
      const malformed = await caller.post("/v2/customers", "{", { "Content-Type": "text/html" });

      expect(own).toMatchObject({ status });
      expect(reasonOf(own)).toBe(reason);
      expect([foreign, malformed].map(reasonOf)).toEqual(["ROUTE_NOT_FOUND", "ROUTE_NOT_FOUND"]);
    },
  );
});

/** Starts a process that knows nothing of the product but one function's file. */
async function serve(file: string, name: string): Promise<string> {
  const program = `
    import { flushCompileCache } from "node:module";
    import { serverOf } from "#platform/door.ts";
    await import(${JSON.stringify(`#http/${file}`)});
    const server = serverOf(${JSON.stringify(name)});
    server.listen(0, "127.0.0.1", () => process.send(server.address().port));
    flushCompileCache();
  `;
  child = spawn(process.execPath, ["--input-type=module", "--eval", program], {
    cwd: root,
    // Forty processes import the same libraries: what the first compiles serves the others.
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const [port] = (await Promise.race([
    once(child, "message"),
    once(child, "exit").then(([code]) => {
      throw new Error(`${file} does not start alone: exit ${code}`);
    }),
  ])) as [number];
  return `http://127.0.0.1:${port}`;
}

function functionOf(file: string): string {
  return file
    .replace(/\.ts$/, "")
    .replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
