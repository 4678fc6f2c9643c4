import type { FastifyRequest } from 'fastify';
import type { Ending } from '../behaviour.js';
import { streamed, whole, type WireAnswer } from '../delivery.js';
import { madeUpAnswer, pieces, type MadeUpAnswer } from '../made-up-answer.js';
import type { WireFormat } from '../wire-format.js';
import { anthropicError } from './anthropic.errors.js';

const HEADERS = { 'request-id': 'req_simulated' };
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
  refusal,
  error: (status, { retryAfter }) =>
    anthropicError(status, `[simulated] An error with status ${status}.`, retryAfter),
  answer: (body, { finish: ending = 'stop' }) => {
    const answer = madeUpAnswer(body, lastUserText(body.messages), ending);
    const facts = {
      id: `msg_${answer.digest.slice(0, 24)}`,
      type: 'message',
      role: 'assistant',
      model: body.model,
    };
    const blocks = contentOf(answer, ending, body);
    if (body.stream === true) return streamed(events(facts, blocks, answer, ending), 2, HEADERS);
    const stop = { stop_reason: STOP_REASONS[ending], stop_sequence: null };
    return whole(200, { ...facts, content: blocks, ...stop, usage: usage(answer) }, HEADERS);
  },
};

type Block = { type: 'text'; text: string } | { type: 'tool_use'; id: string; name: string; input: object };

function contentOf(
  { text, digest }: MadeUpAnswer,
  ending: Ending,
  { tools }: Record<string, unknown>,
): Block[] {
  if (ending === 'empty') return [];
  if (ending !== 'tool_calls') return [{ type: 'text', text }];
  const [tool] = (tools ?? []) as { name?: string }[];
  return [
    {
      type: 'tool_use',
      id: `toolu_${digest.slice(0, 24)}`,
      name: tool?.name ?? 'look_up',
      input: { simulated: true },
    },
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
      : [{ type: 'input_json_delta', partial_json: JSON.stringify(block.input) }];
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

function refusal({ headers, body }: FastifyRequest): WireAnswer | undefined {
  if (!headers['x-api-key'] && !headers.authorization)
    return anthropicError(401, 'x-api-key header is required');
  if (!headers['anthropic-version']) return anthropicError(400, 'anthropic-version: header is required');
  const needed = ['model', 'messages', 'max_tokens'];
  const missing = needed.find((name) => (body as Record<string, unknown> | null)?.[name] === undefined);
  return missing === undefined ? undefined : anthropicError(400, `${missing}: Field required`);
}

function lastUserText(given: unknown): string {
  const last = (given as { role?: string; content?: unknown }[]).findLast(({ role }) => role === 'user');
  if (typeof last?.content === 'string') return last.content;
  const blocks = (last?.content ?? []) as { type?: string; text?: string }[];
  return blocks.findLast(({ type }) => type === 'text')?.text ?? '';
}
