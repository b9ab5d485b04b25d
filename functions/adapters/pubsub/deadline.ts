/** Waits for a publication no longer than so many milliseconds, and rejects then; what it comes to later is ignored. */
export async function withDeadline(publishing: Promise<string>, ms: number): Promise<void> {
  const deadline = Promise.withResolvers<never>();
  const timer = setTimeout(() => deadline.reject(new Error("Pub/Sub did not answer")), ms);
  try {
    await Promise.race([publishing, deadline.promise]);
  } finally {
    clearTimeout(timer);
    publishing.catch(() => undefined);
  }
}
