import { isObject, type JsonObject } from '@app/llm';

/** Members that name something in a provider's account: `file_id`, `vector_store_ids`, `previous_response_id`. */
const NAMING =
  /(?:^|_)(?:file|response|container|thread|assistant|vector_store|conversation|batch|upload|job|skill|item)_ids?$/;
/** Others, that hold an id or an object with one. */
const HOLDING: ReadonlySet<string> = new Set([
  'conversation',
  'container',
  'training_file',
  'validation_file',
]);
/** What the caller says about its request. Nothing in it is looked up. */
const SAID: ReadonlySet<string> = new Set(['metadata', 'parameters', 'input_schema', 'schema']);
const HINTS = ['_id', 'conversation', 'container', 'item_reference', '_file'];

/** Whether a body may hold a reference at all. Fast, for the path of every request. */
export function mayRefer(raw: Buffer): boolean {
  return HINTS.some((hint) => raw.includes(hint)) || raw.includes('\\u');
}

/** The ids in a request that name things in the account of its provider. A value of a container such as `auto` is among them. */
export function referencesIn(body: JsonObject): ReadonlySet<string> {
  const found = new Set<string>();
  // A loop, because values may be deep.
  for (const values: unknown[] = [body]; values.length > 0;) {
    const value = values.pop();
    if (isObject(value)) for (const id of named(value)) found.add(id);
    for (const inner of insideOf(value)) values.push(inner);
  }
  return found;
}

function insideOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => (SAID.has(name) ? [] : [inner]));
}

function named(object: JsonObject): string[] {
  const own = object['type'] === 'item_reference' ? [object['id']] : [];
  const members = Object.entries(object).flatMap(([name, value]) => {
    if (NAMING.test(name)) return Array.isArray(value) ? (value as unknown[]) : [value];
    if (!HOLDING.has(name)) return [];
    return isObject(value) ? [value['id']] : [value];
  });
  return [...own, ...members].filter((id): id is string => typeof id === 'string');
}
