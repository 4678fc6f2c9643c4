import { ENDINGS, STALLS } from './behaviour.js';

const amount = { type: 'number', minimum: 0 } as const;

/** What a behaviour may be, as JSON Schema: for the admin route and for the flags. */
export const BEHAVIOUR_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  properties: {
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
  },
} as const;
