/** A call that works as it stands against the demo data, to be shown and tried. */
export type Example = {
  /** The demo account that calls. */
  by: string;
  /** The parameters of the path, by name; those that a path does not have are not sent. */
  params: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  body?: Readonly<Record<string, unknown>>;
};

export const anna = "anna@alfa-partner.example";
export const olle = "olle@lindqvist.example";
export const aino = "aino@support.example";

/** An open case of a Premium customer, with comments, a file and a certificate of a recall. */
export const openCase = { customer: "1001", case: "310000001001" };
