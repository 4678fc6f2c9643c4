import { createHash } from 'node:crypto';
import type { Ending } from './behaviour.js';
import { lastUserText } from './last-user-text.js';
import type { RequestBody } from './wire-format.js';

/** What the simulated model says to a request. The same request always gets the same text. */
export interface MadeUpAnswer {
  readonly text: string;
  readonly promptTokens: number;
  readonly completionTokens: number;
}

/** Members of a request that don't change what is said. */
const IGNORED = new Set([
  ...['stream', 'stream_options', 'user', 'metadata'],
  ...['safety_identifier', 'prompt_cache_key', 'prompt_cache_retention'],
]);
const QUOTED = 80;

export function madeUpAnswer(body: RequestBody, ending: Ending): MadeUpAnswer {
  const relevant = Object.entries(body).filter(([name]) => !IGNORED.has(name));
  const digest = createHash('sha256').update(JSON.stringify(relevant.sort())).digest('hex');
  const question = lastUserText(body.messages as Parameters<typeof lastUserText>[0]);
  const text = textOf(String(body.model), question, digest, ending);
  return {
    text,
    promptTokens: tokens(JSON.stringify([body.system, body.messages])),
    completionTokens: Math.max(1, tokens(text)),
  };
}

function textOf(model: string, question: string, digest: string, ending: Ending): string {
  if (ending === 'empty' || ending === 'tool_calls') return '';
  if (ending === 'refusal') return '[simulated] I am sorry, I can not help with that.';
  const quoted = question.replaceAll(/\s+/g, ' ').slice(0, QUOTED);
  const whole = `[simulated] A made-up answer of ${model} to "${quoted}", number ${digest.slice(0, 8)}. No model was asked.`;
  return ending === 'length' ? whole.slice(0, Math.ceil(whole.length / 2)) : whole;
}

/** Pieces as a model would send them: words with the space before them. Together they are the text. */
export function pieces(text: string): string[] {
  return text.match(/\s*\S+(?:\s+$)?/g) ?? [];
}

/** About four characters make a token. */
export function tokens(text: string): number {
  return Math.ceil(text.length / 4);
}
