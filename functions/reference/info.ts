/** What stands before the operations: all that holds for every one of them, in Markdown. */
export const introduction = `
Open, follow and answer support cases for the customers of a reseller. The API speaks the resources, verbs, query
language and errors of Google's Cloud Support API: Google's published clients work with nothing changed but the root
URL. \`/v2beta/…\` serves the same as \`/v2/…\`; \`organizations/{customer}\` may stand wherever
\`customers/{customer}\` does, and answers use the form that you used. Programs find a Google discovery document at
\`/$discovery/rest?version=v2\`, and this one at \`/openapi.json\`.

## Sign in

Send the ID token of Firebase Authentication (Identity Platform) with every call: \`Authorization: Bearer …\`. It is valid
for an hour. The address in it must be verified: it alone says who you are and which domain you act for. What you may do is
decided anew on every call, so a change of privilege or consent counts from the next one on.

## Who may see a customer's cases

Users of a partner domain need a running period with the customer, the customer's consent and their own privileges. The
customer's people see the customer's cases, support agents all. A case that is not yours and one that does not exist are
answered alike, with 403. \`:explainAccess\` says which rule does not hold, and what to do about it.

## Writes

- **Repeat without harm.** Give a key as \`requestId\` or \`Idempotency-Key\`: for 24 hours the same request gets the same
  answer again and nothing happens twice; another request with that key is 409 \`IDEMPOTENCY_KEY_REUSED\`.
- **Do not overwrite.** Give the \`etag\` that you read, in the body or as \`If-Match\`: if the thing has changed since, the
  answer is 409 \`ETAG_MISMATCH\`.
- **Rehearse.** \`validateOnly=true\` answers with the resource that would result, the rules that held and who would be
  mailed at which address. Nothing is stored, nobody is mailed.
- **Personal data** has no place in a case. A write with a card number, a national identity number, an IBAN or a password
  in it is 400 \`PII_DETECTED\` and says where; \`redactPii=true\` stores placeholders instead.

## JSON

Names are in lowerCamelCase; snake_case is understood too. Fields at their default (\`false\`, empty text, empty list) are
left out of answers: an empty list is \`{}\`. \`null\` means "not set". Times are RFC 3339. An unknown field is 400. Fields
that only the service sets are ignored in a body, so that what was read may be sent back. \`fields\` selects a part of
the answer, such as \`cases(name,state),nextPageToken\`; a name that no answer has selects nothing.

## Pages

Lists give 10 items unless \`pageSize\` says otherwise, 100 at the most. Send \`nextPageToken\` as \`pageToken\` for the
next page, everything else unchanged but \`pageSize\`. The last page has none.

## Filters and queries

\`state=OPEN AND (priority=P0 OR priority=P1)\`, \`creator.email="anna@alfa-partner.example"\`,
\`update_time>"2026-01-01T00:00:00Z"\`, \`NOT state=CLOSED\` or \`-state=CLOSED\`. **OR binds tighter than AND**; blanks are
AND. \`OPEN\` means every state but \`CLOSED\`. In a search, words and "quoted text" are sought in title, description and
comments, and \`customer="customers/1001"\` narrows it down. A field, operator or value that does not exist is
400 and says where: nothing is silently ignored.

## Errors

Every failure is JSON in the form of \`Error\`: \`error.status\` is one of Google's codes, and
\`error.details\` holds one \`ErrorInfo\` whose \`reason\` tells programs what happened; its \`metadata.remedy\` tells people
what to do. \`BadRequest\` names every faulty field at once, \`PreconditionFailure\` what stands in the way. Try again on 503, after
\`Retry-After\` where it is given; a write only with an idempotency key.
`.trim();
