import { createRequire } from "node:module";
import type { Readable } from "node:stream";

// The client is so large that it lies in a package of its own. What the journeys use of its types is
// written out here, so that they are checked where that package is not installed, too. Fields that
// this product always answers with are not optional.

export type Actor = {
  displayName?: string;
  email?: string;
  username?: string;
  googleSupport?: boolean;
};

export type CaseClassification = { id: string; displayName: string };

export type Case = {
  name: string;
  displayName: string;
  description: string;
  classification: { id: string; displayName?: string };
  priority: string;
  state: string;
  creator: Actor;
  createTime: string;
  updateTime: string;
  contactEmail?: string;
  escalated?: boolean;
  languageCode?: string;
  subscriberEmailAddresses?: string[];
  testCase?: boolean;
  timeZone?: string;
};

export type Comment = {
  name: string;
  body: string;
  plainTextBody: string;
  creator: Actor;
  createTime: string;
};

/** `sizeBytes` is absent where it is 0. */
export type Attachment = {
  name: string;
  filename: string;
  mimeType: string;
  sizeBytes?: string;
  creator: Actor;
  createTime: string;
  /** A field of this product's own. */
  state: string;
};

export type FeedItem = { eventTime: string; comment?: Comment };

type StandardParameters = {
  "$.xgafv"?: string;
  access_token?: string;
  alt?: string;
  callback?: string;
  fields?: string;
  key?: string;
  oauth_token?: string;
  prettyPrint?: boolean;
  quotaUser?: string;
  uploadType?: string;
  upload_protocol?: string;
};

type Method<P, R> = (params: P & StandardParameters) => Promise<{ status: number; data: R }>;
type Paging = { pageSize?: number; pageToken?: string };
type Page<Items> = Partial<Items> & { nextPageToken?: string };

type Cases = {
  create: Method<{ parent: string; requestBody?: CaseInput }, Case>;
  get: Method<{ name: string }, Case>;
  list: Method<
    Paging & { parent: string; filter?: string; productLine?: string },
    Page<{ cases: Case[] }>
  >;
  search: Method<Paging & { parent?: string; query?: string }, Page<{ cases: Case[] }>>;
  patch: Method<{ name: string; updateMask?: string; requestBody?: CaseInput }, Case>;
  close: Method<{ name: string; requestBody?: object }, Case>;
  escalate: Method<
    { name: string; requestBody?: { escalation: { reason: string; justification: string } } },
    Case
  >;
  comments: {
    create: Method<{ parent: string; requestBody?: { body?: string } }, Comment>;
    get: Method<{ name: string }, Comment>;
    list: Method<Paging & { parent: string }, Page<{ comments: Comment[] }>>;
  };
  attachments: {
    get: Method<{ name: string }, Attachment>;
    list: Method<Paging & { parent: string }, Page<{ attachments: Attachment[] }>>;
  };
};

export type UploadInput = {
  parent: string;
  requestBody?: { attachment: { filename: string } };
  /** Absent or empty, the client sends metadata alone; a Buffer it can send without `requestBody` only. */
  media?: { mimeType?: string; body: string | Buffer | Readable };
  "attachment.filename"?: string;
};

type Read = { name: string; alt?: string };
type Answered<T> = Promise<{ status: number; data: T; headers: Headers }>;

type Media = {
  /** Goes to Google itself unless `rootUrl` is given once more. */
  upload(params: UploadInput, options: { rootUrl: string }): Answered<Attachment>;
  download(params: Read, options: { responseType: "stream" }): Answered<Readable>;
  download(params: Read, options: { responseType: "arraybuffer" }): Answered<ArrayBuffer>;
  download(params: Read, options: { responseType: "text" }): Answered<string>;
};

/** `null` means "not set", in this and in any other optional field. */
export type CaseInput = Partial<Omit<Case, "contactEmail">> & { contactEmail?: string | null };

/** What a reseller reports, in characters that a wire can spoil. */
export const problem = {
  displayName: "Inkorgen är tom på måndagar",
  description: 'Since Monday:\n- the inbox stays empty\n- "Åäö 🥐" & <b>co</b>',
  // Some questions of this one must be answered by a client that answers any. Google's knows of none.
  classification: { id: "gws-gmail-does-not-load" },
  priority: "P2",
} satisfies CaseInput;

/** Opens a case for Lindqvist Bageri, unless another parent is given, and returns it as it was answered. */
export async function open(
  { cases }: CloudSupport,
  input: CaseInput = {},
  parent = "organizations/1001",
): Promise<Case> {
  const { data } = await cases.create({ parent, requestBody: { ...problem, ...input } });
  return data;
}

type Classifications = {
  search: Method<
    Paging & { query?: string; "product.productLine"?: string },
    Page<{ caseClassifications: CaseClassification[] }>
  >;
};

export type CloudSupport = { caseClassifications: Classifications; cases: Cases; media: Media };

export type CloudSupportBeta = CloudSupport & {
  cases: {
    showFeed: Method<
      Paging & { parent: string; orderBy?: string },
      Page<{ feedItems: FeedItem[] }>
    >;
  };
};

type Authorization = { setCredentials(credentials: { access_token: string }): void };
type Options<V> = { version: V; rootUrl: string; auth?: Authorization };

type Google = {
  auth: { OAuth2: new () => Authorization };
  cloudsupport(options: Options<"v2">): CloudSupport;
  cloudsupport(options: Options<"v2beta">): CloudSupportBeta;
};

/** Where the client asks, and as whom: without a token it asks as nobody. */
export type Access = { rootUrl: string; token?: string };

/** Google's own client of the Cloud Support API, v2, with nothing changed but the root URL and the token. */
export function cloudSupport(access: Access): CloudSupport {
  const google = load();
  return google.cloudsupport({ version: "v2", ...optionsFor(google, access) });
}

/** The same, v2beta. */
export function cloudSupportBeta(access: Access): CloudSupportBeta {
  const google = load();
  return google.cloudsupport({ version: "v2beta", ...optionsFor(google, access) });
}

/** Both versions, for tests of what they share. They differ in where a search is told its parent. */
export const versions = [
  {
    version: "v2",
    connect: cloudSupport,
    within: (parent: string, query: string) => ({ parent, query }),
  },
  {
    version: "v2beta",
    connect: cloudSupportBeta,
    within: (parent: string, query: string) => ({ query: `organization="${parent}" AND ${query}` }),
  },
];

/** What the client surfaces of an answer that is not 2xx. */
export type ClientFailure = {
  status: number;
  code: number;
  message: string;
  response: {
    data: { error: { code: number; message: string; status: string; details: Detail[] } };
  };
};

export type Detail = { "@type": string; [field: string]: unknown };

/** The error with which a call of the client ends. Rejects where the call succeeds, or fails without an answer. */
export async function failureOf(call: Promise<unknown>): Promise<ClientFailure> {
  const thrown = await call.then(
    () => new Error("The call has succeeded."),
    (error: unknown) => error,
  );
  if (isClientFailure(thrown)) return thrown;
  throw thrown;
}

function isClientFailure(thrown: unknown): thrown is ClientFailure {
  return thrown instanceof Error && "response" in thrown && "status" in thrown;
}

function load(): Google {
  const require = createRequire(new URL("../googleapis/package.json", import.meta.url));
  try {
    const client: { google: Google } = require("googleapis");
    return client.google;
  } catch (cause) {
    throw new Error("Google's client is not installed: npm run packages", { cause });
  }
}

function optionsFor(google: Google, { rootUrl, token }: Access): Omit<Options<unknown>, "version"> {
  if (token === undefined) return { rootUrl };
  const auth = new google.auth.OAuth2();
  auth.setCredentials({ access_token: token });
  return { rootUrl, auth };
}
