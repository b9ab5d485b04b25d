import { inspect } from "node:util";
import { portsFromEnvironment, startStack } from "./stack/stack.ts";
import { welcome } from "./stack/welcome.ts";

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
  const ports = portsFromEnvironment();
  const starting = startStack(ports);
  const stack = await Promise.race([starting, asked.then(() => undefined)]);
  if (stack) console.log(welcome(stack, ports));
  const running = stack ?? (await starting);
  const why = await Promise.race([asked, running.crashed, uncaught()]);
  console.log(why === "asked" ? "\nStopping …" : `\nA part of the stack ended by itself. ${why}`);
  await running.stop();
  process.exit(why === "asked" ? 0 : 1);
}

/** The functions run in this process: what nobody catches in one ends them all, as in the cloud. */
function uncaught(): Promise<string> {
  return new Promise((resolve) => {
    // What is thrown after the first must not cut the end short.
    process.on("uncaughtException", (thrown: unknown) => {
      resolve(`The functions, by what nobody caught:\n${inspect(thrown)}`);
    });
  });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
