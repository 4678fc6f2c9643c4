import { isObject, without, type JsonObject } from '../../../json.js';
import { messageSpelling } from '../../../wire/content.spelling.js';

/** Members that name an item at the provider and say how far it got. They mean nothing to the model. */
const NAMING = new Set(['id', 'status']);
/** Those of a message: a message needs no type. */
const NAMING_MESSAGE = new Set([...NAMING, 'type']);
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

function spelledItem(item: JsonObject): JsonObject {
  if (!isMessage(item)) return without(item, NAMING);
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
