import { anna, type Example, openCase } from "./example.ts";

export const comments = {
  createComment: { by: anna, params: openCase, body: { body: "It began at 07:40." } },
  listComments: { by: anna, params: openCase, query: { pageSize: "20" } },
  getComment: { by: anna, params: { ...openCase, comment: "c3" } },
} as const satisfies Record<string, Example>;
