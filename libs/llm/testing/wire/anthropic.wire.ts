import type { Wire } from './wire.js';

const message = {
  id: 'msg_01XFDUDYJgAACzvnptvVoYEL',
  type: 'message',
  role: 'assistant',
  model: 'claude-haiku-4-5-20251001',
};
const inputUsage = { input_tokens: 15, cache_creation_input_tokens: 3, cache_read_input_tokens: 1 };

export const event = (body: { type: string } & Record<string, unknown>): string =>
  `event: ${body.type}\ndata: ${JSON.stringify(body)}\n\n`;

export const start = (): string =>
  event({
    type: 'message_start',
    message: {
      ...message,
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: { ...inputUsage, output_tokens: 1 },
    },
  });

export const block = (index: number, content_block: unknown, deltas: readonly unknown[]): string =>
  [
    event({ type: 'content_block_start', index, content_block }),
    event({ type: 'ping' }),
    ...deltas.map((delta) => event({ type: 'content_block_delta', index, delta })),
    event({ type: 'content_block_stop', index }),
  ].join('');

export const stop = (stop_reason: string): string =>
  event({
    type: 'message_delta',
    delta: { stop_reason, stop_sequence: null },
    usage: { output_tokens: 10, input_tokens: null, cache_read_input_tokens: 1 },
  }) + event({ type: 'message_stop' });

export const anthropicWire: Wire = {
  path: '/v1/messages',
  basePath: '',
  model: message.model,
  usage: {
    ...{ prompt: 19, completion: 10, total: 29 },
    promptCache: { read: 1, written: 3, writtenLong: 0 },
  },
  whole: (text, stop_reason = 'end_turn') => ({
    ...message,
    content: [{ type: 'text', text }],
    stop_reason,
    stop_sequence: null,
    usage: { ...inputUsage, output_tokens: 10 },
  }),
  streamed: (pieces, finish = 'end_turn') =>
    start() +
    block(
      0,
      { type: 'text', text: '' },
      pieces.map((text) => ({ type: 'text_delta', text })),
    ) +
    stop(finish),
  needed: (stream) => stream,
  errorBody: (text) => ({
    type: 'error',
    error: { type: 'api_error', message: text },
    request_id: 'req_011',
  }),
  errorEvent: () => event({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }),
};
