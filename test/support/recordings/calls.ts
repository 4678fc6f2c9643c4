import type { Behaviour } from '../../../apps/simulator/src/behaviour.js';
import type { Script } from '../../../apps/simulator/src/script.js';
import { CODE, ESCAPED_ARGUMENTS, JSON_TEXT, LINE_ENDS, LONG, PARAGRAPHS, UNICODE } from './texts.js';

/** A situation that both providers know. */
export interface Situation {
  readonly say: Script;
  /** What the simulator does besides. */
  readonly behaviour?: Behaviour;
  /** What the request has besides model and question. */
  readonly request?: Readonly<Record<string, unknown>>;
}

export const CLOCK = { name: 'clock', arguments: { zone: 'Europe/Madrid', format: 'HH:mm' } };
const WEATHER = { name: 'weather', arguments: { city: 'Málaga', days: 3 } };
const NOTHING = { name: 'ping', arguments: {} };

/** By name. */
export const TEXTS: Readonly<Record<string, Situation>> = {
  'plain-text': { say: { text: 'The tower is 330 metres high.' } },
  'one-word': { say: { text: 'Yes' } },
  paragraphs: { say: { text: PARAGRAPHS } },
  'unicode-torn-by-1': { say: { text: UNICODE, wordsPerDelta: 4 }, behaviour: { sliceBytes: 1 } },
  'unicode-torn-by-3': { say: { text: UNICODE, wordsPerDelta: 2 }, behaviour: { sliceBytes: 3 } },
  'unicode-torn-by-7': { say: { text: UNICODE }, behaviour: { sliceBytes: 7 } },
  'line-ends': { say: { text: LINE_ENDS } },
  code: { say: { text: CODE } },
  'long-text': { say: { text: LONG, wordsPerDelta: 24 } },
  'cached-prompt': { say: { text: 'It opens at eight.', cachedTokens: 1_024, cacheWriteTokens: 256 } },
};

/** By name; none of them is a plain text that ended by itself. */
export const UNFINISHED: Readonly<Record<string, Situation>> = {
  refusal: { say: { refusal: 'I am sorry, I can not help with that.' } },
  'cut-by-length': {
    say: { text: 'The first of the many reasons is that the' },
    behaviour: { finish: 'length' },
  },
  filtered: { say: { text: 'That would be' }, behaviour: { finish: 'content_filter' } },
  empty: { say: { text: '' } },
};

/** By name. */
export const TOOL_CALLS: Readonly<Record<string, Script>> = {
  'one-tool-call': { toolCalls: [CLOCK] },
  'parallel-tool-calls': { toolCalls: [CLOCK, WEATHER, { ...CLOCK, arguments: { zone: 'UTC' } }, NOTHING] },
  'text-then-tool-call': { text: 'Let me look at the clock.', toolCalls: [CLOCK] },
  'escaped-arguments': writing(ESCAPED_ARGUMENTS),
  'reasoning-then-tool-call': { reasoning: 'They want the time. I have a clock.', toolCalls: [CLOCK] },
};

/** The call of a tool that takes a file. */
export function writing(text: string): Script {
  return { toolCalls: [{ name: 'write_file', arguments: text }] };
}

export const REASONING: Script = {
  reasoning: 'The question is about height.\n\nParis: 330 m; Tokyo: 333 m ➜ Tokyo.',
  text: 'The one in Tokyo, by 3 metres.',
};

export const JSON_ANSWER: Script = { text: JSON_TEXT };

export const TOOL_NAMES = ['clock', 'weather', 'ping', 'write_file'] as const;

/** A seed for each name, so that a new call doesn't change the others' ids. */
export function seedOf(name: string): number {
  return [...name].reduce((sum, letter) => (Math.imul(sum, 31) + letter.codePointAt(0)!) >>> 0, 7);
}
