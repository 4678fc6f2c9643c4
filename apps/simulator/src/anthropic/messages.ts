import type { Ending } from '../behaviour.js';
import { streamed, whole } from '../delivery.js';
import { madeUpAnswer, pieces, type MadeUpAnswer } from '../made-up-answer.js';
import type { RequestBody, WireFormat } from '../wire-format.js';
import { wireId } from '../wire-id.js';
import { anthropicError } from './anthropic.errors.js';
import { anthropicRefusal } from './anthropic.refusal.js';

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
  path: '/v1/messages',
  refusal: anthropicRefusal,
  error: anthropicError,
  answer: (body, { finish: ending = 'stop' }) => {
    const answer = madeUpAnswer(body, ending);
    const facts = { id: wireId('msg_'), type: 'message', role: 'assistant', model: body.model };
    const blocks = contentOf(answer, ending, body);
    const headers = { 'request-id': wireId('req_') };
    if (body.stream === true) return streamed(events(facts, blocks, answer, ending), 2, headers);
    const stop = { stop_reason: STOP_REASONS[ending], stop_sequence: null };
    return whole(200, { ...facts, content: blocks, ...stop, usage: usage(answer) }, headers);
  },
};

type Block = { type: 'text'; text: string } | { type: 'tool_use'; id: string; name: string; input: object };

function contentOf({ text }: MadeUpAnswer, ending: Ending, { tools }: RequestBody): Block[] {
  if (ending === 'empty') return [];
  if (ending !== 'tool_calls') return [{ type: 'text', text }];
  const [tool] = (tools ?? []) as { name?: string }[];
  return [
    { type: 'tool_use', id: wireId('toolu_'), name: tool?.name ?? 'look_up', input: { simulated: true } },
  ];
}

/** The events of a stream in the order in which Anthropic sends them, as SSE frames. */
function events(facts: object, blocks: readonly Block[], answer: MadeUpAnswer, ending: Ending): string[] {
  const start = {
    ...facts,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { ...usage(answer), output_tokens: 1 },
  };
  const sent: { type: string; [member: string]: unknown }[] = [
    { type: 'message_start', message: start },
    ...blocks.flatMap(blockEvents),
    {
      type: 'message_delta',
      delta: { stop_reason: STOP_REASONS[ending], stop_sequence: null },
      usage: { output_tokens: answer.completionTokens },
    },
    { type: 'message_stop' },
  ];
  return sent.map((data) => `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`);
}

function blockEvents(block: Block, index: number): { type: string }[] {
  const empty = block.type === 'text' ? { type: 'text', text: '' } : { ...block, input: {} };
  const deltas =
    block.type === 'text'
      ? pieces(block.text).map((text) => ({ type: 'text_delta', text }))
      : ['', JSON.stringify(block.input)].map((json) => ({ type: 'input_json_delta', partial_json: json }));
  const ping = index === 0 ? [{ type: 'ping' }] : [];
  return [
    { type: 'content_block_start', ...{ index, content_block: empty } },
    ...ping,
    ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', ...{ index } },
  ];
}

function usage({ promptTokens, completionTokens }: MadeUpAnswer): object {
  const cache = { cache_creation_input_tokens: 0, cache_read_input_tokens: 0 };
  return { input_tokens: promptTokens, ...cache, output_tokens: completionTokens, service_tier: 'standard' };
}
