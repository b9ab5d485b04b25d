import type { IncomingHttpHeaders } from "node:http";
import { fault } from "./faults.ts";
import type { StoredObject } from "./object.ts";

/** As a request states them; generation "0" means that there is no object. */
export type Preconditions = {
  generationMatch?: string | undefined;
  generationNotMatch?: string | undefined;
  metagenerationMatch?: string | undefined;
  metagenerationNotMatch?: string | undefined;
};

/** Throws 412 unless what is there now is what a writer expects. */
export function requireForWrite(given: Preconditions, current: StoredObject | undefined): void {
  if (!matches(given, current) || !differs(given, current)) throw fault("preconditionFailed");
}

/** Throws 412 for another object than the reader expects, 304 for the one that it has already. */
export function requireForRead(given: Preconditions, current: StoredObject): void {
  if (!matches(given, current)) throw fault("preconditionFailed");
  if (!differs(given, current)) throw fault("notModified");
}

/** Reads them from the parameters of the JSON API; `prefix` tells those of a copy's source. */
export function fromQuery(query: URLSearchParams, prefix: "if" | "ifSource"): Preconditions {
  const parameter = (name: string) => query.get(`${prefix}${name}`) ?? undefined;
  return {
    generationMatch: parameter("GenerationMatch"),
    generationNotMatch: parameter("GenerationNotMatch"),
    metagenerationMatch: parameter("MetagenerationMatch"),
    metagenerationNotMatch: parameter("MetagenerationNotMatch"),
  };
}

/** Reads them from the headers of the XML API. */
export function fromHeaders(headers: IncomingHttpHeaders): Preconditions {
  const header = (name: string) => [headers[`x-goog-if-${name}`] ?? []].flat()[0];
  return {
    generationMatch: header("generation-match"),
    generationNotMatch: header("generation-not-match"),
    metagenerationMatch: header("metageneration-match"),
    metagenerationNotMatch: header("metageneration-not-match"),
  };
}

function matches(given: Preconditions, current: StoredObject | undefined): boolean {
  const { generationMatch, metagenerationMatch } = given;
  if (generationMatch !== undefined && generationMatch !== generationOf(current)) return false;
  return metagenerationMatch === undefined || metagenerationMatch === metagenerationOf(current);
}

function differs(given: Preconditions, current: StoredObject | undefined): boolean {
  const { generationNotMatch, metagenerationNotMatch } = given;
  if (generationNotMatch === generationOf(current)) return false;
  return (
    metagenerationNotMatch === undefined || metagenerationNotMatch !== metagenerationOf(current)
  );
}

function generationOf(object: StoredObject | undefined): string {
  return object?.generation ?? "0";
}

function metagenerationOf(object: StoredObject | undefined): string | undefined {
  return object && "1";
}
