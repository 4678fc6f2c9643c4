import { whole } from '../delivery.js';
import { tokens } from '../made-up-answer.js';
import { MODEL } from '../request-members.js';
import type { WireFormat } from '../wire-format.js';
import { openAiHeaders } from './openai.headers.js';
import { openAiRefusal } from './openai.refusal.js';

/** `POST /v1/responses/input_tokens`. */
export const inputTokens: WireFormat = {
  method: 'POST',
  path: '/v1/responses/input_tokens',
  refusal: (request) => openAiRefusal(request, [MODEL]),
  answer: ({ body: { input, instructions, tools }, mint }) => {
    const input_tokens = tokens(JSON.stringify([input, instructions, tools]));
    return whole(200, { object: 'response.input_tokens', input_tokens }, openAiHeaders(mint));
  },
};
