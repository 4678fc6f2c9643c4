import { isObject, objectOf, objectsIn, without, type JsonObject } from '../../../json.js';
import { sseFrame } from '../../../wire/json.pieces.js';
import type { Slicing } from '../../../wire/text.slices.js';
import type { ReplayFacts } from '../../../wire/wire-format.port.js';
import { wireId, zeroed } from '../../../wire/renewed.js';
import { choiceParts } from './chat-completions.choice-parts.js';

const SECOND = 1_000;

/** Members that every chunk of a stream repeats. */
const REPEATED = new Set(['id', 'object', 'created', 'model', 'service_tier', 'system_fingerprint']);
/** Members that chunks have in another shape. */
const RESHAPED = new Set(['choices', 'usage']);

/** Options of a replay as a stream. */
export interface ChunkOptions {
  readonly wantsUsage: boolean;
  readonly slicing: Slicing;
}

/** The stored completion with a new id and time. @throws BrokenAnswer when it is invalid. */
export function renewed(raw: unknown, { now, usage, choices }: ReplayFacts): JsonObject {
  const body = objectOf(raw, 'the stored answer');
  const wanted = choices !== undefined && { choices: firstOf(body['choices'], choices) };
  return {
    ...body,
    ...wanted,
    id: wireId('chatcmpl-', 29),
    created: Math.floor(now / SECOND),
    ...(usage === 'zero' && 'usage' in body && { usage: zeroed(body['usage']) }),
  };
}

/** The frames of a completion in OpenAI's order: choice by choice, the usage last. */
export function* chunkFrames(body: JsonObject, options: ChunkOptions): Generator<string, void, void> {
  const head = { ...repeated(body), object: 'chat.completion.chunk' };
  for (const chunk of chunksOf(body, options)) yield* sseFrame({ ...head, ...chunk });
}

/** The chunks without the members that all of them repeat. The first chunk has all other members of the completion. */
function* chunksOf(body: JsonObject, options: ChunkOptions): Generator<JsonObject, void, void> {
  const { choices, usage } = body;
  const hasUsage = options.wantsUsage && isObject(usage);
  let others = without(without(body, REPEATED), RESHAPED);
  for (const choice of objectsIn(choices)) {
    for (const part of choiceParts(choice, options.slicing)) {
      yield { ...others, choices: [part], ...(hasUsage && { usage: null }) };
      others = {};
    }
  }
  if (hasUsage) yield { choices: [], usage };
}

/** The first of the choices, in the order of their numbers. */
function firstOf(choices: unknown, count: number): readonly JsonObject[] {
  const numberOf = ({ index }: JsonObject) => Number(index ?? 0);
  return [...objectsIn(choices)].sort((one, other) => numberOf(one) - numberOf(other)).slice(0, count);
}

function repeated(body: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([name]) => REPEATED.has(name)));
}
