import type { Members } from '@app/core';
import type { MatchSpec } from './matchers.js';
import { byPattern } from './matchers.js';
import { phraseOf } from './phrase.js';
import { RULE_ROUTES } from './rule.js';

const KNOWN = ['words', 'pattern', 'routes', 'models', 'tools'];
const LONGEST_PATTERN = 500;
/** Each gap multiplies the positions at which a phrase may continue. */
const MOST_GAPS = 2;

/** @throws SettingError that names the member at fault. */
export function matchSpecOf(rule: Members): MatchSpec {
  const match = rule.object('match', KNOWN);
  const given = (name: string) => (match.has(name) ? match.texts(name) : undefined);
  const spec: MatchSpec = {
    words: match.has('words') ? wordsOf(match) : undefined,
    pattern: match.has('pattern') ? patternOf(match) : undefined,
    routes: match.has('routes') ? match.texts('routes', { oneOf: RULE_ROUTES }) : undefined,
    models: given('models'),
    tools: given('tools'),
  };
  if (KNOWN.some((name) => match.has(name))) return spec;
  throw rule.fault('match', `must name at least one of ${KNOWN.join(', ')}`);
}

function wordsOf(match: Members): readonly string[] {
  const words = match.texts('words');
  const bad = words.find((text) => !isPhrase(text));
  if (bad === undefined) return words;
  throw match.fault('words', `has "${bad}", which names no word, or more than ${MOST_GAPS} gaps "..."`);
}

function isPhrase(text: string): boolean {
  const phrase = phraseOf(text);
  return (
    phrase.length > 0 && phrase[0] !== '...' && phrase.filter((part) => part === '...').length <= MOST_GAPS
  );
}

function patternOf(match: Members): string {
  const pattern = match.text('pattern', SHORT, `must be 1 to ${LONGEST_PATTERN} characters`);
  try {
    byPattern(pattern);
    return pattern;
  } catch (error) {
    throw match.fault(
      'pattern',
      `is no RE2 pattern (${(error as Error).message}); look-around and back-references are not known`,
    );
  }
}

const SHORT = new RegExp(`^[^]{1,${LONGEST_PATTERN}}$`);
