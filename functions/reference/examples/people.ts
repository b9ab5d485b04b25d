import { aino, type Example, olle } from "./example.ts";

const sara = "sara@alfa-partner.example";
const alfa = { partner: "alfa-partner.example" };
const lena = { ...alfa, user: "lena@alfa-partner.example" };
const moa = { customer: "1001", user: "moa@lindqvist.example" };
const bo = { user: "bo@support.example" };

export const people = {
  listPartnerUsers: { by: sara, params: alfa, query: { pageSize: "20" } },
  getPartnerUser: { by: lena.user, params: lena },
  patchPartnerUser: {
    by: sara,
    params: lena,
    query: { updateMask: "role,privileges" },
    body: {
      role: "CUSTOM",
      privileges: ["SUPPORT", "VIEW_CUSTOMERS", "ACCESS_CUSTOMER_CASES"],
    },
  },
  listPartnerAuditEntries: { by: sara, params: alfa, query: { pageSize: "20" } },
  listCustomerUsers: { by: olle, params: { customer: "1001" }, query: { pageSize: "20" } },
  getCustomerUser: { by: olle, params: moa },
  patchCustomerUser: {
    by: olle,
    params: moa,
    query: { updateMask: "role" },
    body: { role: "PORTAL_USER" },
  },
  removeCustomerUser: { by: olle, params: moa, query: { validateOnly: "true" }, body: {} },
  listAgents: { by: aino, params: {}, query: { pageSize: "20" } },
  patchAgent: {
    by: aino,
    params: bo,
    query: { updateMask: "displayName" },
    body: { displayName: "Bo Holm" },
  },
  removeAgent: { by: aino, params: bo, query: { validateOnly: "true" }, body: {} },
  listDeskAuditEntries: { by: aino, params: {}, query: { pageSize: "20" } },
} as const satisfies Record<string, Example>;
