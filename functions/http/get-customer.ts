import { firestoreCustody } from "#adapters/firestore/custody-store.ts";
import { requireCustomer } from "#domain/customer.ts";
import { httpFunction } from "#platform/http-function.ts";
import { customerPath } from "#platform/path-parameters.ts";
import { partyRefusals } from "#platform/refusals.ts";
import { CustomerResource, customerResource } from "#platform/wire/customer.ts";

export const getCustomer = httpFunction(
  {
    name: "getCustomer",
    method: "GET",
    paths: ["/{version}/customers/{customer}"],
    methodId: "customers.get",
    summary: "Get a customer, with your own relationship and the consent it rests on",
    description:
      "Returns a customer, and as `relationship` your own domain's time and consent with it. " +
      "Partner users need `VIEW_CUSTOMERS` and a period that runs now; consent is shown, and " +
      "not needed. The customer's own users and support agents see the customer without a " +
      "relationship. A customer that does not exist and one that is not yours answer alike: 403 " +
      "`NOT_VISIBLE`.",
    refusals: partyRefusals,
    params: customerPath,
    query: {},
    reply: CustomerResource,
  },
  { custody: firestoreCustody },
  async ({ principal, params: { customer }, at, form }, { custody }) => {
    const found = await custody.find(principal, customer);
    return customerResource(requireCustomer(found, customer, at), form);
  },
);
