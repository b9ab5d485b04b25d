import { anna, type Example, olle } from "./example.ts";

const eva = "eva@tallek.example";
const tor = "tor@nordan.example";

export const customers = {
  listCustomers: {
    by: anna,
    params: {},
    query: { filter: "access=GRANTED", pageSize: "20" },
  },
  getCustomer: { by: anna, params: { customer: "1001" } },
  explainAccess: {
    by: "viktor@alfa-partner.example",
    params: { customer: "1001", case: "310000001001" },
  },
  listPartners: { by: olle, params: { customer: "1001" }, query: { pageSize: "20" } },
  getPartner: { by: anna, params: { customer: "1001", partner: "alfa-partner.example" } },
  createPartner: {
    by: olle,
    params: { customer: "1001" },
    body: { partner: "hjalp-partner.example", kind: "SUPPORT_PARTNER" },
  },
  grantAccess: {
    by: tor,
    params: { customer: "1004", partner: "beta-partner.example" },
    body: { accessExpireTime: "2031-01-01T00:00:00Z" },
  },
  revokeAccess: {
    by: tor,
    params: { customer: "1004", partner: "beta-partner.example" },
    body: {},
  },
  endPartner: {
    by: eva,
    params: { customer: "1005", partner: "hjalp-partner.example" },
    query: { validateOnly: "true" },
    body: {},
  },
  listAccessRecords: {
    by: olle,
    params: { customer: "1001" },
    query: { filter: 'partner="alfa-partner.example"', pageSize: "20" },
  },
  listCustomerAuditEntries: { by: olle, params: { customer: "1001" }, query: { pageSize: "20" } },
} as const satisfies Record<string, Example>;
