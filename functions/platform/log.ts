type Severity = "INFO" | "WARNING" | "ERROR";

/**
 * Writes one line in Cloud Logging's form. Callers give ids, counts and codes alone: never a text
 * of a case, an address or a token.
 */
export function log(
  severity: Severity,
  message: string,
  fields: Record<string, unknown> = {},
): void {
  process.stdout.write(`${JSON.stringify({ severity, message, ...fields })}\n`);
}

/** What a log may hold of an unexpected error: its kind, its code and where it arose, not what it says. */
export function traceOf(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { kind: typeof error };
  const { name, message, stack = "" } = error;
  // A stack begins with the message, of which a line may look like a frame.
  const behind = stack.includes(message)
    ? stack.slice(stack.indexOf(message) + message.length)
    : "";
  const frames = behind.split("\n").filter((line) => line.trimStart().startsWith("at "));
  const code = "code" in error ? error.code : undefined;
  return { kind: name, ...(code === undefined ? {} : { code }), frames: frames.slice(0, 12) };
}
