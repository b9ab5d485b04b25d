declare global {
  namespace NodeJS {
    interface Process {
      /** Typed by nobody: https://nodejs.org/api/domain.html */
      domain?: { exit(): void } | null;
    }
  }
}

/**
 * Has what nobody catches end the process (`main.ts`, and `scripts/start.ts`), from here on and in all that is begun from here.
 * The framework calls functions in a domain of Node's, which would send the error's text to the client
 * and to the log, and go on.
 */
export function leaveDomain(): void {
  process.domain?.exit();
}
