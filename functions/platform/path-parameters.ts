import {
  AnyCustomer,
  CaseId,
  ChildId,
  CustomerId,
  DomainName,
  EmailAddress,
} from "#domain/identifiers.ts";

const customer = CustomerId.meta({
  description: "The customer's id. `organizations/{customer}` is taken for `customers/{customer}`.",
});

const caseId = CaseId.meta({ description: "The case's id, digits alone." });

/** The parameters of paths, by what the path names. */
export const customerPath = { customer };
export const casePath = { ...customerPath, case: caseId };
export const attachmentPath = {
  ...casePath,
  attachment: ChildId.meta({ description: "The attachment's id." }),
};
export const commentPath = {
  ...casePath,
  comment: ChildId.meta({ description: "The comment's id." }),
};
export const certificatePath = {
  ...casePath,
  certificate: ChildId.meta({ description: "The certificate's id." }),
};
export const customerPartnerPath = {
  ...customerPath,
  partner: DomainName.meta({ description: "The partner's domain, in lower case." }),
};
export const customerUserPath = {
  ...customerPath,
  user: EmailAddress.meta({ description: "The user's e-mail address, from whatever domain." }),
};
export const partnerPath = {
  partner: DomainName.meta({ description: "Your own partner domain, in lower case." }),
};
export const partnerUserPath = {
  ...partnerPath,
  user: EmailAddress.meta({ description: "The user's e-mail address in the partner domain." }),
};
export const agentPath = {
  user: EmailAddress.meta({ description: "The agent's e-mail address in the support domain." }),
};
export const classificationPath = {
  classification: ChildId.meta({ description: "The classification's id." }),
};

/** A list's parent, which may be all customers at once. */
export const anyCustomer = AnyCustomer.meta({
  description: "The customer's id, or `-` for all customers whose cases you see.",
});
