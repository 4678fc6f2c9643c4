import type { Ending } from '../behaviour.js';
import { streamed, whole } from '../delivery.js';
import { madeUpAnswer, type MadeUpAnswer } from '../made-up-answer.js';
import type { WireFormat } from '../wire-format.js';
import { anthropicHeaders } from './anthropic.headers.js';
import { anthropicRefusal } from './anthropic.refusal.js';
import { blocksOf, contentOf } from './content.js';
import { eventFrames } from './event.frames.js';
import { usageOf } from './usage.js';

const STOP_REASONS: Readonly<Record<Ending, string>> = {
  stop: 'end_turn',
  empty: 'end_turn',
  length: 'max_tokens',
  content_filter: 'refusal',
  refusal: 'refusal',
  tool_calls: 'tool_use',
};

/** `POST /v1/messages`. */
export const messages: WireFormat = {
  method: 'POST',
  path: '/v1/messages',
  refusal: anthropicRefusal,
  answer: ({ body, behaviour, mint }) => {
    const answer = madeUpAnswer(body, behaviour);
    const message = {
      facts: { id: mint.id('msg_'), type: 'message', role: 'assistant', model: body.model },
      blocks: blocksOf(answer, mint),
      stop: stopOf(answer),
      usage: usageOf(answer),
    };
    const headers = anthropicHeaders(mint);
    if (body.stream === true) return streamed(eventFrames(message, answer.script), 2, headers);
    const { facts, blocks, stop, usage } = message;
    return whole(200, { ...facts, content: contentOf(blocks), ...stop, usage }, headers);
  },
};

/** Why the message ended, as the whole one and the stream's last delta tell it. */
function stopOf({ ending, script: { stopSequence: stop_sequence } }: MadeUpAnswer): object {
  const stop_reason = STOP_REASONS[ending];
  if (stop_sequence !== undefined) return { stop_reason: 'stop_sequence', stop_sequence, stop_details: null };
  const refused = { type: 'refusal', category: null, explanation: null };
  return { stop_reason, stop_sequence: null, stop_details: stop_reason === 'refusal' ? refused : null };
}
