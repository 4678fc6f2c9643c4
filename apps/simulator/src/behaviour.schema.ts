import { ENDINGS, STALLS } from './behaviour.js';
import { SCRIPT_SCHEMA } from './script.schema.js';

const amount = { type: 'number', minimum: 0 } as const;

/** The members of a behaviour that fit into a flag. */
export const PLAIN_MEMBERS = {
  latencyMs: amount,
  firstTokenMs: amount,
  tokensPerSecond: amount,
  status: { type: 'integer', minimum: 400, maximum: 599 },
  retryAfter: amount,
  times: { type: 'integer', minimum: 0 },
  share: { type: 'number', minimum: 0, maximum: 1 },
  cutAfterBytes: { type: 'integer', minimum: 0 },
  stall: { enum: STALLS },
  finish: { enum: ENDINGS },
  sliceBytes: { type: 'integer', minimum: 1 },
  seed: { type: 'integer' },
} as const;

/** What a behaviour may be, as JSON Schema. */
export const BEHAVIOUR_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  properties: { ...PLAIN_MEMBERS, say: SCRIPT_SCHEMA },
} as const;
