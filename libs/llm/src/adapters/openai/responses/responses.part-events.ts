import { objectsIn, type JsonObject } from '../../../json.js';
import { slicesOf, type Slicing } from '../../../wire/text.slices.js';
import { spells, tokenGroups, type Token } from '../wire/chat-completions.logprobs.js';

/** Where a part stands in a response. */
export interface PartPlace {
  readonly item_id: unknown;
  readonly output_index: number;
  readonly content_index: number;
}

type Events = Generator<JsonObject, void, void>;

/** The member that comes piece by piece, and the name of its events, by the type of the part. */
const TEXTS: Readonly<Record<string, readonly [member: string, events: string]>> = {
  output_text: ['text', 'output_text'],
  refusal: ['refusal', 'refusal'],
  reasoning_text: ['text', 'reasoning_text'],
};

/** The events of one finished part of a message or of a reasoning. */
export function* contentEvents(part: JsonObject, place: PartPlace, slicing: Slicing): Events {
  const [member = '', events = ''] = TEXTS[String(part['type'])] ?? [];
  yield { type: 'response.content_part.added', ...place, part: { ...part, ...begun(part, member) } };
  const text = part[member];
  if (typeof text === 'string') {
    for (const delta of deltasOf(part, text, slicing))
      yield { type: `response.${events}.delta`, ...place, ...delta };
    yield* annotationEvents(part, place);
    yield { type: `response.${events}.done`, ...place, [member]: text, ...logprobsIn(part) };
  }
  yield { type: 'response.content_part.done', ...place, part };
}

/** A part as it is before its content has come. */
function begun({ annotations, logprobs }: JsonObject, member: string): JsonObject {
  return {
    ...(member !== '' && { [member]: '' }),
    ...(Array.isArray(annotations) && { annotations: [] }),
    ...(Array.isArray(logprobs) && { logprobs: [] }),
  };
}

/** The pieces of a text. With probabilities, the pieces are whole tokens. */
function* deltasOf(part: JsonObject, text: string, slicing: Slicing): Events {
  const { logprobs } = part;
  if (spells(logprobs, text)) {
    for (const group of tokenGroups(logprobs as readonly Token[], slicing))
      yield { delta: group.map(({ token }) => token).join(''), logprobs: group };
    return;
  }
  const none = 'logprobs' in part && { logprobs: [] };
  for (const delta of slicesOf(text, slicing)) yield { delta, ...none };
}

function* annotationEvents({ annotations }: JsonObject, place: PartPlace): Events {
  for (const [annotation_index, annotation] of objectsIn(annotations).entries())
    yield { type: 'response.output_text.annotation.added', ...place, annotation_index, annotation };
}

function logprobsIn(part: JsonObject): JsonObject {
  return 'logprobs' in part ? { logprobs: part['logprobs'] } : {};
}
