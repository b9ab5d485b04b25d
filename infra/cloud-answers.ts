import type { Settings } from "./settings.ts";

type Asked = { type: string; name: string; inputs: Record<string, unknown> };
type Answered = { id: string; state: Record<string, unknown> };

/** Stands for the number that Google gives a project. */
const projectNumber = "000000000000";

/** What Google would answer for a new resource, as far as other resources are made of it. */
export function answerTo({ type, name, inputs }: Asked, { project, region }: Settings): Answered {
  const called = (field: string) => (typeof inputs[field] === "string" ? inputs[field] : name);
  const asIs = { id: name, state: inputs };
  switch (type) {
    case "gcp:cloudrunv2/service:Service": {
      const uri = `https://${called("name")}-${projectNumber}.${region}.run.app`;
      return { id: name, state: { ...inputs, uri } };
    }
    case "gcp:serviceaccount/account:Account": {
      const email = `${called("accountId")}@${project}.iam.gserviceaccount.com`;
      const account = { email, member: `serviceAccount:${email}` };
      const path = `projects/${project}/serviceAccounts/${email}`;
      return { id: path, state: { ...inputs, ...account, name: path } };
    }
    case "gcp:projects/serviceIdentity:ServiceIdentity": {
      const agents =
        inputs["service"] === "run.googleapis.com" ? "serverless-robot-prod" : "gcp-sa-pubsub";
      const email = `service-${projectNumber}@${agents}.iam.gserviceaccount.com`;
      return { id: name, state: { ...inputs, email, member: `serviceAccount:${email}` } };
    }
    case "gcp:projects/iAMCustomRole:IAMCustomRole":
      return {
        id: name,
        state: { ...inputs, name: `projects/${project}/roles/${called("roleId")}` },
      };
    case "gcp:pubsub/topic:Topic":
      return { id: `projects/${project}/topics/${called("name")}`, state: inputs };
    case "gcp:firebaserules/ruleset:Ruleset":
      return { id: name, state: { ...inputs, name: `projects/${project}/rulesets/new` } };
    case "gcp:firebase/hostingVersion:HostingVersion":
      return { id: name, state: { ...inputs, name: `sites/${project}/versions/new` } };
    default:
      return asIs;
  }
}

/** What Google would answer to a question. */
export function answerOf(token: string, { project }: Settings): Record<string, unknown> {
  switch (token) {
    case "gcp:storage/getProjectServiceAccount:getProjectServiceAccount": {
      const emailAddress = `service-${projectNumber}@gs-project-accounts.iam.gserviceaccount.com`;
      return { emailAddress, member: `serviceAccount:${emailAddress}` };
    }
    case "gcp:organizations/getProject:getProject":
      return { projectId: project, number: projectNumber };
    default:
      throw new Error(`The preview has no answer to ${token}.`);
  }
}
