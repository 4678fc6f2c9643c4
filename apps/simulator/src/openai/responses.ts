import { streamed, whole } from '../delivery.js';
import { madeUpAnswer, type MadeUpAnswer } from '../made-up-answer.js';
import { MODEL, type RequestMember } from '../request-members.js';
import type { RequestBody, WireFormat } from '../wire-format.js';
import { openAiHeaders } from './openai.headers.js';
import { openAiRefusal } from './openai.refusal.js';
import { responseFrames } from './response.events.js';
import { itemsOf } from './response.items.js';
import { usageOf } from './usage.js';

const INPUT: RequestMember = {
  name: 'input',
  wanted: 'a string or an array of items',
  isOptional: true,
  fits: (value) => typeof value === 'string' || Array.isArray(value),
};
/** Members that a response repeats from its request, and what it says where the request says nothing. */
const REPEATED: Readonly<Record<string, unknown>> = {
  ...{ background: false, instructions: null, max_output_tokens: null, max_tool_calls: null, metadata: {} },
  ...{
    parallel_tool_calls: true,
    previous_response_id: null,
    prompt_cache_key: null,
    safety_identifier: null,
  },
  ...{ store: true, temperature: 1, text: { format: { type: 'text' } }, tool_choice: 'auto', tools: [] },
  ...{ top_logprobs: 0, top_p: 1, truncation: 'disabled', user: null },
};
const CUT: Readonly<Record<string, string>> = {
  length: 'max_output_tokens',
  content_filter: 'content_filter',
};

/** `POST /v1/responses`. */
export const responses: WireFormat = {
  method: 'POST',
  path: '/v1/responses',
  refusal: (request) => openAiRefusal(request, [MODEL, INPUT]),
  answer: ({ body, behaviour, mint }) => {
    const answer = madeUpAnswer(inMessages(body), behaviour);
    const created_at = mint.now();
    const facts = {
      ...{ id: mint.id('resp_', 32), object: 'response', created_at, ...endOf(answer, created_at) },
      ...{ error: null, model: body.model, output: itemsOf(answer, body, mint) },
      ...{ reasoning: { effort: null, summary: null }, service_tier: 'default' },
      ...repeated(body),
      usage: countsOf(answer),
    };
    const headers = openAiHeaders(mint);
    if (body.stream !== true) return whole(200, facts, headers);
    return streamed(responseFrames(facts, answer.script.wordsPerDelta), 2, headers);
  },
};

/** The same request in the shape that the made-up answer is made from. */
function inMessages({ input, instructions, ...body }: RequestBody): RequestBody {
  const items = (typeof input === 'string' ? [{ role: 'user', content: input }] : (input ?? [])) as readonly {
    content?: unknown;
  }[];
  return { ...body, system: instructions, messages: items.map(withTexts) };
}

function withTexts(item: { content?: unknown }): object {
  if (!Array.isArray(item.content)) return item;
  const parts = item.content as readonly { type?: unknown }[];
  return {
    ...item,
    content: parts.map((part) => (part.type === 'input_text' ? { ...part, type: 'text' } : part)),
  };
}

function endOf({ ending }: MadeUpAnswer, now: number): object {
  const reason = CUT[ending];
  if (reason === undefined) return { status: 'completed', completed_at: now, incomplete_details: null };
  return { status: 'incomplete', completed_at: null, incomplete_details: { reason } };
}

function repeated(body: RequestBody): object {
  return Object.fromEntries(Object.entries(REPEATED).map(([name, value]) => [name, body[name] ?? value]));
}

function countsOf(answer: MadeUpAnswer): object {
  const counts = usageOf(answer) as Readonly<Record<string, unknown>>;
  const { cached_tokens } = counts.prompt_tokens_details as { cached_tokens: number };
  const { reasoning_tokens } = counts.completion_tokens_details as { reasoning_tokens: number };
  return {
    ...{ input_tokens: counts.prompt_tokens, input_tokens_details: { cached_tokens } },
    ...{ output_tokens: counts.completion_tokens, output_tokens_details: { reasoning_tokens } },
    total_tokens: counts.total_tokens,
  };
}
