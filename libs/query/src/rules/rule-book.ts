import { splitPrompt } from '@app/cache';
import type { Signals } from '@app/core';
import type { RequestCacheMode } from '../query-command.js';
import { type Rule, type RuleFacts, type RuleView } from './rule.js';
import { wordsOf } from './words.js';

/** What the rules say about a request. */
export interface Ruling {
  /** The rules that decided, joined by `+`; absent = none did. */
  readonly rule?: string;
  readonly mode?: RequestCacheMode;
  /** How long its answer may be kept, and how old one from memory may be. 0 = neither. */
  readonly ttlSeconds?: number;
  readonly tags?: readonly string[];
  /** What holds in addition when the answer shows that the provider searched for it. */
  readonly whenSearched?: { readonly rule: string; readonly ttlSeconds: number };
}

export interface Rules {
  /** The operator's, in their order. */
  readonly rules: readonly Rule[];
  readonly builtIn: readonly Rule[];
}

const LONGEST_PART = 400;
const NOTHING: Ruling = {};

/** Decides by the first of the operator's rules that matches; the built-in rules say how long an answer lives where that one doesn't. */
export class RuleBook {
  private readonly search?: Rule;

  constructor(
    private readonly rules: Rules,
    private readonly signals: Signals,
  ) {
    this.search = rules.builtIn.find(({ name }) => name === 'web-search');
  }

  /** @param ttlSeconds the life that the caller wants: it goes before the built-in rules, and the operator's bound it. */
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

/** The words are read when a rule asks for them: one that has seen the text before doesn't. */
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

/** The question of a prompt; where it can't be told from the rest, its place is the beginning or the end of a long message. */
function askedIn(said: string, tenant: string): string {
  const text = splitPrompt(said, tenant)?.question ?? said;
  if (text.length <= 2 * LONGEST_PART) return text;
  return `${text.slice(0, LONGEST_PART)}\n${text.slice(-LONGEST_PART)}`;
}
