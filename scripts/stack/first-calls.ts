import { demoPassword } from "../demo/people.ts";

/**
 * The first calls of a newcomer, one shell line each: sign in, open a case, find it, share it,
 * comment, attach a file and get it back, close, reopen, escalate. They need a POSIX shell, curl and sed.
 */
export function firstCalls({ api, authHost }: { api: string; authHost: string }): string[] {
  const signInUrl = `http://${authHost}/identitytoolkit.googleapis.com/v1/accounts:signInWithPassword?key=demo`;
  const account = JSON.stringify({
    email: "anna@alfa-partner.example",
    password: demoPassword,
    returnSecureToken: true,
  });
  const newCase = {
    displayName: "Mail to a supplier bounces",
    description: "Every mail comes back with 550 5.7.26 since this morning.",
    classification: { id: "gws-gmail-delivery-bounce" },
    priority: "P2",
  };
  const escalation = { reason: "BUSINESS_IMPACT", justification: "No flour tomorrow." };
  return [
    `TOKEN=$(curl -s '${signInUrl}' -H 'Content-Type: application/json' -d '${account}' | sed -n 's/.*"idToken": *"\\([^"]*\\)".*/\\1/p')`,
    `CASE=$(${post(`'${api}/v2/customers/1001/cases?fields=name'`, newCase)} | sed 's/.*"name":"\\([^"]*\\)".*/\\1/'); echo "$CASE"`,
    `curl -s "${api}/v2/customers/-/cases?pageSize=3" ${bearer}`,
    post(`"${api}/v2/$CASE:share"`, { emailAddresses: ["baker@lindqvist.example"] }),
    post(`"${api}/v2/$CASE/comments"`, { body: "It began at 07:40." }),
    `FILE=$(echo "07:40 550 5.7.26 unauthenticated sender" | curl -s "${api}/upload/v2/$CASE/attachments?attachment.filename=mail.log" ${bearer} --data-binary @- | sed 's/.*"name":"\\([^"]*\\)".*/\\1/'); echo "$FILE"`,
    `curl -sf --retry 9 --retry-delay 1 "${api}/v2/$FILE:download" ${bearer}`,
    `curl -s -X POST "${api}/v2/$CASE:close" ${bearer}`,
    `curl -s -X POST "${api}/v2/$CASE:reopen" ${bearer}`,
    post(`"${api}/v2/$CASE:escalate"`, { escalation }),
  ];
}

const bearer = `-H "Authorization: Bearer $TOKEN"`;

function post(url: string, body: object): string {
  return `curl -s ${url} ${bearer} -H 'Content-Type: application/json' -d '${JSON.stringify(body)}'`;
}
