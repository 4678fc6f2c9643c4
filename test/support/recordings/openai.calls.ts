import {
  JSON_ANSWER,
  REASONING,
  seedOf,
  type Situation,
  TEXTS,
  TOOL_CALLS,
  TOOL_NAMES,
  UNFINISHED,
} from './calls.js';
import type { RecordedCall } from './recording.js';

const parameters = { type: 'object', properties: {} };
const tools = TOOL_NAMES.map((name) => ({ type: 'function', function: { name, parameters } }));
const schema = { name: 'person', schema: { type: 'object' } };
const LINK = {
  url: 'https://example.com/towers?a=1&b=2',
  title: 'Towers — a "list"',
  start_index: 4,
  end_index: 9,
};

const SITUATIONS: Readonly<Record<string, Situation>> = {
  ...TEXTS,
  ...UNFINISHED,
  ...Object.fromEntries(Object.entries(TOOL_CALLS).map(([name, say]) => [name, { say, request: { tools } }])),
  'named-tool-call': {
    say: TOOL_CALLS['one-tool-call']!,
    request: { tools, tool_choice: { type: 'function', function: { name: 'clock' } } },
  },
  reasoning: { say: REASONING },
  'json-output': {
    say: JSON_ANSWER,
    request: { response_format: { type: 'json_schema', json_schema: schema } },
  },
  logprobs: {
    say: { text: 'Tokyo, by 3 metres 🗼.' },
    request: { logprobs: true, top_logprobs: 2 },
  },
  'refusal-with-logprobs': { say: { refusal: 'I can not say.' }, request: { logprobs: true } },
  'two-choices': { say: { text: 'Heads, I think.' }, request: { n: 2 } },
  'stop-sequence': { say: { text: 'One, two,' }, request: { stop: [' three'] } },
  annotations: {
    say: {
      text: 'The tower list says 333.',
      citations: [{ type: 'url_citation', url_citation: LINK }],
    },
  },
};

/** What is recorded of OpenAI. */
export const OPENAI_CALLS: readonly RecordedCall[] = Object.entries(SITUATIONS).map(
  ([name, { say, behaviour, request }]) => ({
    ...{ name, provider: 'openai', endpoint: '/v1/chat/completions' },
    request: { model: 'gpt-sim', messages: [{ role: 'user', content: `Record: ${name}` }], ...request },
    behaviour: { seed: seedOf(name), ...behaviour, say },
  }),
);
