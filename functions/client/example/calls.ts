import { FirebaseError, initializeApp } from "firebase/app";
import {
  type Auth,
  connectAuthEmulator,
  getAuth,
  onAuthStateChanged,
  signInWithEmailAndPassword,
} from "firebase/auth";
import {
  collection,
  connectFirestoreEmulator,
  type Firestore,
  type FirestoreError,
  getFirestore,
  onSnapshot,
  orderBy,
  query,
  type Timestamp,
  where,
} from "firebase/firestore";
import {
  type Attachment,
  type Case,
  type CaseClassification,
  type Comment,
  type Customer,
  caseIds,
  lastId,
  type NewCase,
  type SupportCases,
  supportCases,
} from "../client.ts";
import type { Config } from "./config.ts";

/** The product and Firebase, as the page uses them. */
export type Product = { auth: Auth; db: Firestore; client: SupportCases };

/** Makes the connections; nothing is asked yet. */
export function connect({ apiUrl, firebase, emulators }: Config): Product {
  const app = initializeApp(firebase);
  const [auth, db] = [getAuth(app), getFirestore(app)];
  if (emulators) {
    connectAuthEmulator(auth, emulators.auth, { disableWarnings: true });
    connectFirestoreEmulator(db, emulators.firestore.host, emulators.firestore.port);
  }
  // Firebase renews the token when it is about to run out.
  const token = async () => auth.currentUser?.getIdToken();
  return { auth, db, client: supportCases({ baseUrl: apiUrl, token }) };
}

/** Signs in. Rejects with words for the person where address and password are not right. */
export async function signIn({ auth }: Product, email: string, password: string): Promise<void> {
  try {
    await signInWithEmailAndPassword(auth, email, password);
  } catch (error) {
    if (!(error instanceof FirebaseError) || !notRight.has(error.code)) throw error;
    throw new Error("There is no account with this address and password.", { cause: error });
  }
}

const notRight = new Set(["auth/invalid-credential", "auth/user-not-found", "auth/wrong-password"]);

export function signOut({ auth }: Product): Promise<void> {
  return auth.signOut();
}

/** Tells the address of whoever is signed in, now and whenever that changes; undefined where nobody is. */
export function whoIsSignedIn({ auth }: Product, tell: (email?: string) => void): void {
  onAuthStateChanged(auth, (user) => tell(user?.email ?? undefined));
}

/** All customers that the caller sees. */
export async function listCustomers({ client }: Product): Promise<Customer[]> {
  const all: Customer[] = [];
  for await (const { customers = [] } of client.pages("/v2/customers")) all.push(...customers);
  return all;
}

/** A customer's cases, the last updated first, one page each time that `next()` is called. */
export function pagesOfCases({ client }: Product, customer: string) {
  const path = { customer: lastId(customer) };
  return client.pages("/v2/customers/{customer}/cases", {
    params: { path, query: { pageSize: 10 } },
  });
}

/** What a case of the customer can be about. */
export async function listTopics(
  { client }: Product,
  customer: string,
): Promise<CaseClassification[]> {
  const { caseClassifications = [] } = await client.GET("/v2/caseClassifications:search", {
    params: { query: { customer, pageSize: 100 } },
  });
  return caseClassifications;
}

type Opening = {
  body: NewCase;
  /** The form's: sent twice with the same, there is still one case. */
  key: string;
  redactPii: boolean;
};

export function openCase(
  { client }: Product,
  customer: string,
  { body, key, redactPii }: Opening,
): Promise<Case> {
  return client.POST("/v2/customers/{customer}/cases", {
    params: { path: { customer: lastId(customer) }, query: { requestId: key, redactPii } },
    body,
  });
}

export function comment({ client }: Product, caseName: string, body: string): Promise<Comment> {
  return client.POST("/v2/customers/{customer}/cases/{case}/comments", {
    params: { path: caseIds(caseName) },
    body: { body },
  });
}

export function attach({ client }: Product, caseName: string, file: File): Promise<Attachment> {
  return client.upload(caseName, file);
}

/** The bytes of a file in the feed. */
export function download({ client }: Product, caseName: string, id: string): Promise<Blob> {
  return client.download(`${caseName}/attachments/${id}`);
}

/** What the database holds of a comment or a file, as far as the page shows it. */
export type FeedDocument = {
  id: string;
  creator: { kind: "person"; displayName: string } | { kind: "agent" | "system" };
  createdAt: Timestamp;
} & (
  | { kind: "comment"; body: string }
  | {
      kind: "attachment";
      filename: string;
      sizeBytes: number;
      state: NonNullable<Attachment["state"]>;
    }
  | { kind: "deletedAttachment"; filename: string }
);

type Told = {
  tell: (feed: FeedDocument[]) => void;
  /** Nothing is told any more: access has ended, or the connection cannot be made. */
  end: (error: FirestoreError) => void;
};

/**
 * Listens to a case's feed in the database itself, the oldest first, until what it returns is called. The rules
 * let through what is not internal, so the query has to ask for no more.
 */
export function listenToFeed({ db }: Product, caseName: string, { tell, end }: Told): () => void {
  const feed = collection(db, `${caseName}/feed`);
  const shown = query(feed, where("internal", "==", false), orderBy("createdAt"));
  return onSnapshot(shown, ({ docs }) => tell(docs.map((doc) => doc.data() as FeedDocument)), end);
}
