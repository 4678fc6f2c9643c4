import { objectOf, type JsonObject } from '../../../json.js';
import type { Slicing } from '../../../wire/text.slices.js';
import { leadingDeltas, openingDelta } from './chat-completions.leading-deltas.js';
import { isSpelling, textDeltas } from './chat-completions.text-deltas.js';
import { trailingDeltas } from './chat-completions.trailing-deltas.js';

/** Splits a finished choice into its parts of the chunks of a stream. */
export function* choiceParts(choice: JsonObject, slicing: Slicing): Generator<JsonObject, void, void> {
  const { message: stored, finish_reason, logprobs, index, ...facts } = choice;
  const message = objectOf(stored, 'message');
  const spelling = isSpelling(logprobs, message) ? logprobs : undefined;
  // A server without probabilities does not send `null` for them either.
  const part = { index, ...(logprobs !== undefined && { logprobs: null }), finish_reason: null };
  yield { ...part, delta: openingDelta(message) };
  for (const delta of leadingDeltas(message)) yield { ...part, delta };
  for (const text of textDeltas(message, spelling, slicing)) yield { ...part, ...text };
  for (const delta of trailingDeltas(message, slicing)) yield { ...part, delta };
  // Probabilities that do not match pieces of the text come at once. They are not in the first part, because the SDK counts those twice.
  yield { ...part, ...facts, ...(!spelling && { logprobs }), delta: {}, finish_reason };
}
