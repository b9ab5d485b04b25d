import { anna, type Example } from "./example.ts";

export const classifications = {
  searchClassifications: {
    by: anna,
    params: {},
    query: { query: "mail bounces", customer: "customers/1001", languageCode: "en" },
  },
  getClassification: {
    by: anna,
    params: { classification: "gws-gmail-delivery-bounce" },
    query: { customer: "customers/1001", languageCode: "sv" },
  },
} as const satisfies Record<string, Example>;
