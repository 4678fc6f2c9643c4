import { isObject, without, type JsonObject } from '../../../json.js';
import { messageSpelling } from '../../../wire/content.spelling.js';

/** How far an item got means nothing to the model. */
const STATUS = new Set(['status']);
/** Nor does the name at the provider of an item that holds all there is to it. */
const NAMING = new Set(['id', 'status']);
/** Those of a message: a message needs no type. */
const NAMING_MESSAGE = new Set([...NAMING, 'type']);
/** The member that holds what an item says, by the item's type. */
const CONTENT: Readonly<Record<string, string>> = {
  function_call: 'arguments',
  custom_tool_call: 'input',
  reasoning: 'encrypted_content',
  image_generation_call: 'result',
};
/** Items that may come back without what they say. */
const LOOKED_UP: ReadonlySet<unknown> = new Set(['reasoning', 'image_generation_call']);
const TEXTS: ReadonlySet<unknown> = new Set(['input_text', 'output_text']);

/**
 * The items of a request's input in one spelling: a text is a message of the user, a message has no type, and its texts have the type
 * `text`. For identity only, never for the call.
 */
export function itemsOf(input: unknown): readonly JsonObject[] {
  if (typeof input === 'string') return [{ role: 'user', content: input }];
  return Array.isArray(input) ? input.filter(isObject).map(spelledItem) : [];
}

export function isMessage({ type = 'message', role }: JsonObject): boolean {
  return type === 'message' && typeof role === 'string';
}

/** Whether an item points at one that the provider keeps. It may leave out its type. */
export function isReference({ type, role, id }: JsonObject): boolean {
  return type === 'item_reference' || (type == null && typeof role !== 'string' && id !== undefined);
}

/** Whether the provider looks an item up by its id, because the item does not hold what it says. */
export function isLookedUp(item: JsonObject): boolean {
  return isReference(item) || (LOOKED_UP.has(item['type']) && !holdsContent(item));
}

/** False for types that are not known here: then only the id says for certain what the item is. */
function holdsContent(item: JsonObject): boolean {
  const name = CONTENT[String(item['type'])];
  return name !== undefined && typeof item[name] === 'string';
}

function spelledItem(item: JsonObject): JsonObject {
  if (!isMessage(item)) return without(item, holdsContent(item) ? NAMING : STATUS);
  const { content, ...members } = without(item, NAMING_MESSAGE);
  return messageSpelling({
    ...members,
    content: Array.isArray(content) ? content.map(spelledPart) : content,
  });
}

function spelledPart(part: unknown): unknown {
  if (!isObject(part) || !TEXTS.has(part['type'])) return part;
  const { logprobs, ...members } = part;
  const isEmpty = logprobs === undefined || (Array.isArray(logprobs) && logprobs.length === 0);
  return { ...members, type: 'text', ...(!isEmpty && { logprobs }) };
}
