/** A file as it was handed in: `claimedType` is what the sender calls it, undefined where it says nothing. */
export type GivenFile = {
  filename: string;
  claimedType: string | undefined;
  bytes: Uint8Array;
};

/** What a file turns out to be. */
export type KnownFile = {
  mimeType: string;
  /** True for archives, which are stored as they are and never opened. */
  archive: boolean;
};

export interface FileContent {
  /**
   * Tells what a file is by its first bytes, its claim and its name. `whole` says whether `bytes` are all
   * of it. Throws `INVALID_ARGUMENT` (field `attachment`) for a type that is not allowed here and for
   * a file that is something else than it claims.
   */
  identify(file: GivenFile, whole: boolean): Promise<KnownFile>;
  /**
   * The file without what it tells besides its content: where and by what a picture was taken. Returns
   * the very same bytes where there is nothing to take out. Throws `INVALID_ARGUMENT` (field `attachment`)
   * for a picture that cannot be read, or is too large to be.
   */
  withoutMetadata(bytes: Uint8Array, mimeType: string): Promise<Uint8Array>;
  /**
   * The text in a file in which personal data is looked for; undefined where its type holds none that can be
   * read. "unreadable" where it should but could not be read within its bounds of time and memory.
   */
  textOf(bytes: Uint8Array, mimeType: string): Promise<FileText>;
}

/** `editable`: the file is that text in UTF-8, so that a changed text can be stored in its place. */
export type FileText = { text: string; editable: boolean } | "unreadable" | undefined;
