import type { FileContent } from "#domain/file-content.ts";
import { config } from "#platform/config.ts";
import { identifyAmong } from "./identify.ts";
import { withoutMetadata } from "./picture.ts";
import { textOf } from "./text-of.ts";

/** What files are, by libraries that are loaded when the first file needs them. */
export function fileContent(): FileContent {
  return { identify: identifyAmong(config().ATTACHMENT_TYPES), withoutMetadata, textOf };
}
