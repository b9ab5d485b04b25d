/** The language in a BCP 47 tag, without script and region: `sv` in `sv-SE`, however it is written. */
export function primaryOf(tag: string): string | undefined {
  return tag.toLowerCase().split(/[-_]/)[0];
}
