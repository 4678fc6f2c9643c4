import type { Ending } from '../behaviour.js';
import { streamed, whole } from '../delivery.js';
import { madeUpAnswer, pieces, type MadeUpAnswer } from '../made-up-answer.js';
import { MESSAGES, MODEL } from '../request-members.js';
import type { RequestBody, WireFormat } from '../wire-format.js';
import { wireId } from '../wire-id.js';
import { openAiError } from './openai.errors.js';
import { openAiHeaders } from './openai.headers.js';
import { openAiRefusal } from './openai.refusal.js';

/** `POST /v1/chat/completions`. */
export const chatCompletions: WireFormat = {
  path: '/v1/chat/completions',
  refusal: (request) => openAiRefusal(request, [MODEL, MESSAGES]),
  error: openAiError,
  answer: (body, { finish: ending = 'stop' }) => {
    const answer = madeUpAnswer(body, ending);
    const facts = {
      id: wireId('chatcmpl-', 29),
      created: Math.floor(Date.now() / 1_000),
      model: body.model,
      service_tier: 'default',
      system_fingerprint: 'fp_simulated',
    };
    if (body.stream === true) return streamed(chunks(facts, answer, ending, body), 1, openAiHeaders());
    return whole(200, completion(facts, answer, ending, body), openAiHeaders());
  },
};

/** Members that a whole answer and each chunk of a stream have in common. */
type Facts = Readonly<Record<'id' | 'created' | 'model' | 'service_tier' | 'system_fingerprint', unknown>>;

function completion(facts: Facts, answer: MadeUpAnswer, ending: Ending, body: RequestBody): object {
  const message = {
    role: 'assistant',
    content: ending === 'refusal' || ending === 'tool_calls' ? null : answer.text,
    refusal: ending === 'refusal' ? answer.text : null,
    annotations: [],
    ...(ending === 'tool_calls' ? { tool_calls: [toolCall(body)] } : {}),
  };
  const choice = { index: 0, message, logprobs: null, finish_reason: finishReason(ending) };
  return {
    ...facts,
    object: 'chat.completion',
    choices: [choice],
    usage: usage(answer),
  };
}

/** The chunks of a stream in the order in which OpenAI sends them, as SSE frames. */
function chunks(facts: Facts, answer: MadeUpAnswer, ending: Ending, body: RequestBody): string[] {
  const wantsUsage = (body.stream_options as { include_usage?: boolean } | undefined)?.include_usage === true;
  const common = { ...facts, object: 'chat.completion.chunk' };
  const chunk = (delta: object, finish_reason: string | null) => ({
    ...common,
    choices: [{ index: 0, delta, logprobs: null, finish_reason }],
    ...(wantsUsage ? { usage: null } : {}),
  });
  const member = ending === 'refusal' ? 'refusal' : 'content';
  const deltas =
    ending === 'tool_calls' ? toolDeltas(body) : pieces(answer.text).map((text) => ({ [member]: text }));
  const sent: object[] = [
    chunk({ role: 'assistant', content: '', refusal: null }, null),
    ...deltas.map((delta) => chunk(delta, null)),
    chunk({}, finishReason(ending)),
    ...(wantsUsage ? [{ ...common, choices: [], usage: usage(answer) }] : []),
  ];
  return [...sent.map((data) => `data: ${JSON.stringify(data)}\n\n`), 'data: [DONE]\n\n'];
}

function toolDeltas(body: RequestBody): object[] {
  const { id, type, function: called } = toolCall(body);
  const first = { index: 0, id, type, function: { name: called.name, arguments: '' } };
  return [{ tool_calls: [first] }, { tool_calls: [{ index: 0, function: { arguments: called.arguments } }] }];
}

function toolCall({ tools }: RequestBody) {
  const [tool] = (tools ?? []) as { function?: { name?: string } }[];
  const called = { name: tool?.function?.name ?? 'look_up', arguments: JSON.stringify({ simulated: true }) };
  return { id: wireId('call_'), type: 'function', function: called };
}

function usage({ promptTokens, completionTokens }: MadeUpAnswer): object {
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: {
      ...{ reasoning_tokens: 0, audio_tokens: 0 },
      ...{ accepted_prediction_tokens: 0, rejected_prediction_tokens: 0 },
    },
  };
}

function finishReason(ending: Ending): string {
  return ending === 'refusal' || ending === 'empty' ? 'stop' : ending;
}
