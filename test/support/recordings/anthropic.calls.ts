import {
  CLOCK,
  JSON_ANSWER,
  REASONING,
  seedOf,
  type Situation,
  TEXTS,
  TOOL_CALLS,
  TOOL_NAMES,
  UNFINISHED,
  writing,
} from './calls.js';
import type { RecordedCall } from './recording.js';
import { ESCAPED_INPUT } from './texts.js';

const input_schema = { type: 'object', properties: {} };
const tools = TOOL_NAMES.map((name) => ({ name, input_schema }));
const thinking = { type: 'enabled', budget_tokens: 1_024 };
const SEALED = { type: 'redacted_thinking', data: 'RW5jcnlwdGVkIHRob3VnaHRz+/==' };
const CITATION = {
  ...{ type: 'char_location', cited_text: 'Tokyo: 333 m', document_index: 0, document_title: 'Towers' },
  ...{ start_char_index: 0, end_char_index: 12, file_id: null },
};
const SEARCH = {
  type: 'server_tool_use',
  id: 'srvtoolu_recorded',
  name: 'web_search',
  input: { query: 'towers' },
};
const FOUND = {
  ...{ type: 'web_search_tool_result', tool_use_id: SEARCH.id },
  content: [
    {
      ...{ type: 'web_search_result', url: 'https://example.com/towers', title: 'Towers' },
      ...{ encrypted_content: 'c2VhbGVk', page_age: null },
    },
  ],
};

const SITUATIONS: Readonly<Record<string, Situation>> = {
  ...TEXTS,
  ...UNFINISHED,
  ...Object.fromEntries(
    Object.entries({ ...TOOL_CALLS, 'escaped-arguments': writing(ESCAPED_INPUT) }).map(([name, say]) => [
      name,
      { say, request: { tools } },
    ]),
  ),
  'text-after-tool-call': {
    say: { text: 'I will look.', toolCalls: [CLOCK], afterword: 'Wait for it.' },
    request: { tools },
  },
  thinking: { say: REASONING, request: { thinking } },
  'redacted-thinking': { say: { ...REASONING, sealedBlocks: [SEALED] }, request: { thinking } },
  'json-output': {
    say: JSON_ANSWER,
    request: { output_config: { format: { type: 'json_schema', schema: { type: 'object' } } } },
  },
  'stop-sequence': {
    say: { text: 'One, two,', stopSequence: ' three' },
    request: { stop_sequences: [' three'] },
  },
  citations: {
    say: { text: 'The one in Tokyo.', citations: [CITATION, { ...CITATION, document_index: 1 }] },
  },
  'web-search': {
    say: { sealedBlocks: [SEARCH, FOUND], text: 'The one in Tokyo.' },
    request: { tools: [{ type: 'web_search_20250305', name: 'web_search' }] },
  },
};

/** What is recorded of Anthropic. */
export const ANTHROPIC_CALLS: readonly RecordedCall[] = Object.entries(SITUATIONS).map(
  ([name, { say, behaviour, request }]) => ({
    ...{ name, provider: 'anthropic', endpoint: '/v1/messages' },
    request: {
      ...{ model: 'claude-sim', max_tokens: 2_048, messages: [{ role: 'user', content: `Record: ${name}` }] },
      ...request,
    },
    behaviour: { seed: seedOf(name), ...behaviour, say },
  }),
);
