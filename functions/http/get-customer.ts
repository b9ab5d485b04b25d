import { firestoreCustody } from "#adapters/firestore/custody-store.ts";
import { requireCustomer } from "#domain/customer.ts";
import { CustomerId } from "#domain/identifiers.ts";
import { httpFunction } from "#platform/http-function.ts";
import { CustomerResource, customerResource } from "#platform/wire/customer.ts";

export const getCustomer = httpFunction(
  {
    name: "getCustomer",
    method: "GET",
    paths: ["/{version}/customers/{customer}"],
    summary: "Get a customer, with your own relationship and the consent it rests on",
    params: { customer: CustomerId },
    query: {},
    reply: CustomerResource,
  },
  { custody: firestoreCustody },
  async ({ principal, params: { customer }, at, form }, { custody }) => {
    const found = await custody.find(principal, customer);
    return customerResource(requireCustomer(found, customer, at), form);
  },
);
