import type { MadeUpAnswer } from '../made-up-answer.js';
import type { Mint } from '../mint.js';
import { namedTool } from '../tools.js';
import type { RequestBody } from '../wire-format.js';
import { type Logprobs, logprobsOf } from './logprobs.js';

/** One of the answers of a completion, whole. */
export interface Choice {
  readonly index: number;
  readonly message: Message;
  readonly logprobs: Logprobs | null;
  readonly finish_reason: string;
}

interface Message {
  readonly role: 'assistant';
  readonly content: string | null;
  readonly refusal: string | null;
  readonly annotations: readonly object[];
  readonly reasoning_content?: string;
  readonly tool_calls?: readonly OpenAiToolCall[];
}

export interface OpenAiToolCall {
  readonly id: string;
  readonly type: 'function';
  readonly function: { readonly name: string; readonly arguments: string };
}

/** As many answers as the request's `n` asks for; from the second on the text has a number. */
export function choicesOf(answer: MadeUpAnswer, body: RequestBody, mint: Mint): Choice[] {
  return Array.from({ length: Number(body.n ?? 1) }, (_, index) => {
    const message = messageOf(answer, index, mint);
    const logprobs = body.logprobs === true ? logprobsOfMessage(message, answer, body) : null;
    return { index, message, logprobs, finish_reason: finishReason(answer, body) };
  });
}

function messageOf({ ending, text, toolCalls, script }: MadeUpAnswer, index: number, mint: Mint): Message {
  const { reasoning, citations: annotations = [] } = script;
  const words = index === 0 ? text : `${text} (${index + 1})`;
  const calls = toolCalls.map((call) => ({
    id: mint.id('call_'),
    type: 'function' as const,
    function: call,
  }));
  return {
    role: 'assistant',
    content: ending === 'refusal' || (calls.length > 0 && text === '') ? null : words,
    refusal: ending === 'refusal' ? words : null,
    annotations,
    ...(reasoning === undefined ? {} : { reasoning_content: reasoning }),
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
  };
}

function logprobsOfMessage(
  { content, refusal }: Message,
  { script }: MadeUpAnswer,
  { top_logprobs: top = 0 }: RequestBody,
): Logprobs {
  const of = (text: string | null) =>
    text === null ? null : logprobsOf(text, script.wordsPerDelta, Number(top));
  return { content: of(content), refusal: of(refusal) };
}

/** A call of a tool that the request named ends with `stop`, which clients have to know. */
function finishReason({ ending }: MadeUpAnswer, body: RequestBody): string {
  if (ending === 'tool_calls') return namedTool(body) === undefined ? ending : 'stop';
  return ending === 'refusal' || ending === 'empty' ? 'stop' : ending;
}
