import { Members, SettingError } from '@app/core';
import { matcherOf } from './matchers.js';
import { matchSpecOf } from './match.reader.js';
import { BUILT_IN_NAMES, RULE_NAME, type BuiltInName, type Rule } from './rule.js';
import { CACHE_MODES, type RequestCacheMode } from '../query-command.js';

/** The content of a rules file. */
export interface RulesFile {
  readonly rules: readonly Rule[];
  /** Built-in rules that are switched off. */
  readonly disable: ReadonlySet<BuiltInName>;
}

const MOST_RULES = 100;
const MOST_TAGS = 16;
const LONGEST_TAG = 64;
const LONGEST_TTL_SECONDS = 31_536_000;

/**
 * Reads the JSON text of a rules file, see docs/operations.md.
 * @param file its name in messages.
 * @throws SettingError that names the file, the rule, the wrong field and the values that it accepts.
 */
export function readRules(text: string, file: string): RulesFile {
  const root = Members.of(parse(text), file, '', ['comment', 'disable', 'rules']);
  const rules = root.list('rules', MOST_RULES).map((value, at) => ruleOf(value, { file, at }));
  const twice = rules.find(({ name }, at) => rules.findIndex((other) => other.name === name) < at);
  if (twice) throw new SettingError(`${file}: rule "${twice.name}": name is given to two rules.`);
  return { rules, disable: new Set(root.texts('disable', { oneOf: BUILT_IN_NAMES })) };
}

function ruleOf(value: unknown, { file, at }: { file: string; at: number }): Rule {
  const where = `rules.${at}`;
  const unnamed = Members.of(value, file, where, ['name', 'comment', 'match', 'mode', 'ttl', 'tags']);
  const name = unnamed.text('name', RULE_NAME, 'must be 1 to 32 of A-Z, a-z, 0-9, ".", "_" and "-"');
  const rule = unnamed.called(`rule "${name}"`);
  if ((BUILT_IN_NAMES as readonly string[]).includes(name))
    throw rule.fault('name', 'is that of a built-in rule: choose another, or list it in "disable"');
  const read: Rule = { name, matches: matcherOf(matchSpecOf(rule)), ...actionsOf(rule) };
  if (read.mode || read.ttlSeconds !== undefined || read.tags) return read;
  throw rule.fault('', 'does nothing: give it mode, ttl or tags');
}

function actionsOf(rule: Members): Pick<Rule, 'mode' | 'ttlSeconds' | 'tags'> {
  return {
    mode: rule.has('mode') ? rule.oneOf<RequestCacheMode>('mode', CACHE_MODES) : undefined,
    ttlSeconds: rule.has('ttl')
      ? rule.whole('ttl', { most: LONGEST_TTL_SECONDS, unit: 'seconds' })
      : undefined,
    tags: rule.has('tags') ? rule.texts('tags', { most: MOST_TAGS, longest: LONGEST_TAG }) : undefined,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
