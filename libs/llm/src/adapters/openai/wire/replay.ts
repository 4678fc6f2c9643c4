import { isObject, objectOf, without, type JsonObject } from '../../../json.js';
import type { ReplayFacts } from '../../../wire/wire-format.port.js';
import { wireId } from '../../../wire/wire-id.js';
import { zeroed } from '../../../wire/zeroed.js';
import { choiceParts } from './choice.replay.js';

const SECOND = 1_000;

/** Members that every chunk of a stream repeats. */
const REPEATED = new Set(['id', 'object', 'created', 'model', 'service_tier', 'system_fingerprint']);
/** Members that chunks have in another shape. */
const RESHAPED = new Set(['choices', 'usage']);

/** A stored completion as a new one. */
export function renewed(raw: unknown, { now, usage }: ReplayFacts): JsonObject {
  const body = objectOf(raw, 'the stored answer');
  return {
    ...body,
    id: wireId('chatcmpl-', 29),
    created: Math.floor(now / SECOND),
    ...(usage === 'zero' && 'usage' in body && { usage: zeroed(body['usage']) }),
  };
}

/**
 * A completion as the chunks of a stream, each an SSE frame, in the order in which OpenAI sends them: choice by choice, the usage
 * last. What every chunk repeats is put into text once.
 */
export function chunkFrames(body: JsonObject, wantsUsage: boolean): string[] {
  const head = JSON.stringify({ ...repeated(body), object: 'chat.completion.chunk' }).slice(0, -1);
  return chunksOf(body, wantsUsage).map((chunk) => `data: ${head},${JSON.stringify(chunk).slice(1)}\n\n`);
}

/** The chunks without what each of them repeats. */
function chunksOf(body: JsonObject, wantsUsage: boolean): JsonObject[] {
  const { choices, usage } = body;
  const tellsUsage = wantsUsage && isObject(usage);
  const parts = Array.isArray(choices) ? choices.filter(isObject).flatMap(choiceParts) : [];
  const chunks = parts.map((part) => (tellsUsage ? { choices: [part], usage: null } : { choices: [part] }));
  const others = without(without(body, REPEATED), RESHAPED);
  const [first, ...rest] = chunks;
  return [
    ...(first ? [{ ...others, ...first }] : []),
    ...rest,
    ...(tellsUsage ? [{ choices: [], usage }] : []),
  ];
}

function repeated(body: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([name]) => REPEATED.has(name)));
}
