import { expect, test } from "vitest";
import { ask } from "../../scripts/deploy/command.ts";

test("a program that asks back hears nothing, and has gcloud ask nothing", async () => {
  const program = `process.stdin.resume().on("end", () => console.log(process.env.CLOUDSDK_CORE_DISABLE_PROMPTS))`;

  const { code, stdout } = await ask(process.execPath, ["-e", program]);

  expect([code, stdout]).toEqual([0, "1\n"]);
});

test("a program that is not there ends with -1", async () => {
  const { code } = await ask("no-such-program-anywhere", []);

  expect(code).toBe(-1);
});
