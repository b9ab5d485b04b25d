import { expectTypeOf } from "vitest";
import {
  type Attachment,
  type CallFailed,
  type Case,
  caseIds,
  type components,
  type NewCase,
  type paths,
  type Reason,
  type SupportCases,
  type Writable,
} from "../../functions/client/client.ts";

// Not run: `tsc -p functions/client` fails where a line below is right that must be wrong, or the other way round.

const path = caseIds("customers/1001/cases/3100");
const opening = {
  displayName: "Mail bounces",
  description: "550 5.7.26",
  classification: { id: "gws-gmail-delivery-bounce" },
  priority: "P2",
} as const;

export async function replies(client: SupportCases): Promise<void> {
  const one = await client.GET("/v2/customers/{customer}/cases/{case}", { params: { path } });
  expectTypeOf(one).toEqualTypeOf<Case>();
  expectTypeOf(one.state).toEqualTypeOf<Exclude<Case["state"], undefined>>();
  // @ts-expect-error: no case has it.
  void one.title;

  const { cases, nextPageToken } = await client.GET("/v2/customers/{customer}/cases", {
    params: { path: { customer: "-" }, query: { pageSize: 100, filter: "state=OPEN" } },
  });
  expectTypeOf(cases).toEqualTypeOf<Case[] | undefined>();
  expectTypeOf(nextPageToken).toEqualTypeOf<string | undefined>();

  const opened = await client.POST("/v2/customers/{customer}/cases", {
    params: { path: { customer: "1001" }, query: { requestId: "k", validateOnly: true } },
    body: opening,
  });
  expectTypeOf(opened).toEqualTypeOf<Case>();

  for await (const page of client.pages("/v2/customers")) {
    expectTypeOf(page.nextPageToken).toEqualTypeOf<string | undefined>();
  }
  expectTypeOf(client.upload).returns.toEqualTypeOf<Promise<Attachment>>();
  expectTypeOf(client.download).returns.toEqualTypeOf<Promise<Blob>>();
}

export async function calls(client: SupportCases): Promise<void> {
  await client.GET("/v2/customers");
  await client.POST("/v2/customers/{customer}/cases/{case}:close", { params: { path } });
  // @ts-expect-error: there is no such path.
  await client.GET("/v2/tickets");
  // @ts-expect-error: this path is written to, not read.
  await client.GET("/v2/cases:screen");
  // @ts-expect-error: the path wants its ids.
  await client.GET("/v2/customers/{customer}");
  await client.GET("/v2/customers/{customer}/cases/{case}", {
    // @ts-expect-error: and all of them.
    params: { path: { customer: "1" } },
  });
  // @ts-expect-error: the parameter is called pageSize.
  await client.GET("/v2/customers", { params: { query: { pagesize: 10 } } });
  // @ts-expect-error: a number, not a text.
  await client.GET("/v2/customers", { params: { query: { pageSize: "10" } } });
  const params = { path: { customer: "1001" } };
  // @ts-expect-error: a case needs a body.
  await client.POST("/v2/customers/{customer}/cases", { params });
  await client.POST("/v2/customers/{customer}/cases", {
    params,
    // @ts-expect-error: and a title.
    body: { ...opening, displayName: undefined },
  });
  await client.POST("/v2/customers/{customer}/cases", {
    params,
    // @ts-expect-error: there is no priority P9.
    body: { ...opening, priority: "P9" },
  });
  await client.POST("/v2/customers/{customer}/cases", {
    params,
    // @ts-expect-error: no case has a severity.
    body: { ...opening, severity: 2 },
  });
  // @ts-expect-error: one customer is no list.
  client.pages("/v2/customers/{customer}", { params });
  // @ts-expect-error: a file has a name, a blob has none.
  await client.upload("customers/1001/cases/3100", new Blob(["text"]));
  // @ts-expect-error: nothing here is deleted.
  void client.DELETE;
}

export function bodies(): void {
  const creator = { email: "anna@alfa-partner.example" };
  expectTypeOf({ ...opening, creator }).toExtend<NewCase>();
  // What the service alone sets is not there to be sent.
  expectTypeOf({ ...opening, name: "customers/1001/cases/3100" }).not.toExtend<NewCase>();
  expectTypeOf<Writable<components["schemas"]["NewCase"]>>().toEqualTypeOf<NewCase>();
}

export function everythingElse(): void {
  expectTypeOf<components["schemas"]["Case"]>().toEqualTypeOf<Case>();
  expectTypeOf<paths>().toHaveProperty("/v2/customers");
}

export function reasons({ reason }: CallFailed): string {
  expectTypeOf(reason).toEqualTypeOf<Reason>();
  // @ts-expect-error: there is no such reason.
  if (reason === "NOT_ALLOWED") return "";
  expectTypeOf<string>().not.toExtend<Reason>();
  return reason;
}
