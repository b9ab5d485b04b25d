import { currentWork } from "./work.ts";

type Severity = "INFO" | "WARNING" | "ERROR";

/**
 * Writes one line in Cloud Logging's form, with trace and operation of the current work. An ERROR with
 * what `traceOf` tells goes to Error Reporting, too. Callers give ids, counts and codes alone: never a
 * text of a case, an address or a token.
 */
export function log(
  severity: Severity,
  message: string,
  fields: Record<string, unknown> = {},
): void {
  const told = severity === "ERROR" && "kind" in fields ? reported(fields) : fields;
  const line = { severity, message, ...ofWork(), ...told };
  process.stdout.write(`${JSON.stringify(line)}\n`);
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

function ofWork(): Record<string, unknown> {
  const work = currentWork();
  if (!work) return {};
  const { operation, trace } = work;
  // Not from `config`, which throws where the environment is not sound; that must be told, too.
  const project = process.env["GOOGLE_CLOUD_PROJECT"];
  return {
    "logging.googleapis.com/trace": `projects/${project}/traces/${trace.traceId}`,
    "logging.googleapis.com/spanId": trace.spanId,
    "logging.googleapis.com/trace_sampled": trace.sampled,
    operation,
  };
}

/** https://cloud.google.com/error-reporting/docs/formatting-error-messages */
function reported(fields: Record<string, unknown>): Record<string, unknown> {
  const { kind, code = "unexpected", frames, ...rest } = fields;
  const { K_SERVICE: service = "local", K_REVISION: version } = process.env;
  // Where V8 has the message, which may hold texts, stands the code.
  const head = [kind, code].join(": ");
  return {
    "@type": "type.googleapis.com/google.devtools.clouderrorreporting.v1beta1.ReportedErrorEvent",
    serviceContext: { service, version },
    ...(Array.isArray(frames) && { stack_trace: [head, ...frames].join("\n") }),
    // What has no stack is told apart by this.
    context: { reportLocation: { functionName: currentWork()?.operation ?? "none" } },
    ...rest,
  };
}
