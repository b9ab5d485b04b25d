/**
 * For a well-formed query within a transaction: what the database then calls invalid is a transaction that
 * has lost its locks to another one. The library runs it again only where it is told ABORTED.
 */
export function asLostTransaction(error: unknown): never {
  const lost = error instanceof Error && "code" in error && error.code === 3;
  throw lost ? Object.assign(new Error("lost to another transaction"), { code: 10 }) : error;
}
