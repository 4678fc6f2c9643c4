import * as fc from 'fast-check';
import { HARMLESS_VARIANTS } from '../../testing/harmless-variants.js';
import { LOOK_ALIKES, type LookAlike } from '../../testing/look-alikes.js';
import { canonicalText } from './canonical-text.js';
import { Lexicon } from './lexicon/lexicon.js';
import { ReusePolicy } from './reuse.policy.js';

const policy = ReusePolicy.create({ languages: ['en'] });

/** Which tier would give one text's answer to the other, were their vectors the same. */
function tierOf([one, other]: LookAlike): 'canonical' | 'semantic' | 'none' {
  const text = canonicalText(one);
  if (text !== undefined && text === canonicalText(other)) return 'canonical';
  const eligible = policy.eligible(one).pass && policy.eligible(other).pass;
  const verdict = policy.judgeNow({ asked: one, stored: other, similarity: 1, threshold: 0.95 });
  return eligible && verdict.pass ? 'semantic' : 'none';
}

describe('look-alikes', () => {
  const all = Object.values(LOOK_ALIKES).flat();

  it('are at least 400', () => expect(all.length).toBeGreaterThanOrEqual(400));

  it('are served in at most 1 % of cases', () => {
    const served = all.map((pair) => [...pair, tierOf(pair)]).filter(([, , tier]) => tier !== 'none');
    expect(served.slice(Math.floor(all.length / 100))).toEqual([]);
  });

  it('never share a canonical key', () => {
    expect(all.filter((pair) => tierOf(pair) === 'canonical')).toEqual([]);
  });
});

describe('one question written twice', () => {
  it.each(HARMLESS_VARIANTS)('%j is %j', (...pair) => expect(tierOf(pair)).toBe('canonical'));
});

describe('a canonical key', () => {
  const word = fc.constantFrom(
    ...[
      'windows',
      'notes',
      'red',
      'boats',
      'sail',
      'fast',
      'résumé',
      'resume',
      'été',
      'окно',
      'mb',
      'x',
      'i',
      'not',
      'nоt',
    ],
    ...[
      '¿',
      '?',
      '？',
      '!',
      ',',
      '-',
      '  ',
      '%m',
      'i++',
      '++i',
      '"Yes"',
      '`b`',
      'wo',
      'где',
      '吗',
      'is',
      'the',
    ],
  );
  const texts = fc.array(word, { minLength: 1, maxLength: 7 }).map((words) => words.join(' '));
  const letters = (text: string) =>
    text
      .normalize('NFC')
      .replace(/[^\p{L}\p{M}\p{N}+%]/gu, '')
      .toLowerCase();

  it('never joins texts whose letters differ in more than case', () => {
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        const text = canonicalText(one);
        if (text !== undefined && text === canonicalText(other)) expect(letters(one)).toBe(letters(other));
      }),
      { numRuns: 5_000 },
    );
  });

  it('never loses a letter, a digit or a sign', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const canonical = canonicalText(text);
        if (canonical !== undefined) expect(letters(canonical)).toBe(letters(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('tells a capital inside a sentence from a small letter', () => {
    const plain = fc.stringMatching(/^[a-z]{2,9}$/).filter((text) => !Lexicon.builtIn.plainNames.has(text));
    fc.assert(
      fc.property(plain, (small) => {
        const capital = small[0]!.toUpperCase() + small.slice(1);
        expect(canonicalText(`where do we keep ${capital} here`)).not.toBe(
          canonicalText(`where do we keep ${small} here`),
        );
        expect(canonicalText(`wo ist hier das ${capital}`)).not.toBe(
          canonicalText(`wo ist hier das ${small}`),
        );
      }),
    );
  });
});
