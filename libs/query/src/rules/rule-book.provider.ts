import { Signals } from '@app/core';
import type { Provider } from '@nestjs/common';
import { loadRules, type RuleSettings } from './load-rules.js';
import { RuleBook } from './rule-book.js';

/** The rules, read and checked at start. */
export function ruleBook(settings: RuleSettings): Provider {
  return {
    provide: RuleBook,
    inject: [Signals],
    useFactory: (signals: Signals) => loadRules(settings, signals),
  };
}
