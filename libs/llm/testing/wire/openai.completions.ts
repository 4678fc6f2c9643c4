import * as fc from 'fast-check';
import { openAiWire } from './openai.wire.js';

type Members = Record<string, unknown>;

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.lorem({ maxCount: 20 }),
  fc.constantFrom(
    '',
    ' ',
    '{"city":"Zürich, 8001"}\n',
    'Donaudampfschifffahrtsgesellschaft 👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦 \r\n',
    'data: [DONE]\n\n',
  ),
);
const json = fc
  .jsonValue({ maxDepth: 2, stringUnit: 'grapheme' })
  .map((value) => JSON.parse(JSON.stringify(value)) as unknown);
const facts = fc.dictionary(fc.constantFrom('citations', 'prompt_filter_results', 'x', '__proto__'), json, {
  maxKeys: 2,
});

const functionCall = fc.record({ name: fc.constantFrom('look_up', 'add'), arguments: text });
const toolCall = fc.record(
  { id: fc.uuid(), type: fc.constant('function'), function: functionCall, extra_content: json },
  { requiredKeys: ['id', 'type', 'function'] },
);
const customCall = fc.record({
  id: fc.uuid(),
  type: fc.constant('custom'),
  custom: fc.record({ name: fc.constant('shell'), input: text }),
});

const textOrNone = fc.option(text);
const common = {
  role: fc.constant('assistant'),
  content: textOrNone,
  refusal: fc.oneof(fc.constant(null), text),
  reasoning_content: textOrNone,
  annotations: fc.array(json, { maxLength: 2 }),
  audio: fc.option(fc.record({ id: text, data: text, transcript: text, expires_at: fc.nat() })),
  provider_member: json,
};

/** The helper makes no difference between an empty text and none. */
const notEmpty = textOrNone.map((value) => value || null);

/** Messages that the official SDK's stream helper can put together: it knows functions only, and drops what stands beside a `function_call`. */
export const sdkMessages: fc.Arbitrary<Members> = fc.record(
  {
    ...common,
    content: notEmpty,
    refusal: notEmpty,
    tool_calls: fc.array(toolCall, { maxLength: 3 }),
  },
  { requiredKeys: ['role', 'content', 'refusal'] },
);

/** Messages of every kind that servers send. */
export const messages: fc.Arbitrary<Members> = fc.oneof(
  sdkMessages,
  fc.record(
    {
      ...common,
      tool_calls: fc.option(fc.array(fc.oneof(toolCall, customCall), { maxLength: 3 })),
      function_call: fc.option(functionCall),
    },
    { requiredKeys: ['role', 'content'] },
  ),
);

/** `chat.completion` bodies around such messages. */
export function completions(message: fc.Arbitrary<Members>): fc.Arbitrary<Members> {
  return fc
    .record({ choices: fc.array(choiceOf(message), { minLength: 1, maxLength: 3 }), facts })
    .map(({ choices, facts: others }) => ({
      ...openAiWire.whole(''),
      ...others,
      choices: choices.map((choice, index) => ({ index, ...choice })),
    }));
}

function choiceOf(message: fc.Arbitrary<Members>): fc.Arbitrary<Members> {
  const logprobs = fc.constantFrom(...(['none', 'null', 'aligned', 'other'] as const));
  const finish_reason = fc.constantFrom('stop', 'tool_calls', 'length');
  return fc.record({ message, logprobs, finish_reason }).map(({ logprobs: kind, ...choice }) => ({
    ...choice,
    ...(kind !== 'none' && {
      logprobs: kind === 'null' ? null : logprobsOf(choice.message, kind === 'aligned'),
    }),
  }));
}

/** A token per code point, as they would come with the text; or tokens that spell something else. */
function logprobsOf({ content, refusal }: Members, isAligned: boolean): Members {
  const tokens = (value: unknown) =>
    typeof value === 'string' ? [...(isAligned ? value : 'bytes')].map((token) => tokenOf(token)) : null;
  return { content: tokens(content), refusal: tokens(refusal) };
}

function tokenOf(token: string): Members {
  return { token, bytes: [...Buffer.from(token)], logprob: -0.25, top_logprobs: [] };
}
