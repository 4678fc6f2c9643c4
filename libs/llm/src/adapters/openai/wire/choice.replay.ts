import { objectOf, type JsonObject } from '../../../json.js';
import { leadingDeltas, openingDelta, trailingDeltas } from './deltas.js';
import { isSliceable, textDeltas } from './text.deltas.js';

/** A finished choice as its parts of the chunks of a stream. */
export function choiceParts(choice: JsonObject): JsonObject[] {
  const { message: told, finish_reason, logprobs, ...facts } = choice;
  const message = objectOf(told, 'message');
  const part = partOf(choice);
  return [
    part({ delta: openingDelta(message) }),
    ...leadingDeltas(message).map((delta) => part({ delta })),
    ...textDeltas(message, logprobs).map(part),
    ...trailingDeltas(message).map((delta) => part({ delta })),
    // Probabilities that don't go with pieces of the text come at once, not in the first part: the SDK counts those twice.
    part({ ...facts, ...(!isSliceable(logprobs, message) && { logprobs }), delta: {}, finish_reason }),
  ];
}

/** What all parts of a choice have; a server that tells no probabilities tells no `null` for them either. */
function partOf({ index, logprobs }: JsonObject): (members: object) => JsonObject {
  const isTold = logprobs !== undefined;
  return (members) => ({ index, ...(isTold && { logprobs: null }), finish_reason: null, ...members });
}
