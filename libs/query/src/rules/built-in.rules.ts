import { TextFindings } from '@app/cache';
import { PhraseList } from './phrase-list.js';
import type { BuiltInName, Rule, RuleView } from './rule.js';
import data from './volatile-words.json';

const PHRASES = new PhraseList(Object.values(data.words).flat());
/** Scripts that put no spaces between words, or put endings behind them: Thai, kana, Han, Hangul. */
const WITHOUT_SPACES = /[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;

/** The rules that hold without a file: answers that change from one moment to the next are stored for `ttlSeconds` only. */
export function builtInRules(ttlSeconds: number): Record<BuiltInName, Rule> {
  return {
    volatile: { name: 'volatile', ttlSeconds, matches: isAboutTheMoment },
    'web-search': { name: 'web-search', ttlSeconds, matches: ({ searches }) => searches },
  };
}

/** A repeated question is searched once, because a cache sees the same questions again and again. */
const recent = new TextFindings<boolean>({ size: 2_000_000, longest: 2_000 });

function isAboutTheMoment(view: RuleView): boolean {
  return recent.of(view.tenant, view.text, () => holdsVolatileWords(view));
}

function holdsVolatileWords({ words, text }: RuleView): boolean {
  if (PHRASES.isIn(words)) return true;
  return WITHOUT_SPACES.test(text) && data.inside.some((word) => text.includes(word));
}
