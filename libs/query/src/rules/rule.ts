import type { RequestCacheMode } from '../query-command.js';

/** The endpoints that rules can name. */
export const RULE_ROUTES = ['query', 'chat-completions', 'messages', 'embeddings'] as const;
export type RuleRoute = (typeof RULE_ROUTES)[number];

/** The facts that rules match. */
export interface RuleFacts {
  readonly tenant: string;
  readonly route: string;
  /** The user's question, without the documents around it where those can be told apart. */
  readonly text: string;
  readonly model: string;
  readonly tools: readonly string[];
  /** The provider may search or fetch for the answer. */
  readonly searches: boolean;
}

/** One rule, compiled. */
export interface Rule {
  /** In headers and metrics; `RULE_NAME`. */
  readonly name: string;
  matches(facts: RuleView): boolean;
  readonly mode?: RequestCacheMode;
  /** 0 = never stored. */
  readonly ttlSeconds?: number;
  readonly tags?: readonly string[];
}

/** The facts with the words of the text, which are read once for all rules. */
export interface RuleView extends RuleFacts {
  readonly words: readonly string[];
}

export const RULE_NAME = /^[A-Za-z0-9._-]{1,32}$/;

/** The rules that exist without a file. */
export const BUILT_IN_NAMES = ['volatile', 'web-search'] as const;
export type BuiltInName = (typeof BUILT_IN_NAMES)[number];
