import { isObject, objectsIn, type JsonObject } from '../../../json.js';
import { slicesOf, type Slicing } from '../../../wire/text.slices.js';
import { contentEvents, type PartPlace } from './responses.part-events.js';

type Events = Generator<JsonObject, void, void>;

/** The members of an item whose text comes piece by piece, by the item's type: the name of the member and of its events. */
const CALL_TEXTS: Readonly<Record<string, readonly [member: string, events: string]>> = {
  function_call: ['arguments', 'function_call_arguments'],
  custom_tool_call: ['input', 'custom_tool_call_input'],
};

/** The events of one finished item. */
export function* itemEvents(item: JsonObject, output_index: number, slicing: Slicing): Events {
  yield { type: 'response.output_item.added', output_index, item: begun(item) };
  yield* insideOf(item, { item_id: item['id'], output_index }, slicing);
  yield { type: 'response.output_item.done', output_index, item };
}

type ItemPlace = Omit<PartPlace, 'content_index'>;

function* insideOf(item: JsonObject, place: ItemPlace, slicing: Slicing): Events {
  const { type } = item;
  if (type === 'reasoning') yield* summaryEvents(item, place, slicing);
  if (type === 'message' || type === 'reasoning') {
    for (const [content_index, part] of objectsIn(item['content']).entries())
      yield* contentEvents(part, { ...place, content_index }, slicing);
  }
  const text = CALL_TEXTS[String(type)];
  if (text) yield* callEvents(item, text, { place, slicing });
}

/** An item as it is before its content has come. */
function begun(item: JsonObject): JsonObject {
  const [text] = CALL_TEXTS[String(item['type'])] ?? [];
  return {
    ...item,
    ...(typeof item['status'] === 'string' && { status: 'in_progress' }),
    ...(Array.isArray(item['content']) && { content: [] }),
    ...(Array.isArray(item['summary']) && { summary: [] }),
    ...(text !== undefined && { [text]: '' }),
  };
}

function* summaryEvents({ summary }: JsonObject, place: ItemPlace, slicing: Slicing): Events {
  for (const [summary_index, part] of objectsIn(summary).entries()) {
    const at = { ...place, summary_index };
    const { text } = part;
    if (typeof text !== 'string') continue;
    yield { type: 'response.reasoning_summary_part.added', ...at, part: { ...part, text: '' } };
    for (const delta of slicesOf(text, slicing))
      yield { type: 'response.reasoning_summary_text.delta', ...at, delta };
    yield { type: 'response.reasoning_summary_text.done', ...at, text };
    yield { type: 'response.reasoning_summary_part.done', ...at, part };
  }
}

interface Calling {
  readonly place: ItemPlace;
  readonly slicing: Slicing;
}

function* callEvents(
  item: JsonObject,
  [member, events]: readonly [string, string],
  { place, slicing }: Calling,
): Events {
  const text = item[member];
  if (typeof text !== 'string') return;
  for (const delta of slicesOf(text, slicing)) yield { type: `response.${events}.delta`, ...place, delta };
  // The SDK reads the name of the function in the last one of its events.
  const name = member === 'arguments' && isObject(item) && { name: item['name'] };
  yield { type: `response.${events}.done`, ...place, [member]: text, ...name };
}
