import { objectOf, objectsIn, type JsonObject } from '../../../json.js';
import { sseFrame } from '../../../wire/json.pieces.js';
import { zeroed } from '../../../wire/renewed.js';
import type { Slicing } from '../../../wire/text.slices.js';
import type { ReplayFacts } from '../../../wire/wire-format.port.js';
import { responseEvents } from './responses.events.js';

const SECOND = 1_000;
/** Later than any time in seconds, and what an id can hold. */
const LATEST = 0xffffffff;

/**
 * The stored response with new ids, that stand for the provider's, and a new time. It repeats the members of this request and not of
 * the first one. @throws BrokenAnswer when it is invalid.
 */
export function renewed(raw: unknown, { now, usage, ids, echo = {} }: ReplayFacts): JsonObject {
  const response = objectOf(raw, 'the stored answer');
  const { id, created_at: madeAt, output } = response;
  const seconds = Math.floor(now / SECOND);
  const issuedAt = isTime(madeAt) ? madeAt : seconds;
  const idFor = (original: unknown) =>
    typeof original === 'string' ? ids.issue(original, issuedAt) : original;
  const itemOf = (item: JsonObject) => ('id' in item ? { ...item, id: idFor(item['id']) } : item);
  return {
    ...response,
    ...{ id: idFor(id), created_at: seconds, output: objectsIn(output).map(itemOf) },
    ...('completed_at' in response && { completed_at: seconds }),
    ...echoed(response, echo),
    ...(usage === 'zero' && 'usage' in response && { usage: zeroed(response['usage']) }),
  };
}

/** Compatible servers may send milliseconds, or nothing. */
function isTime(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= LATEST;
}

/** The events that OpenAI would stream for a response, as SSE frames. */
export function* responseFrames(response: JsonObject, slicing: Slicing): Generator<string, void, void> {
  let sequence_number = 0;
  for (const event of responseEvents(response, slicing))
    yield* eventFrame({ ...event, sequence_number: sequence_number++ });
}

/** One event as an SSE frame. Its type is in the `event` field and in the data. */
export function eventFrame(event: JsonObject): Generator<string, void, void> {
  return sseFrame(event, `event: ${String(event['type'])}\n`);
}

/** A member that this request leaves out is as empty as the provider makes it. */
function echoed(response: JsonObject, echo: JsonObject): JsonObject {
  const repeated = Object.keys(echo).filter((name) => name in response);
  return Object.fromEntries(repeated.map((name) => [name, echo[name] ?? (name === 'metadata' ? {} : null)]));
}
