import type { WireName } from '@app/llm';
import type { ExamplesObject } from '@nestjs/swagger';

/** Examples of one endpoint's bodies. */
export interface WireExamples {
  readonly requests: ExamplesObject;
  readonly answer: object;
  /** Absent when the answer is never streamed. */
  readonly events?: string;
}

const QUESTION = { role: 'user', content: 'How long do refunds take?' };
const TEXT = 'Refunds are paid within 14 days.';
const CACHE = { ttl: 3600, mode: 'exact', tags: ['faq'], namespace: 'help-centre' };

/** The same body in each of the three ways to send it. */
function requestsWith(body: object): ExamplesObject {
  return {
    whole: { summary: 'As the client sends it', value: body },
    stream: { summary: 'Streamed', value: { ...body, stream: true } },
    directed: { summary: 'With our own block, which is taken out', value: { ...body, cache: CACHE } },
  };
}

const CHUNK = {
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1772366400,
  model: 'gpt-4.1-mini',
};
const CHUNKS = [
  { ...CHUNK, choices: [{ index: 0, delta: { role: 'assistant', content: TEXT }, finish_reason: null }] },
  { ...CHUNK, choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] },
];

const CHAT_COMPLETIONS: WireExamples = {
  requests: requestsWith({ model: 'gpt-4.1-mini', messages: [QUESTION] }),
  answer: {
    ...{ id: 'chatcmpl-1', object: 'chat.completion', created: 1772366400, model: 'gpt-4.1-mini-2025-04-14' },
    choices: [
      { index: 0, message: { role: 'assistant', content: TEXT, refusal: null }, finish_reason: 'stop' },
    ],
    usage: { prompt_tokens: 14, completion_tokens: 9, total_tokens: 23 },
  },
  events: [
    ...CHUNKS.map((chunk) => `data: ${JSON.stringify(chunk)}`),
    'data: [DONE]',
    ': ragcache; fwd=miss; stored\n',
  ].join('\n\n'),
};

const ANTHROPIC_MODEL = 'claude-haiku-4-5';

const MESSAGES: WireExamples = {
  requests: requestsWith({ model: ANTHROPIC_MODEL, max_tokens: 512, messages: [QUESTION] }),
  answer: {
    ...{ id: 'msg_1', type: 'message', role: 'assistant', model: ANTHROPIC_MODEL },
    content: [{ type: 'text', text: TEXT }],
    ...{ stop_reason: 'end_turn', stop_sequence: null, usage: { input_tokens: 14, output_tokens: 9 } },
  },
  events: [
    'event: message_start\ndata: {"type":"message_start","message":{"id":"msg_1"}}',
    'event: message_stop\ndata: {"type":"message_stop"}',
    ': ragcache; fwd=miss; stored\n',
  ].join('\n\n'),
};

const MESSAGE_ITEM = {
  ...{ type: 'message', id: 'msg_1', status: 'completed', role: 'assistant' },
  content: [{ type: 'output_text', text: TEXT, annotations: [] }],
};
const RESPONSE = {
  ...{ id: 'resp_1', object: 'response', created_at: 1772366400, status: 'completed' },
  ...{ model: 'gpt-4.1-mini-2025-04-14', output: [MESSAGE_ITEM] },
  usage: { input_tokens: 14, output_tokens: 9, total_tokens: 23 },
};

const RESPONSES: WireExamples = {
  requests: requestsWith({ model: 'gpt-4.1-mini', input: QUESTION.content }),
  answer: RESPONSE,
  events: [
    `event: response.created\ndata: {"type":"response.created","response":{"id":"resp_1"},"sequence_number":0}`,
    `event: response.completed\ndata: ${JSON.stringify({ type: 'response.completed', response: RESPONSE, sequence_number: 8 })}`,
    ': ragcache; fwd=miss; stored\n',
  ].join('\n\n'),
};

/** A count is never streamed. */
function countedWith(body: object): ExamplesObject {
  const { whole, directed } = requestsWith(body);
  return { whole: whole!, directed: directed! };
}

const INPUT_TOKENS: WireExamples = {
  requests: countedWith({ model: 'gpt-4.1-mini', input: QUESTION.content }),
  answer: { object: 'response.input_tokens', input_tokens: 14 },
};
const COUNT_TOKENS: WireExamples = {
  requests: countedWith({ model: ANTHROPIC_MODEL, messages: [QUESTION] }),
  answer: { input_tokens: 14 },
};

export const WIRE_EXAMPLES: Readonly<Record<WireName, WireExamples>> = {
  'chat-completions': CHAT_COMPLETIONS,
  responses: RESPONSES,
  'input-tokens': INPUT_TOKENS,
  messages: MESSAGES,
  'count-tokens': COUNT_TOKENS,
};
