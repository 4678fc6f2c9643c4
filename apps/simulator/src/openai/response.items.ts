import type { MadeUpAnswer } from '../made-up-answer.js';
import type { Mint } from '../mint.js';
import type { RequestBody } from '../wire-format.js';
import { logprobsOf } from './logprobs.js';

/** One item of a response's output. */
export type OutputItem = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly type: string;
  readonly content?: readonly ContentPart[];
  readonly summary?: readonly ContentPart[];
};
export type ContentPart = Readonly<Record<string, unknown>> & { readonly type: string };

/** Whether the request wants this beside the answer. */
function includes({ include }: RequestBody, what: string): boolean {
  return Array.isArray(include) && include.includes(what);
}

/** The output as OpenAI orders it: reasoning, message, calls of tools. */
export function itemsOf(answer: MadeUpAnswer, body: RequestBody, mint: Mint): OutputItem[] {
  const { text, ending, toolCalls, script } = answer;
  const reasoning = script.reasoning === undefined ? [] : [reasoningItem(script.reasoning, body, mint)];
  const message = text === '' && toolCalls.length > 0 ? [] : [messageItem(answer, body, mint)];
  const calls = toolCalls.map((call) => ({
    ...{ id: mint.id('fc_', 32), type: 'function_call', status: 'completed' },
    ...{ arguments: call.arguments, call_id: mint.id('call_'), name: call.name },
  }));
  return ending === 'refusal' ? [...reasoning, ...message] : [...reasoning, ...message, ...calls];
}

function reasoningItem(text: string, body: RequestBody, mint: Mint): OutputItem {
  const sealed = includes(body, 'reasoning.encrypted_content') && { encrypted_content: mint.id('gAAAA', 27) };
  return { id: mint.id('rs_', 32), type: 'reasoning', ...sealed, summary: [{ type: 'summary_text', text }] };
}

function messageItem({ ending, text, script }: MadeUpAnswer, body: RequestBody, mint: Mint): OutputItem {
  const isWhole = ending !== 'length' && ending !== 'content_filter';
  const logprobs = includes(body, 'message.output_text.logprobs')
    ? logprobsOf(text, script.wordsPerDelta, Number(body.top_logprobs ?? 0))
    : [];
  const annotations = script.citations ?? [];
  const part: ContentPart =
    ending === 'refusal'
      ? { type: 'refusal', refusal: text }
      : { type: 'output_text', annotations, logprobs, text };
  return {
    ...{ id: mint.id('msg_', 32), type: 'message', status: isWhole ? 'completed' : 'incomplete' },
    ...{ content: [part], role: 'assistant' },
  };
}
