import { createHash } from 'node:crypto';
import type { Behaviour, Ending } from './behaviour.js';
import type { Script } from './script.js';
import { chosenTool, mustCallTool } from './tools.js';
import type { RequestBody } from './wire-format.js';

/** What the simulated model says to a request, in no provider's shape. The same request always gets the same. */
export interface MadeUpAnswer {
  readonly ending: Ending;
  /** A refusal's words too. */
  readonly text: string;
  readonly toolCalls: readonly ToolCall[];
  readonly script: Script;
  readonly promptTokens: number;
  readonly completionTokens: number;
}

export interface ToolCall {
  readonly name: string;
  /** JSON text. */
  readonly arguments: string;
}

/** Members of a request that don't change what is said. */
const IGNORED = new Set([
  ...['stream', 'stream_options', 'user', 'metadata'],
  ...['safety_identifier', 'prompt_cache_key', 'prompt_cache_retention'],
]);
const QUOTED = 80;

export function madeUpAnswer(body: RequestBody, { finish, say: script = {} }: Behaviour): MadeUpAnswer {
  const ending = finish ?? endingOf(script, body);
  const text = script.refusal ?? script.text ?? (script.toolCalls ? '' : textOf(body, ending));
  const toolCalls = toolCallsOf(script, ending, body);
  const said = [script.reasoning, text, ...toolCalls.map((call) => call.arguments), script.afterword];
  return {
    ...{ ending, text, toolCalls, script },
    promptTokens: tokens(JSON.stringify([body.system, body.messages])),
    completionTokens: Math.max(1, tokens(said.join(''))),
  };
}

function endingOf(script: Script, body: RequestBody): Ending {
  if (script.refusal !== undefined) return 'refusal';
  if (script.toolCalls) return 'tool_calls';
  if (script.text !== undefined) return script.text === '' ? 'empty' : 'stop';
  return mustCallTool(body) ? 'tool_calls' : 'stop';
}

function textOf(body: RequestBody, ending: Ending): string {
  if (ending === 'empty' || ending === 'tool_calls') return '';
  if (ending === 'refusal') return '[simulated] I am sorry, I can not help with that.';
  const question = lastUserText(body.messages as Parameters<typeof lastUserText>[0]);
  const quoted = question.replaceAll(/\s+/g, ' ').slice(0, QUOTED);
  const whole = `[simulated] A made-up answer of ${String(body.model)} to "${quoted}", number ${numberOf(body)}. No model was asked.`;
  return ending === 'length' ? whole.slice(0, Math.ceil(whole.length / 2)) : whole;
}

/** Another one as soon as anything that matters differs. */
function numberOf(body: RequestBody): string {
  const relevant = Object.entries(body).filter(([name]) => !IGNORED.has(name));
  return createHash('sha256').update(JSON.stringify(relevant.sort())).digest('hex').slice(0, 8);
}

function toolCallsOf({ toolCalls }: Script, ending: Ending, body: RequestBody): ToolCall[] {
  const made = ending === 'tool_calls' ? [{ name: chosenTool(body), arguments: { simulated: true } }] : [];
  return (toolCalls ?? made).map(({ name, arguments: given }) => ({
    name,
    arguments: typeof given === 'string' ? given : JSON.stringify(given),
  }));
}

/** About four characters make a token. */
export function tokens(text: string): number {
  return Math.ceil(text.length / 4);
}

interface Message {
  readonly role: string;
  readonly content?: unknown;
}

/** The last text of the user, of messages in the shape of either provider; empty when the user sent none. */
function lastUserText(messages: readonly Message[]): string {
  const content = messages.findLast(({ role }) => role === 'user')?.content;
  if (typeof content === 'string') return content;
  const parts = (content ?? []) as readonly ({ type?: unknown; text?: unknown } | null)[];
  const text = parts.findLast((part) => part?.type === 'text')?.text;
  return typeof text === 'string' ? text : '';
}
