import { objectsIn, type JsonObject } from '../../../json.js';
import type { Slicing } from '../../../wire/text.slices.js';
import { itemEvents } from './responses.item-events.js';

/** The response as it is before it is complete. */
const PENDING = { status: 'in_progress', output: [], usage: null, error: null, incomplete_details: null };

/** The events that OpenAI would stream for a response, without their numbers. */
export function* responseEvents(response: JsonObject, slicing: Slicing): Generator<JsonObject, void, void> {
  const pending = { ...response, ...PENDING, ...('completed_at' in response && { completed_at: null }) };
  yield { type: 'response.created', response: pending };
  yield { type: 'response.in_progress', response: pending };
  for (const [output_index, item] of objectsIn(response['output']).entries())
    yield* itemEvents(item, output_index, slicing);
  yield { type: 'response.completed', response };
}

/** The types of these events. */
export function eventTypesOf(response: JsonObject): ReadonlySet<string> {
  const types = new Set<string>();
  for (const { type } of responseEvents(response, 'growing')) types.add(String(type));
  return types;
}
