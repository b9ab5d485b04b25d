/** The Cloud Run service of a function, `mail-followers` for `mailFollowers`: the name of its file, too. */
export function serviceNameOf(functionName: string): string {
  return functionName.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The bucket of attachments and nothing else: names of buckets are one world, so the project's id leads. */
export function attachmentBucketOf(project: string): string {
  return `${project}-attachments`;
}

/** The bucket of the archives that the functions run from. */
export function releaseBucketOf(project: string): string {
  return `${project}-releases`;
}

/** Where in the bucket of releases a function's archive lies. */
export function archiveOf(release: string, service: string): string {
  return `${release}/${service}.tar.gz`;
}
