import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import { type Draft, type Finished, newDraft } from "./drafts.ts";
import { readJson, writeJson } from "./json-file.ts";
import type { Facts, StoredObject } from "./object.ts";
import { type Preconditions, requireForWrite } from "./preconditions.ts";

/** What happened to an object, and which generation had to do with it. */
export type Change =
  | { type: "OBJECT_FINALIZE"; object: StoredObject; overwrote?: string }
  | { type: "OBJECT_DELETE"; object: StoredObject; overwrittenBy?: string };

/** What an upload asks for; it becomes an object when its bytes are whole. */
export type Wish = { bucket: string; name: string; facts: Facts; preconditions: Preconditions };

export type Files = {
  find(bucket: string, name: string): StoredObject | undefined;
  /** Every object of a bucket, in no order. */
  all(bucket: string): StoredObject[];
  draft(): Promise<Draft>;
  /**
   * Makes finished bytes the object of a name, in one step in which nothing else runs.
   * Throws 412 where the name holds something else than the wish expects.
   */
  keep(wish: Wish, finished: Finished): StoredObject;
  remove(object: StoredObject): void;
  /** Holds on to the bytes, which then stay readable whatever happens to the object. */
  open(object: StoredObject): Promise<FileHandle>;
};

/**
 * The objects that lie in `folder`: a file of facts and a file of bytes each, named by a hash.
 *
 * Bytes are put in place before the facts that name them, and removed after them, so that a process
 * killed in between leaves bytes without facts at most; those are removed here.
 */
export function openFiles(folder: string, changed: (change: Change) => void): Files {
  const incoming = join(folder, "incoming");
  const stored = join(folder, "objects");
  rmSync(incoming, { recursive: true, force: true });
  for (const each of [incoming, stored]) mkdirSync(each, { recursive: true });
  const objects = loadObjects(stored);
  const nextGeneration = generations(objects.values());
  const factsPath = ({ bucket, name }: Place) => join(stored, `${keyOf(bucket, name)}.json`);
  const bytesPath = (object: StoredObject) => join(stored, bytesNameOf(object));
  return {
    find: (bucket, name) => objects.get(keyOf(bucket, name)),
    all: (bucket) => [...objects.values()].filter((object) => object.bucket === bucket),
    draft: () => newDraft(incoming),
    open: (object) => open(bytesPath(object)),
    keep({ bucket, name, facts, preconditions }, finished) {
      const { path, ...measured } = finished;
      const previous = objects.get(keyOf(bucket, name));
      requireForWrite(preconditions, previous);
      const generation = nextGeneration();
      const createdAt = new Date().toISOString();
      const object = { ...facts, ...measured, bucket, name, generation, createdAt };
      renameSync(path, bytesPath(object));
      writeJson(factsPath(object), object);
      objects.set(keyOf(bucket, name), object);
      if (previous) rmSync(bytesPath(previous), { force: true });
      for (const change of changesOf(object, previous)) changed(change);
      return object;
    },
    remove(object) {
      rmSync(factsPath(object), { force: true });
      objects.delete(keyOf(object.bucket, object.name));
      rmSync(bytesPath(object), { force: true });
      changed({ type: "OBJECT_DELETE", object });
    },
  };
}

function changesOf(object: StoredObject, previous: StoredObject | undefined): Change[] {
  if (!previous) return [{ type: "OBJECT_FINALIZE", object }];
  return [
    { type: "OBJECT_FINALIZE", object, overwrote: previous.generation },
    { type: "OBJECT_DELETE", object: previous, overwrittenBy: object.generation },
  ];
}

type Place = { bucket: string; name: string };

/** A name never becomes a path: it may hold anything, and may differ from another in letter case alone. */
function keyOf(bucket: string, name: string): string {
  return createHash("sha256").update(`${bucket}/${name}`).digest("hex");
}

function bytesNameOf({ bucket, name, generation }: StoredObject): string {
  return `${keyOf(bucket, name)}.${generation}`;
}

function loadObjects(folder: string): Map<string, StoredObject> {
  const names = readdirSync(folder);
  const read = names
    .filter((name) => name.endsWith(".json"))
    .map((name) => readJson(join(folder, name)) as StoredObject | undefined);
  const objects = new Map(
    read.flatMap((object) => (object ? [[keyOf(object.bucket, object.name), object]] : [])),
  );
  const known = new Set([...objects.values()].map(bytesNameOf));
  for (const name of names) {
    if (!name.endsWith(".json") && !known.has(name)) rmSync(join(folder, name), { force: true });
  }
  return objects;
}

/** Numbers as the cloud gives them, microseconds, that never come twice, restarts included. */
function generations(objects: Iterable<StoredObject>): () => string {
  let last = 0;
  for (const { generation } of objects) last = Math.max(last, Number(generation));
  return () => {
    last = Math.max(last + 1, Date.now() * 1_000);
    return String(last);
  };
}
