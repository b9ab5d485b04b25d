/** A trace as a caller names it, and as lines of the log name it. */
export const traceId = "0af7651916cd43dd8448eb211c80319c";
export const spanId = "b7ad6b7169203331";
export const traceparent = `00-${traceId}-${spanId}-01`;

/** What a line of the log of project `demo-observed` says of that trace. */
export function ofTrace(sampled: boolean): Record<string, unknown> {
  return {
    "logging.googleapis.com/trace": `projects/demo-observed/traces/${traceId}`,
    "logging.googleapis.com/spanId": spanId,
    "logging.googleapis.com/trace_sampled": sampled,
  };
}

/** What must never reach the log, and an error of Google's that holds it. */
export const secret = "moa@lindqvist.example wrote hunter2";
export const busy = () => Object.assign(new Error(secret), { code: 14 });
