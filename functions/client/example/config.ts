import type { FirebaseOptions } from "firebase/app";

/** Where the page finds everything; it is fetched as `config.json` beside the page. */
export type Config = {
  /** Where the API answers; empty where it is behind the same address as the page. */
  apiUrl: string;
  /** What the Firebase console shows as the web app's configuration; nothing in it is secret. */
  firebase: FirebaseOptions;
  /** The local stack's; absent in the cloud. */
  emulators?: { auth: string; firestore: { host: string; port: number } };
};
