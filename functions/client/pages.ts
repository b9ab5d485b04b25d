import type { Answer, Caller, Path } from "./calls.ts";

/** The paths of lists that come in pages. */
export type ListPath = {
  [P in Path<"get">]: Answer<"get", P> extends { nextPageToken?: string } ? P : never;
}[Path<"get">];

type Asked = { params?: { query?: Record<string, unknown> } };

/** Walks through the pages of a list, each asked for when it is wanted. */
export function pagerOf(call: Caller) {
  return async function* pages(path: string, given: Asked = {}): AsyncGenerator {
    let pageToken = given.params?.query?.["pageToken"];
    do {
      const query = { ...given.params?.query, pageToken };
      const page = await call("get", path, { ...given, params: { ...given.params, query } });
      yield page;
      pageToken = (page as { nextPageToken?: string }).nextPageToken;
      // Protobuf's JSON may write the token of the last page as an empty text.
    } while (pageToken !== undefined && pageToken !== "");
  };
}
