/** Which texts are understood. `Key` is the record's own name for what a field speaks of. */
export type Grammar<Key extends string> = {
  readonly fields: readonly Field<Key>[];
  /** Whether bare or quoted text without a field is a search for its words. */
  readonly freeText: boolean;
};

/** A field's `name` is its snake_case spelling; camelCase is understood as well. */
export type Field<Key extends string> = { readonly name: string } & (
  | EnumField<Key>
  | TextField<Key>
  | { readonly type: "instant"; readonly key: Key }
  | NameField<Key>
  | { readonly type: "nothing" }
);

/** A closed, case-sensitive set of values, and further ones that stand for several of them. */
export type EnumField<Key extends string> = {
  readonly type: "enum";
  readonly key: Key;
  readonly values: readonly string[];
  readonly derived?: Readonly<Record<string, readonly string[]>>;
};

/** An exact string; with `lowerCase` the record keeps it in lower case, whatever the query writes. */
export type TextField<Key extends string> = {
  readonly type: "text";
  readonly key: Key;
  readonly lowerCase: boolean;
};

/** A customer's resource name in one of the collections, of which the record keeps the id. */
export type NameField<Key extends string> = {
  readonly type: "name";
  readonly key: Key;
  readonly collections: readonly [string, ...string[]];
};

/** The field of that name in either spelling, or undefined. */
export function fieldNamed<Key extends string>(
  name: string,
  grammar: Grammar<Key>,
): Field<Key> | undefined {
  return grammar.fields.find((field) => field.name === name || camelCase(field.name) === name);
}

function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
