import { isLookedUp, isObject, objectsIn, type JsonObject } from '@app/llm';

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
const SAID: ReadonlySet<string> = new Set(['metadata', 'attributes', 'parameters', 'input_schema', 'schema']);
/** Lists of the items of a conversation. An item may stand for one that the provider keeps, and then it has nothing but an id. */
const ITEM_LISTS = ['input', 'items'] as const;
/** The member of an object of this type in which a tool or the server of a tool has its say. The provider looks nothing up in it. */
const OF_TOOLS: Readonly<Record<string, string>> = {
  tool_use: 'input',
  server_tool_use: 'input',
  mcp_tool_use: 'input',
  mcp_list_tools: 'tools',
};
const HINTS = ['_id', '"id"', 'conversation', 'container', '_file'];

/** Whether a body may hold a reference at all. Fast, for the path of every request. Names are ASCII, so an escape in one begins with zeros. */
export function mayRefer(raw: Buffer): boolean {
  return HINTS.some((hint) => raw.includes(hint)) || raw.includes('\\u00');
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
  const ofTools = OF_TOOLS[String(value['type'])];
  return Object.entries(value).flatMap(([name, inner]) =>
    SAID.has(name) || name === ofTools ? [] : [inner],
  );
}

function named(object: JsonObject): string[] {
  const items = ITEM_LISTS.flatMap((name) => objectsIn(object[name])).filter(isLookedUp);
  const own = object['type'] === 'item_reference' ? [object['id']] : [];
  const members = Object.entries(object).flatMap(([name, value]) => {
    if (isOfTheProvider(name, object)) return [];
    if (NAMING.test(name)) return Array.isArray(value) ? (value as unknown[]) : [value];
    if (!HOLDING.has(name)) return [];
    return isObject(value) ? [value['id']] : [value];
  });
  const ids = [...own, ...items.map(({ id }) => id), ...members];
  return ids.filter((id): id is string => typeof id === 'string');
}

/** Skills that a provider offers to everybody: `{"type": "anthropic", "skill_id": "pptx"}`, `openai-spreadsheets`. */
function isOfTheProvider(name: string, { type, skill_id: skill }: JsonObject): boolean {
  return name === 'skill_id' && (type === 'anthropic' || String(skill).startsWith('openai-'));
}
