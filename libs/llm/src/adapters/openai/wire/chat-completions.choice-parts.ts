import { objectOf, type JsonObject } from '../../../json.js';
import type { Slicing } from '../../../wire/text.slices.js';
import { leadingDeltas, openingDelta } from './chat-completions.leading-deltas.js';
import { isSpelling, textDeltas } from './chat-completions.text-deltas.js';
import { trailingDeltas } from './chat-completions.trailing-deltas.js';

/** A finished choice as its parts of the chunks of a stream. */
export function* choiceParts(choice: JsonObject, slicing: Slicing): Generator<JsonObject, void, void> {
  const { message: told, finish_reason, logprobs, index, ...facts } = choice;
  const message = objectOf(told, 'message');
  const spelling = isSpelling(logprobs, message) ? logprobs : undefined;
  // A server that tells no probabilities tells no `null` for them either.
  const part = { index, ...(logprobs !== undefined && { logprobs: null }), finish_reason: null };
  yield { ...part, delta: openingDelta(message) };
  for (const delta of leadingDeltas(message)) yield { ...part, delta };
  for (const text of textDeltas(message, spelling, slicing)) yield { ...part, ...text };
  for (const delta of trailingDeltas(message, slicing)) yield { ...part, delta };
  // Probabilities that don't go with pieces of the text come at once, not in the first part: the SDK counts those twice.
  yield { ...part, ...facts, ...(!spelling && { logprobs }), delta: {}, finish_reason };
}
