import { demoPassword, people } from "../demo/people.ts";
import { clamdRemedy } from "./clamd.ts";
import { firstCalls } from "./first-calls.ts";
import { stackPorts } from "./ports.ts";
import type { Stack, StackPorts } from "./stack.ts";

type Addresses = Omit<Stack, "crashed" | "stop">;

/** What a newcomer reads when the stack is up: where everything is, who is who, and what to try first. */
export function welcome(stack: Addresses, ports: Pick<StackPorts, "clamd">): string {
  const accounts = people.map(({ email }) => email).join(", ");
  return `
The support-case backend is running. Ctrl-C stops it.

  front door   ${stack.api}
  inbox        ${stack.inbox}   (SMTP ${stack.smtp})
  Firestore    ${stack.firestoreHost}
  Pub/Sub      ${stack.pubsubHost}
  Auth         ${stack.authHost}
  object store ${stack.objectStore}
  scanner      ${stack.scanner ?? "NONE: see below"}
${stack.scanner === undefined ? unscanned(ports.clamd) : ""}
Demo accounts, all with the password ${demoPassword}:
  ${accounts}

First calls, to be pasted into another shell:

${firstCalls(stack).join("\n\n")}

Then read the mail at ${stack.inbox}

A page of your own: functions/client/README.md. Its example, in another shell:

npm run packages && npm run example --prefix functions/client
`;
}

function unscanned(port: number): string {
  const rule = "!".repeat(78);
  return `
${rule}
  ATTACHMENTS ARE NOT SCANNED FOR MALWARE: no clamd was found on this machine.
  Whatever is attached is AVAILABLE at once, marked "scanned": false.
  To have it scanned, install clamd and start again:

    ${clamdRemedy}

  It is looked for on the PATH and in /usr/sbin, or where CLAMD names it, and
  listens on 127.0.0.1:${port} (${stackPorts.clamd.variable}).
${rule}
`;
}
