import { leastCpuMs } from '@app/core/testing';
import { Lexicon } from '../../src/policy/lexicon/lexicon.js';
import { ParsedQuestion } from '../../src/policy/question/parsed-question.js';
import { HOSTILE_TEXTS } from '../hostile-texts.js';
import type { Guard } from '../../src/policy/guards/guard.js';

export interface GuardExamples {
  /** Texts that must not share an answer, by what they show. */
  readonly vetoes: Readonly<Record<string, readonly (readonly [string, string])[]>>;
  /** Texts that this guard has nothing against. */
  readonly passes: Readonly<Record<string, readonly (readonly [string, string])[]>>;
}

/** What every guard keeps to: its examples, symmetry, a text never differs from itself, and linear time. */
export function describeGuard(guard: Guard, examples: GuardExamples): void {
  const parse = (text: string) => new ParsedQuestion(text, Lexicon.builtIn);
  const verdicts = (one: string, other: string) => [
    guard.vetoes(parse(one), parse(other)),
    guard.vetoes(parse(other), parse(one)),
  ];

  describe.each(Object.entries(examples.vetoes))('vetoes %s', (_, pairs) => {
    it.each(pairs)('"%s" / "%s"', (one, other) => expect(verdicts(one, other)).toEqual([true, true]));
  });

  describe.each(Object.entries(examples.passes))('passes %s', (_, pairs) => {
    it.each(pairs)('"%s" / "%s"', (one, other) => expect(verdicts(one, other)).toEqual([false, false]));
  });

  it.each(textsIn(examples))('finds no difference between "%s" and itself', (text) => {
    if (guard.name !== 'language') expect(verdicts(text, text)).toEqual([false, false]);
  });

  it.each(HOSTILE_TEXTS)('takes little time over 10,000 characters of %s', (_, text) => {
    const judge = () => guard.vetoes(parse(text), parse(`${text.slice(0, -1)}?`));
    expect(leastCpuMs(500, judge)).toBeLessThan(500);
  });
}

function textsIn({ vetoes, passes }: GuardExamples): string[] {
  return [...Object.values(vetoes), ...Object.values(passes)].flat(2);
}
