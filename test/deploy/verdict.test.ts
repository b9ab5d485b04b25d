import { describe, expect, test } from "vitest";
import { packages } from "../../scripts/doctor/machine.ts";
import { fine, inWords, isIll, looked, toKnow, wrong } from "../../scripts/doctor/verdict.ts";

describe("a verdict", () => {
  const told = { says: "taken", why: "It is needed.", fix: ["mend it"] };

  test("is told with what mends it, and counts where it matters", () => {
    expect(inWords("Ports", [fine("port 1", "free"), wrong("port 22", told)])).toBe(
      "Ports\n  ✓ port 1   free\n  ✗ port 22  taken\n      It is needed.\n        mend it",
    );
    expect([isIll([wrong("a", told)]), isIll([toKnow("a", told)])]).toEqual([true, false]);
  });

  test("of a look that failed is what it failed with", async () => {
    const verdict = await looked("Java", () => Promise.reject(new Error("no Java was found")));

    expect(verdict).toMatchObject({
      part: "Java",
      fine: false,
      matters: true,
      says: "no Java was found",
    });
  });
});

test("packages that were never installed are told of with the command that installs them", async () => {
  const verdict = await packages(import.meta.dirname, "nowhere");

  expect(verdict).toMatchObject({
    fine: false,
    says: "not installed",
    fix: ["npm run packages"],
  });
});
