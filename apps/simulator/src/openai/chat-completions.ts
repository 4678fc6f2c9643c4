import type { Behaviour, Ending } from '../behaviour.js';
import { streamed, whole } from '../delivery.js';
import { madeUpAnswer, pieces, type MadeUpAnswer } from '../made-up-answer.js';
import type { WireFormat } from '../wire-format.js';
import { openAiError } from './openai.errors.js';
import { openAiRefusal } from './openai.refusal.js';

const HEADERS = { 'x-request-id': 'req_simulated', 'openai-version': '2020-10-01' };

/** `POST /v1/chat/completions`. */
export const chatCompletions: WireFormat = {
  path: '/v1/chat/completions',
  refusal: (request) => openAiRefusal(request, ['model', 'messages']),
  error: (status, { retryAfter }) =>
    openAiError(status, `[simulated] An error with status ${status}.`, retryAfter),
  answer: (body, behaviour: Behaviour) => {
    const ending = behaviour.finish ?? 'stop';
    const answer = madeUpAnswer(body, lastUserText(body.messages), ending);
    const facts = {
      id: `chatcmpl-${answer.digest.slice(0, 29)}`,
      created: Math.floor(Date.now() / 1_000),
      model: body.model,
    };
    if (body.stream !== true) return whole(200, completion(facts, answer, ending, body), HEADERS);
    return streamed(chunks(facts, answer, ending, body), 1, HEADERS);
  },
};

type Facts = Readonly<Record<'id' | 'created' | 'model', unknown>>;

function completion(
  facts: Facts,
  answer: MadeUpAnswer,
  ending: Ending,
  body: Record<string, unknown>,
): object {
  const message = {
    role: 'assistant',
    content: ending === 'refusal' || ending === 'tool_calls' ? null : answer.text,
    refusal: ending === 'refusal' ? answer.text : null,
    annotations: [],
    ...(ending === 'tool_calls' ? { tool_calls: [toolCall(answer, body)] } : {}),
  };
  const choice = { index: 0, message, logprobs: null, finish_reason: finishReason(ending) };
  return {
    ...facts,
    object: 'chat.completion',
    choices: [choice],
    usage: usage(answer),
    system_fingerprint: 'fp_simulated',
  };
}

/** The chunks of a stream in the order in which OpenAI sends them, as SSE frames. */
function chunks(facts: Facts, answer: MadeUpAnswer, ending: Ending, body: Record<string, unknown>): string[] {
  const wantsUsage = (body.stream_options as { include_usage?: boolean } | undefined)?.include_usage === true;
  const common = { ...facts, object: 'chat.completion.chunk', system_fingerprint: 'fp_simulated' };
  const chunk = (delta: object, finish_reason: string | null) => ({
    ...common,
    choices: [{ index: 0, delta, logprobs: null, finish_reason }],
    ...(wantsUsage ? { usage: null } : {}),
  });
  const member = ending === 'refusal' ? 'refusal' : 'content';
  const deltas =
    ending === 'tool_calls'
      ? toolDeltas(answer, body)
      : pieces(answer.text).map((text) => ({ [member]: text }));
  const sent: object[] = [
    chunk({ role: 'assistant', content: '', refusal: null }, null),
    ...deltas.map((delta) => chunk(delta, null)),
    chunk({}, finishReason(ending)),
    ...(wantsUsage ? [{ ...common, choices: [], usage: usage(answer) }] : []),
  ];
  return [...sent.map((data) => `data: ${JSON.stringify(data)}\n\n`), 'data: [DONE]\n\n'];
}

function toolDeltas(answer: MadeUpAnswer, body: Record<string, unknown>): object[] {
  const { id, type, function: called } = toolCall(answer, body);
  const first = { index: 0, id, type, function: { name: called.name, arguments: '' } };
  return [{ tool_calls: [first] }, { tool_calls: [{ index: 0, function: { arguments: called.arguments } }] }];
}

function toolCall({ digest }: MadeUpAnswer, { tools }: Record<string, unknown>) {
  const [tool] = (tools ?? []) as { function?: { name?: string } }[];
  const called = { name: tool?.function?.name ?? 'look_up', arguments: JSON.stringify({ simulated: true }) };
  return { id: `call_${digest.slice(0, 24)}`, type: 'function', function: called };
}

function usage({ promptTokens, completionTokens }: MadeUpAnswer): object {
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
  };
}

function finishReason(ending: Ending): string {
  return ending === 'refusal' || ending === 'empty' ? 'stop' : ending;
}

function lastUserText(messages: unknown): string {
  const last = (messages as { role?: string; content?: unknown }[]).findLast(({ role }) => role === 'user');
  return typeof last?.content === 'string' ? last.content : JSON.stringify(last?.content ?? '');
}
