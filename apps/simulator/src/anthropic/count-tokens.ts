import { whole } from '../delivery.js';
import { tokens } from '../made-up-answer.js';
import type { WireFormat } from '../wire-format.js';
import { anthropicHeaders } from './anthropic.headers.js';
import { anthropicCountRefusal } from './anthropic.refusal.js';

/** `POST /v1/messages/count_tokens`. */
export const countTokens: WireFormat = {
  method: 'POST',
  path: '/v1/messages/count_tokens',
  refusal: anthropicCountRefusal,
  answer: ({ body: { messages, system, tools }, mint }) => {
    const input_tokens = tokens(JSON.stringify([messages, system, tools]));
    return whole(200, { input_tokens }, anthropicHeaders(mint));
  },
};
