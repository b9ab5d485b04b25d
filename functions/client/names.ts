/**
 * The ids in the name of a case, as the paths of calls want them: `customers/1001/cases/3100` gives
 * `{ customer: "1001", case: "3100" }`. Names of what lies below a case will do as well. Throws a TypeError for
 * any other text.
 */
export function caseIds(name: string): { customer: string; case: string } {
  const [, customer, caseId] = matched(/^[a-z]+\/([^/]+)\/cases\/([^/]+)(?:\/.*)?$/, name);
  return { customer, case: caseId };
}

/** The ids in the name of an attachment. Throws a TypeError for any other text. */
export function attachmentIds(name: string): {
  customer: string;
  case: string;
  attachment: string;
} {
  const [, attachment] = matched(/^.*\/attachments\/([^/]+)$/, name);
  return { ...caseIds(name), attachment };
}

function matched(form: RegExp, name: string): [string, string, string] {
  const [all, first = "", second = ""] = form.exec(name) ?? [];
  if (all === undefined) throw new TypeError(`This is no such name: ${name}`);
  return [all, first, second];
}

/** The id at the end of any name: of `customers/1001` it is `1001`. */
export function lastId(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}
