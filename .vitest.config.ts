import { defineConfig } from "vitest/config";

// Configuration files are the one place where the tools ask for a default export.
// oxlint-disable-next-line import/no-default-export
export default defineConfig({
  test: {
    // Each file has a database of its own, and waits for the emulators more than it works.
    maxWorkers: 3,
    projects: [
      {
        test: {
          name: "unit",
          include: [
            "test/domain/**/*.test.ts",
            "test/platform/**/*.test.ts",
            "test/adapters/*search.test.ts",
          ],
          // Properties over a thousand samples, beside emulators that take both cores.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: "stack",
          include: [
            "test/scripts/**/*.test.ts",
            "test/deploy/**/*.test.ts",
            "test/docs/**/*.test.ts",
          ],
          // The one that needs emulators.
          exclude: ["test/deploy/staged.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "infra",
          include: ["test/infra/**/*.test.ts"],
          // Loading the provider takes longer than the tests do.
          isolate: false,
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: "client",
          include: ["test/client/**/*.test.ts"],
          globalSetup: ["test/client/stack.ts"],
          expect: { poll: { timeout: 20_000 } },
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "emulators",
          include: ["test/**/*.test.ts"],
          exclude: [
            "test/domain/**",
            "test/platform/**",
            "test/adapters/*search.test.ts",
            "test/scripts/**",
            "test/deploy/!(staged).test.ts",
            "test/docs/**",
            "test/googleapis/**",
            "test/infra/**",
            "test/client/**",
          ],
          globalSetup: ["test/support/emulators.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
