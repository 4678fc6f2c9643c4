import { streamed, whole } from '../delivery.js';
import { madeUpAnswer } from '../made-up-answer.js';
import { MESSAGES, MODEL } from '../request-members.js';
import type { WireFormat } from '../wire-format.js';
import { choicesOf } from './choices.js';
import { chunkFrames } from './chunk.frames.js';
import { openAiHeaders } from './openai.headers.js';
import { openAiRefusal } from './openai.refusal.js';
import { usageOf } from './usage.js';

/** `POST /v1/chat/completions`. */
export const chatCompletions: WireFormat = {
  method: 'POST',
  path: '/v1/chat/completions',
  refusal: (request) => openAiRefusal(request, [MODEL, MESSAGES]),
  answer: ({ body, behaviour, mint }) => {
    const answer = madeUpAnswer(body, behaviour);
    const facts = {
      id: mint.id('chatcmpl-', 29),
      created: mint.now(),
      model: body.model,
      service_tier: 'default',
      system_fingerprint: 'fp_simulated',
    };
    const completion = { facts, choices: choicesOf(answer, body, mint), usage: usageOf(answer) };
    const headers = openAiHeaders(mint);
    if (body.stream === true) return streamed(chunkFrames(completion, answer.script, body), 1, headers);
    const { choices, usage } = completion;
    return whole(200, { ...facts, object: 'chat.completion', choices, usage }, headers);
  },
};
