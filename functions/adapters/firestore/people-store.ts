import { Person } from "#domain/person.ts";
import { config } from "#platform/config.ts";
import { firestore, toDocument } from "./client.ts";
import { agentsDoc, personDoc, supportDomainDoc } from "./documents.ts";

/**
 * Writes people's records, and enters agents in the directory, all or nothing; with them the support
 * domain, without which the security rules take nobody for an agent.
 */
export async function putPeople(people: readonly Person[]): Promise<void> {
  const batch = firestore().batch();
  for (const person of people.map((each) => Person.parse(each))) {
    const { email, displayName, agentId } = person;
    batch.set(personDoc(email), toDocument(person));
    if (agentId !== undefined) {
      batch.set(agentsDoc(), { [agentId]: { email, displayName } }, { merge: true });
      batch.set(supportDomainDoc(), { domain: config().SUPPORT_DOMAIN });
    }
  }
  await batch.commit();
}
