import { FieldPath } from "@google-cloud/firestore";
import type { ConsentSubjects } from "#domain/consent-mail.ts";
import { Custody } from "#domain/custody.ts";
import { Person } from "#domain/person.ts";
import { customerViewer, partnerViewer } from "#domain/viewer.ts";
import { firestore } from "./client.ts";
import { custodyDoc, read } from "./documents.ts";

/** More than any party has; where it has, the first by address are told. */
const administratorsMax = 200;

/** What a mail about a consent rests on: custody, and the people of both parties who administer it. */
export function firestoreConsentSubjects(): ConsentSubjects {
  return {
    async find({ customer, partner }) {
      const [custody, administrators] = await Promise.all([
        custodyDoc(customer).get(),
        administratorsOf([customerViewer(customer), partnerViewer(partner)]),
      ]);
      const found = read(Custody, custody);
      return found && { custody: found, administrators };
    },
  };
}

async function administratorsOf(parties: string[]): Promise<Person[]> {
  const pages = parties.map((party) =>
    firestore()
      .collection("people")
      .where("administers", "array-contains", party)
      .orderBy(FieldPath.documentId())
      .limit(administratorsMax)
      .get(),
  );
  const docs = (await Promise.all(pages)).flatMap((page) => page.docs);
  return docs.map((doc) => read(Person, doc)).filter((person) => person !== undefined);
}
