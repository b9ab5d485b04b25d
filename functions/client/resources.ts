import type { components, Writable } from "./schema.d.ts";

type Schemas = components["schemas"];

// The names by which the pages of callers speak of what they show; all others are `components["schemas"]`.
export type AccessRecord = Schemas["AccessRecord"];
export type Actor = Schemas["Actor"];
export type Agent = Schemas["Agent"];
export type Attachment = Schemas["Attachment"];
export type Case = Schemas["Case"];
export type CaseClassification = Schemas["CaseClassification"];
export type Comment = Schemas["Comment"];
export type Customer = Schemas["Customer"];
export type CustomerUser = Schemas["CustomerUser"];
export type FeedItem = Schemas["FeedItem"];
export type HistoryEntry = Schemas["HistoryEntry"];
/** As it is sent: without what the service alone sets. */
export type NewCase = Writable<Schemas["NewCase"]>;
export type PartnerRelationship = Schemas["PartnerRelationship"];
export type PartnerUser = Schemas["PartnerUser"];
