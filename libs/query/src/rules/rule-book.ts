import { splitPrompt } from '@app/cache';
import type { Signals } from '@app/core';
import type { RequestCacheMode } from '../query-command.js';
import { type Rule, type RuleFacts, type RuleView } from './rule.js';
import { wordsOf } from './words.js';

/** The decision of the rules about a request. */
export interface Ruling {
  /** Names of the rules that decided, joined by `+`; absent = none did. */
  readonly rule?: string;
  readonly mode?: RequestCacheMode;
  /** The longest lifetime of its answer, and the greatest age of a stored one. 0 = the cache is not used. */
  readonly ttlSeconds?: number;
  readonly tags?: readonly string[];
  /** Applies in addition when the answer shows that the provider searched for it. */
  readonly whenSearched?: { readonly rule: string; readonly ttlSeconds: number };
}

export interface Rules {
  /** The operator's, in their order. */
  readonly rules: readonly Rule[];
  readonly builtIn: readonly Rule[];
}

const LONGEST_PART = 400;
const NOTHING: Ruling = {};

/** The first of the operator's rules that matches decides. The built-in rules set the lifetime of an answer when that rule does not. */
export class RuleBook {
  private readonly search?: Rule;

  constructor(
    private readonly rules: Rules,
    private readonly signals: Signals,
  ) {
    this.search = rules.builtIn.find(({ name }) => name === 'web-search');
  }

  /** @param ttlSeconds the lifetime that the caller asks for: it overrides the built-in rules, and the operator's rules bound it. */
  decide(facts: RuleFacts, ttlSeconds?: number): Ruling {
    const { rules, builtIn } = this.rules;
    if (rules.length + builtIn.length === 0) return NOTHING;
    const view = viewOf(facts);
    const own = rules.find((rule) => rule.matches(view));
    const isLeftOpen = own?.ttlSeconds === undefined && ttlSeconds === undefined;
    const inherent = isLeftOpen ? builtIn.find((rule) => rule.matches(view)) : undefined;
    const ruling = this.ruling(own, inherent, ttlSeconds);
    return isLeftOpen && !inherent && this.search ? this.openToSearch(ruling, this.search) : ruling;
  }

  private ruling(own?: Rule, inherent?: Rule, asked = Infinity): Ruling {
    const deciding = [own, inherent].filter((rule) => rule !== undefined);
    if (deciding.length === 0) return NOTHING;
    for (const { name } of deciding) this.signals.count('rule', name);
    const ttl = own?.ttlSeconds ?? inherent?.ttlSeconds;
    return {
      rule: deciding.map(({ name }) => name).join('+'),
      mode: own?.mode,
      ttlSeconds: ttl === undefined ? undefined : Math.min(ttl, asked),
      tags: own?.tags,
    };
  }

  private openToSearch(ruling: Ruling, { name, ttlSeconds = 0 }: Rule): Ruling {
    const rule = ruling.rule ? `${ruling.rule}+${name}` : name;
    return { ...ruling, whenSearched: { rule, ttlSeconds } };
  }
}

/** The words are read when a rule first needs them; a rule that remembers its result for this text does not. */
function viewOf({ tenant, route, text: said, model, tools, searches }: RuleFacts): RuleView {
  const text = askedIn(said, tenant);
  let words: string[] | undefined;
  return {
    ...{ tenant, route, text, model, tools, searches },
    get words() {
      return (words ??= wordsOf(text));
    },
  };
}

/** The question of a prompt. When it can't be told from the rest, it is expected at the beginning or the end of a long message. */
function askedIn(said: string, tenant: string): string {
  const text = splitPrompt(said, tenant)?.question ?? said;
  if (text.length <= 2 * LONGEST_PART) return text;
  return `${text.slice(0, LONGEST_PART)}\n${text.slice(-LONGEST_PART)}`;
}
