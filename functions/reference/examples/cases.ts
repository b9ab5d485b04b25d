import { aino, anna, type Example, olle, openCase } from "./example.ts";

const meetCase = { customer: "1003", case: "310000003003" };

export const cases = {
  createCase: {
    by: anna,
    params: { customer: "1001" },
    body: {
      displayName: "Mail to a supplier bounces",
      description: "Every mail comes back with 550 5.7.26 since this morning.",
      classification: { id: "gws-gmail-delivery-bounce" },
      caseAnswers: [
        { questionId: "sender", answer: "olle@lindqvist.example" },
        { questionId: "recipient", answer: "order@flour-mill.example" },
        { questionId: "error-text", answer: "550 5.7.26 Unauthenticated email is not accepted" },
      ],
      priority: "P2",
      timeZone: "Europe/Stockholm",
      languageCode: "sv",
      subscriberEmailAddresses: ["baker@lindqvist.example"],
    },
  },
  getCase: { by: anna, params: openCase },
  listCases: {
    by: anna,
    params: { customer: "1001" },
    query: { filter: "state=OPEN AND (priority=P0 OR priority=P1)", pageSize: "20" },
  },
  searchCases: {
    by: anna,
    params: { customer: "1001" },
    query: { query: 'bounces state=OPEN creator.email="anna@alfa-partner.example"' },
  },
  patchCase: {
    by: anna,
    params: openCase,
    query: { updateMask: "priority", reason: "A workaround is in place." },
    body: { priority: "P2" },
  },
  closeCase: { by: anna, params: meetCase, body: {} },
  reopenCase: { by: anna, params: meetCase, body: {} },
  escalateCase: {
    by: anna,
    params: openCase,
    // A case is escalated once: with this key the example can be tried again.
    query: { requestId: "escalate-310000001001" },
    body: {
      escalation: {
        reason: "BUSINESS_IMPACT",
        justification: "The bakery cannot order flour for tomorrow.",
      },
    },
  },
  shareCase: {
    by: anna,
    params: openCase,
    body: { emailAddresses: ["baker@lindqvist.example"] },
  },
  unshareCase: {
    by: anna,
    params: openCase,
    body: { emailAddresses: ["baker@lindqvist.example"] },
  },
  assignCase: { by: aino, params: openCase, body: { assignee: "bo@support.example" } },
  showFeed: { by: anna, params: openCase, query: { orderBy: "creation_time desc" } },
  listHistory: { by: anna, params: openCase, query: { pageSize: "50" } },
  screenText: {
    by: anna,
    params: {},
    body: { text: "Please refund to IBAN GB33BUKB20201555555555, or call +46 70 174 06 05." },
  },
  recallPersonalData: {
    by: olle,
    params: openCase,
    query: { validateOnly: "true" },
    body: { detected: true, reason: "The customer asked for it." },
  },
  getRecallCertificate: { by: olle, params: { ...openCase, certificate: "e1" } },
} as const satisfies Record<string, Example>;
