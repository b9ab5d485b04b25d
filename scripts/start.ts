import { demoPassword, people } from "./demo/people.ts";
import { firstCalls } from "./stack/first-calls.ts";
import { portsFromEnvironment, type Stack, startStack } from "./stack/stack.ts";

/**
 * Starts the whole product on this machine, with demo data, until Ctrl-C: `npm start`.
 * Ends with 1 and one clear message where something is missing or a port is taken.
 */
async function main(): Promise<void> {
  const asked = new Promise<"asked">((resolve) => {
    process.once("SIGINT", () => resolve("asked"));
    process.once("SIGTERM", () => resolve("asked"));
  });
  console.log("Starting the emulators and the functions, about ten seconds …");
  const starting = startStack(portsFromEnvironment());
  const stack = await Promise.race([starting, asked.then(() => undefined)]);
  if (stack) console.log(welcome(stack));
  const running = stack ?? (await starting);
  const why = await Promise.race([asked, running.crashed]);
  console.log(why === "asked" ? "\nStopping …" : `\nAn emulator ended by itself:\n${why}`);
  await running.stop();
  process.exit(why === "asked" ? 0 : 1);
}

function welcome(stack: Stack): string {
  const accounts = people.map(({ email }) => email).join(", ");
  return `
The support-case backend is running. Ctrl-C stops it.

  front door   ${stack.api}
  inbox        ${stack.inbox}   (SMTP ${stack.smtp})
  Firestore    ${stack.firestoreHost}
  Pub/Sub      ${stack.pubsubHost}
  Auth         ${stack.authHost}

Demo accounts, all with the password ${demoPassword}:
  ${accounts}

First calls, to be pasted into another shell:

${firstCalls(stack).join("\n\n")}

Then read the mail at ${stack.inbox}
`;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
