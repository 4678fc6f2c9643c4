import { isObject, objectOf, objectsIn, type JsonObject } from '../../../json.js';
import { sseFrame } from '../../../wire/json.pieces.js';
import type { Slicing } from '../../../wire/text.slices.js';
import type { ReplayFacts } from '../../../wire/wire-format.port.js';
import { wireId, zeroed } from '../../../wire/renewed.js';
import { blockEvents } from './messages.block-events.js';

/** Members that come in the `delta` of the last event. They are null at the start. */
const END_MEMBERS = ['stop_reason', 'stop_sequence', 'stop_details', 'container'];
/** Members that come beside the `delta` of the last event. */
const END_REPORTS = ['context_management', 'input_transformations'];
/** Counts that the last event repeats. */
const START_COUNTS = ['input_tokens', 'cache_creation_input_tokens', 'cache_read_input_tokens'];
/** Counts that come only in the last event. */
const END_COUNTS = ['server_tool_use', 'output_tokens_details', 'iterations', 'fallback_credit'];

/** The stored message with a new id. @throws BrokenAnswer when it is invalid. */
export function replayedMessage(raw: unknown, { usage }: ReplayFacts): JsonObject {
  const message = objectOf(raw, 'the stored answer');
  const zero = usage === 'zero' && 'usage' in message && { usage: zeroed(message['usage']) };
  return { ...message, id: wireId('msg_', 24), ...zero };
}

/** The events that Anthropic would stream for a message, as SSE frames. */
export function* messageFrames(message: JsonObject, slicing: Slicing): Generator<string, void, void> {
  for (const event of messageEvents(message, slicing)) yield* eventFrame(event);
}

/** One event as an SSE frame. Its type is in the `event` field and in the data. */
export function eventFrame(event: JsonObject): Generator<string, void, void> {
  return sseFrame(event, `event: ${String(event['type'])}\n`);
}

function* messageEvents(message: JsonObject, slicing: Slicing): Generator<JsonObject, void, void> {
  const usage = isObject(message['usage']) ? message['usage'] : {};
  yield { type: 'message_start', message: startOf(message, usage) };
  for (const [index, block] of objectsIn(message['content']).entries())
    yield* blockEvents(block, index, slicing);
  yield endOf(message, usage);
  yield { type: 'message_stop' };
}

function startOf(message: JsonObject, usage: JsonObject): JsonObject {
  const pending = unset(message, [...END_MEMBERS, ...END_REPORTS]);
  const output = Math.min(1, Number(usage['output_tokens'] ?? 0));
  const counts = { ...usage, ...unset(usage, END_COUNTS), output_tokens: output };
  return { ...message, content: [], ...pending, usage: counts };
}

function endOf(message: JsonObject, usage: JsonObject): JsonObject {
  const output = { output_tokens: usage['output_tokens'] ?? 0 };
  return {
    type: 'message_delta',
    delta: picked(message, END_MEMBERS),
    usage: { ...picked(usage, START_COUNTS), ...output, ...picked(usage, END_COUNTS) },
    ...picked(message, END_REPORTS),
  };
}

function picked(from: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(names.filter((name) => name in from).map((name) => [name, from[name]]));
}

function unset(from: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(names.filter((name) => name in from).map((name) => [name, null]));
}
