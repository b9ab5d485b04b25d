import { createRequire } from "node:module";
import type { Attachment, CloudSupportBeta, UploadInput } from "./googleapis.ts";

type Authorization = { setCredentials(credentials: { access_token: string }): void };

type Google = {
  auth: { OAuth2: new () => Authorization };
  discoverAPI(url: string, options: { auth: Authorization }): Promise<Discovered>;
};

/** Built from a document, the client takes no options with a call, and knows by itself where uploads go. */
export type Discovered = Omit<CloudSupportBeta, "media"> & {
  media: {
    upload(params: UploadInput): Promise<{ data: Attachment }>;
    download(params: { name: string; alt: "media" }): Promise<{ data: string }>;
  };
};

/** Google's client as it builds itself from the discovery document at an address. */
export function discover(url: string, token: string): Promise<Discovered> {
  const require = createRequire(new URL("../googleapis/package.json", import.meta.url));
  const { google }: { google: Google } = require("googleapis");
  const auth = new google.auth.OAuth2();
  auth.setCredentials({ access_token: token });
  return google.discoverAPI(url, { auth });
}
