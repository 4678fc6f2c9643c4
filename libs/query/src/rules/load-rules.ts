import { readFileSync } from 'node:fs';
import { SettingError, type Signals } from '@app/core';
import type { CacheEnv } from '@app/cache';
import type { QueryEnv } from '../query.env.js';
import { builtInRules } from './built-in.rules.js';
import { RuleBook } from './rule-book.js';
import { BUILT_IN_NAMES } from './rule.js';
import { readRules, type RulesFile } from './rules.reader.js';

export type RuleSettings = Pick<QueryEnv, 'CACHE_RULES_FILE' | 'VOLATILE_TTL_SECONDS'> &
  Pick<CacheEnv, 'CACHE_TTL_SECONDS'>;

const NO_FILE: RulesFile = { rules: [], disable: new Set() };

/** The operator's rules, followed by the built-in ones. @throws SettingError when CACHE_RULES_FILE can't be read or is wrong. */
export function loadRules(settings: RuleSettings, signals: Signals): RuleBook {
  const { CACHE_RULES_FILE: path, VOLATILE_TTL_SECONDS: ttl, CACHE_TTL_SECONDS: longest } = settings;
  const { rules, disable } = path ? readRules(textOf(path), `CACHE_RULES_FILE ${path}`) : NO_FILE;
  const all = builtInRules(ttl);
  // Built-in rules would decide nothing if their lifetime were as long as that of all answers.
  const builtIn = BUILT_IN_NAMES.filter((name) => ttl < longest && !disable.has(name));
  return new RuleBook({ rules, builtIn: builtIn.map((name) => all[name]) }, signals);
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new SettingError(
      `CACHE_RULES_FILE ${path} can't be read. Check the path and its permissions, or unset it.`,
      { cause },
    );
  }
}
