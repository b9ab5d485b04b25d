import { z } from "zod";

/** In the body of a write: the state of the thing that the caller has read. */
export const Etag = z.string().optional().meta({
  description:
    "The `etag` that you have read: if the thing has changed since, 409 `ETAG_MISMATCH`. The header `If-Match` says the same. Absent or `*`: whatever it is now.",
});
