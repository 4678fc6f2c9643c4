import { RE2JS } from 're2js';
import { PhraseList } from './phrase-list.js';
import type { RuleView } from './rule.js';

export type Matcher = (view: RuleView) => boolean;

/** The conditions of a rule in a file; all conditions that are given must match. */
export interface MatchSpec {
  readonly words?: readonly string[];
  readonly pattern?: string;
  readonly routes?: readonly string[];
  readonly models?: readonly string[];
  readonly tools?: readonly string[];
}

export function matcherOf({ words, pattern, routes, models, tools }: MatchSpec): Matcher {
  const matchers = [
    routes && ((view: RuleView) => routes.includes(view.route)),
    models && byName(models, ({ model }) => [model]),
    tools && byName(tools, (view) => view.tools),
    words && byWords(words),
    pattern !== undefined ? byPattern(pattern) : undefined,
  ].filter((matcher): matcher is Matcher => matcher !== undefined);
  return (view) => matchers.every((matches) => matches(view));
}

function byWords(words: readonly string[]): Matcher {
  const list = new PhraseList(words);
  return (view) => list.isIn(view.words);
}

/** RE2 takes time linear in the text, whatever the pattern. @throws Error when it can't be understood. */
export function byPattern(pattern: string): Matcher {
  const compiled = RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
  return ({ text }) => compiled.test(text);
}

/** Exact names, or prefixes followed by `*`. */
function byName(names: readonly string[], of: (view: RuleView) => readonly string[]): Matcher {
  const whole = new Set(names.filter((name) => !name.endsWith('*')));
  const beginnings = names.filter((name) => name.endsWith('*')).map((name) => name.slice(0, -1));
  const fits = (name: string) => whole.has(name) || beginnings.some((start) => name.startsWith(start));
  return (view) => of(view).some(fits);
}
